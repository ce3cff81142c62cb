import { Database, EnvironmentError, parseEnvironment } from '@rapfang/platform';
import { entities, migrations } from './data-source.js';

// `npm run migrate`: applies what is missing and ends. For installations whose server may not change tables.
try {
  const database = new Database({ settings: parseEnvironment(process.env).database, entities, migrations });
  await database.open();
  try {
    const applied = await database.migrate();
    const lines = applied.length > 0 ? applied.map((name) => `Applied ${name}.`) : ['Nothing to apply.'];
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await database.close();
  }
} catch (error) {
  const text =
    error instanceof EnvironmentError ? error.message : error instanceof Error ? error.stack : error;
  process.stderr.write(`${String(text)}\n`);
  process.exitCode = 1;
}
