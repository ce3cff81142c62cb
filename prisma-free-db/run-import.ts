import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Access } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import {
  checkPlanFile,
  PlanImportService,
  PlanRecord,
  PlanService,
  PlanStore,
  PlanVersionStore,
  type ImportReport,
} from '@rapfang/plan';
import { Clock, Database, Events, systemContext, type Environment } from '@rapfang/platform';
import { entities, migrations } from './data-source.js';
import { importSummary, problemLines } from './import-words.js';

const USAGE = `npm run import -- FILE [--dry-run] [--plan KEY] [--publish]

  FILE       a plan as JSON
  --dry-run  check and count, write nothing
  --plan     key of the plan, instead of the file's own
  --publish  publish the new version at once`;

/** Exit code where the command line makes no sense; 1 where the file or the database does not. */
const USAGE_WRONG = 2;

interface Wishes {
  file: string;
  dryRun: boolean;
  planKey: string | null;
  publish: boolean;
}

/** Reads the command line. @returns null when it makes no sense */
function wishes(args: string[]): Wishes | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean' }, plan: { type: 'string' }, publish: { type: 'boolean' } },
    });
    const [file, ...rest] = positionals;
    if (!file || rest.length > 0) return null;
    return {
      file,
      dryRun: values['dry-run'] ?? false,
      planKey: values.plan ?? null,
      publish: values.publish ?? false,
    };
  } catch {
    return null;
  }
}

/** Imports a plan file into the environment's database. @returns the exit code */
export async function runImport(args: string[], environment: Environment): Promise<number> {
  const wish = wishes(args);
  if (!wish) return fail(USAGE, USAGE_WRONG);
  if (wish.planKey !== null && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(wish.planKey)) {
    return fail('--plan must be letters, digits, ".", "-" or "_", 64 at most.', USAGE_WRONG);
  }
  const reading = await readFile(wish);
  if (typeof reading === 'string') return fail(reading);
  // A broken file, or a dry run where there is no database yet, leaves no trace: not even an empty database.
  const { database: settings } = environment;
  const absent = settings.kind === 'sqlite' && !existsSync(settings.file);
  if (!reading.document || (wish.dryRun && absent)) {
    return report({ ...reading, imported: null, sameAsVersion: null }, wish);
  }
  const database = new Database({ settings, entities, migrations });
  await database.open();
  try {
    if (!wish.dryRun) await database.migrate();
    else if (await hasNoTables(database))
      return report({ ...reading, imported: null, sameAsVersion: null }, wish);
    return report(
      await importer(database).importReading(systemContext(), reading, wish.dryRun, {
        publish: wish.publish,
      }),
      wish,
    );
  } finally {
    await database.close();
  }
}

/** npm runs scripts in the project's folder; people name files from theirs. */
function pathOf(file: string): string {
  const asTyped = resolve(process.env['INIT_CWD'] ?? '.', file);
  return existsSync(asTyped) ? asTyped : resolve(file);
}

async function readFile({ file, planKey }: Wishes) {
  try {
    return await checkPlanFile(createReadStream(pathOf(file)), planKey);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return `${file}: ${code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`}.`;
  }
}

/** The same services as the application's, put together by hand: an import needs no server. */
function importer(database: Database): PlanImportService {
  const clock = new Clock();
  const record = new PlanRecord(new Audit(database, clock), new Events(database, clock));
  const plans = new PlanService(
    database,
    new PlanStore(database),
    new PlanVersionStore(database, clock),
    new Access(),
    record,
  );
  return new PlanImportService(plans);
}

async function hasNoTables(database: Database): Promise<boolean> {
  const runner = database.reader.createQueryRunner();
  try {
    return !(await runner.hasTable('plan_version'));
  } finally {
    await runner.release();
  }
}

function report(result: ImportReport, { file, dryRun }: Wishes): number {
  if (!result.document) return fail(problemLines(file, result).join('\n'));
  process.stdout.write(`${importSummary(file, result, dryRun).join('\n')}\n`);
  return 0;
}

function fail(text: string, code = 1): number {
  process.stderr.write(`${text}\n`);
  return code;
}
