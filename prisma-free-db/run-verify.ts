import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { verifyRecord, type Verification } from '@rapfang/audit';
import { Database, type Environment } from '@rapfang/platform';
import { entities } from './data-source.js';

const USAGE = `npm run audit:verify -- [--from LINK] [--json]

  --from  number of the link to begin with, instead of the first
  --json  one JSON object instead of sentences

Exit code: 0 the record is whole, 1 it is not, 2 it could not be checked.`;
const COULD_NOT = 2;
const NOT_SEALED_FOR_MS = 60_000;

interface Wishes {
  from: number;
  json: boolean;
}

function wishes(args: string[]): Wishes | null {
  try {
    const { values } = parseArgs({ args, options: { from: { type: 'string' }, json: { type: 'boolean' } } });
    const from = values.from ?? '1';
    if (!/^[1-9]\d{0,9}$/.test(from)) return null;
    return { from: Number(from), json: values.json ?? false };
  } catch {
    return null;
  }
}

/**
 * Checks the record of the environment's database, reading only.
 * @returns the exit code
 */
export async function runVerify(args: string[], environment: Environment): Promise<number> {
  const wish = wishes(args);
  if (!wish) return fail(USAGE);
  const { database: settings } = environment;
  if (settings.kind === 'sqlite' && !existsSync(settings.file))
    return fail(`There is no database at ${settings.file}; DATABASE_URL or DATA_DIR says where to look.`);
  const database = new Database({ settings, entities, migrations: [] });
  await database.open();
  try {
    if (!(await hasRecord(database)))
      return fail('The database has no record yet: start the server once, so that its tables are made.');
    const begun = Date.now();
    const onProgress = (done: number, of: number) =>
      void process.stderr.write(`  link ${done} of ${of} (${Math.round((done / of) * 100)} %)\n`);
    const result = await verifyRecord(database, { from: wish.from, ...(!wish.json && { onProgress }) });
    const seconds = (Date.now() - begun) / 1000;
    const text = wish.json ? JSON.stringify({ ...result, seconds }) : sentences(result, seconds).join('\n');
    process.stdout.write(`${text}\n`);
    return result.sound ? 0 : 1;
  } finally {
    await database.close();
  }
}

export function sentences(result: Verification, seconds: number, now = Date.now()): string[] {
  const { links, fromSeq, lastSeq, anchors, unsealed, problems, problemCount } = result;
  const lines = [
    links === 0
      ? 'The chain has no links yet.'
      : `Checked links ${fromSeq} to ${lastSeq} (${links}) and ${anchors} anchors in ${seconds.toFixed(1)} s.`,
  ];
  if (links > 0) lines.push(`Head of the chain: ${result.chainHead}`);
  if (unsealed.count === 0) lines.push('Nothing waits for the sealer.');
  else {
    const age = now - Date.parse(unsealed.oldestAt ?? '');
    const warning = age > NOT_SEALED_FOR_MS ? ' Is a process with the jobs role running?' : '';
    lines.push(
      `Not yet sealed: ${unsealed.count} entries, the oldest ${Math.round(age / 1000)} s old.${warning}`,
    );
  }
  if (result.erased > 0)
    lines.push(`Of ${result.erased} entries a person or a reason was erased, as the record itself tells.`);
  if (result.late > 0)
    lines.push(`${result.late} entries were sealed more than a day after the time they bear.`);
  if (problemCount === 0) return [...lines, 'The record is whole.'];
  const more = problemCount - problems.length;
  return [
    ...lines,
    `THE RECORD IS NOT WHOLE: ${problemCount} ${problemCount === 1 ? 'place' : 'places'}. The first: ${problems[0]?.says}`,
    ...problems.slice(1).map(({ says }) => `  then: ${says}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

async function hasRecord(database: Database): Promise<boolean> {
  const runner = database.reader.createQueryRunner();
  try {
    return await runner.hasTable('audit_seal');
  } finally {
    await runner.release();
  }
}

function fail(text: string): number {
  process.stderr.write(`${text}\n`);
  return COULD_NOT;
}
