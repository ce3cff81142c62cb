import { readFileSync } from 'node:fs';

const swcrc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
delete swcrc.exclude;

/** Jest in ESM: run through `npm test` (test/run.mjs), which sets --experimental-vm-modules. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/(apps|libs|test|prisma-free-db)/**/*.(spec|e2e-spec).ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/apps/web/build/'],
  transform: { '\\.ts$': ['@swc/jest', { ...swcrc, swcrc: false }] },
  moduleNameMapper: {
    '^@rapfang/(.*)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testTimeout: 60_000,
};
