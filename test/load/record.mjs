// Sealing and checking the record: `npm run bench -- record`, or by itself after `npm run build`:
//   node test/load/record.mjs [entries=20000]      SQLite in a folder of its own, or DATABASE_URL (an empty database)
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = (path) => import(pathToFileURL(join(process.cwd(), 'dist', path)).href);
const [
  { Clock, Database, parseEnvironment, systemContext },
  { Anchors, Audit, Sealer, SealStore, verifyRecord },
  data,
] = await Promise.all([
  dist('libs/platform/src/index.js'),
  dist('libs/audit/src/index.js'),
  dist('prisma-free-db/data-source.js'),
]);

class Tomorrow extends Clock {
  millis() {
    return Date.now() + 86_400_000;
  }
}

const PER_ACT = 2;
const entries = Number(process.argv[2] ?? 20_000);
const folder = mkdtempSync(join(tmpdir(), 'rapfang-bench-'));
const environment = parseEnvironment({ ...process.env, DATA_DIR: folder, NODE_ENV: 'test' });
const database = new Database({ settings: environment.database, ...data });
await database.open();
await database.migrate();

const clock = new Clock();
const audit = new Audit(database, clock);
const timed = async (name, count, work) => {
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1000;
  console.log(`${name}: ${count} in ${seconds.toFixed(2)} s = ${Math.round(count / seconds)} a second`);
};
const ctx = {
  ...systemContext(),
  actor: { ...systemContext().actor, kind: 'person', id: '01JD9Z3K5V8Q2X4Y6A7B8C9D0E' },
};
const comment = (n) => ({ type: 'comment', id: `C${n}` });

console.log(`${database.kind}, ${entries} entries`);
await timed('appended, 100 an act', entries, async () => {
  for (let n = 0; n < entries; n += 100)
    await database.transaction(ctx, async (ctx) => {
      for (let m = n; m < n + 100; m += PER_ACT) {
        await audit.append(ctx, {
          action: 'comment.submitted',
          subject: comment(m),
          after: { state: 'PENDING' },
        });
        await audit.append(ctx, {
          action: 'comment.published',
          subject: comment(m),
          before: { state: 'PENDING' },
          after: { state: 'PUBLISHED' },
        });
      }
    });
});
const sealer = new Sealer(database, clock);
await timed('sealed', entries, async () => {
  while (await sealer.seal());
});
const anchors = new Anchors(database, new Tomorrow(), new SealStore(database));
await timed('anchored', entries, async () => {
  while (await anchors.publishDue());
});
await timed('checked', entries, async () => {
  const { sound, problems } = await verifyRecord(database);
  if (!sound) throw new Error(problems[0].says);
});
console.log(`memory ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`);
await database.close();
rmSync(folder, { recursive: true, force: true });
