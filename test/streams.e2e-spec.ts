import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock, Database, EventPump, Events, Streams, systemContext, Wire } from '@rapfang/platform';
import { openTestDatabase, type TestDatabase } from './harness/database.js';

/** One process of several on the same database: its own pool, its own sequencer. */
function node(database: Database) {
  const clock = new Clock();
  const events = new Events(database, clock);
  return {
    events,
    streams: new Streams(database, new Wire(null)),
    pump: new EventPump(database, events, clock),
  };
}

describe('Live streams', () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  afterAll(() => opened.close());

  it('number committed events without gap or double while two sequencers race and a third of the writers fail', async () => {
    const [a, b] = [node(opened.database), node(opened.database)];
    let busy = true;
    const sequencing = [a, b].map(async ({ streams }) => {
      // The pause lets timers run: on SQLite everything else here settles without leaving the microtask queue.
      while (busy) {
        await streams.sequence();
        await new Promise((resume) => setImmediate(resume));
      }
    });
    const written = await Promise.allSettled(
      Array.from({ length: 90 }, (_, n) =>
        opened.database.transaction(systemContext(), async (ctx) => {
          await a.events.emit(ctx, { type: 'test.happened', stream: `section:p/${n % 2}`, payload: { n } });
          await new Promise((resume) => setTimeout(resume, n % 5));
          if (n % 3 === 0) throw new Error('meant to fail');
        }),
      ),
    );
    busy = false;
    await Promise.all(sequencing);
    await a.streams.sequence();
    expect(written.filter(({ status }) => status === 'fulfilled')).toHaveLength(60);
    for (const stream of ['section:p/0', 'section:p/1']) {
      const events = await b.streams.read(stream, 0, 1000);
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
      expect(new Set(events.map(({ payload }) => payload['n'])).size).toBe(30);
      expect(await b.streams.last(stream)).toBe(30);
    }
  });

  it('give a reader exactly what follows its last number', async () => {
    const { streams } = node(opened.database);
    const rest = await streams.read('section:p/0', 27, 1000);
    expect(rest.map(({ seq }) => seq)).toEqual([28, 29, 30]);
  });

  it('hand an event to its listeners again after one failed, and not again once all are done', async () => {
    const { events, pump } = node(opened.database);
    const seen: string[] = [];
    let fail = true;
    events.after('test.followed', async (event) => {
      seen.push(event.type);
      if (fail) throw new Error('meant to fail');
    });
    await opened.database.transaction(systemContext(), (ctx) =>
      events.emit(ctx, { type: 'test.followed', stream: null, payload: {} }),
    );
    await pump.pump();
    fail = false;
    await new Promise((resume) => setTimeout(resume, 1100));
    await pump.pump();
    await pump.pump();
    expect(seen).toEqual(['test.followed', 'test.followed']);
  });
});
