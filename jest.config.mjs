import { readFileSync } from 'node:fs';

const swcrc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
delete swcrc.exclude;

const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/apps/web/build/',
    '<rootDir>/apps/web/.svelte-kit/',
  ],
  transform: { '\\.ts$': ['@swc/jest', { ...swcrc, swcrc: false }] },
  moduleNameMapper: {
    '^@rapfang/(.*)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  setupFiles: ['<rootDir>/test/harness/setup.ts'],
};

/** `kind` is the file's suffix: unit and service tests, journeys through the api, journeys in a browser. */
const project = (displayName, kind, database) => ({
  ...shared,
  displayName,
  testMatch: [`<rootDir>/(apps|libs|test|prisma-free-db)/**/*.${kind}.ts`],
  globals: { TEST_DATABASE: database },
});

/**
 * Which suites run is decided by test/run.mjs from what is installed; without it (an editor's run)
 * only what needs nothing.
 */
export const PROJECTS = {
  unit: project('unit', 'spec', 'sqlite'),
  sqlite: project('SQLite', 'e2e-spec', 'sqlite'),
  mariadb: project('MariaDB', 'e2e-spec', 'mariadb'),
  redis: project('Redis', 'redis-spec', 'mariadb'),
  'browser-sqlite': project('Chromium, SQLite', 'browser-spec', 'sqlite'),
  'browser-mariadb': project('Chromium, MariaDB', 'browser-spec', 'mariadb'),
};

const selected = (process.env.TEST_PROJECTS ?? 'unit,sqlite').split(',');

/** Jest in ESM needs --experimental-vm-modules: run it through `npm test [-- pattern]`. */
export default {
  projects: selected.map((name) => PROJECTS[name]),
  testTimeout: 120_000,
};
