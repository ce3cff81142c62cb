import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { CommentEntity, CommentSupportEntity, ImportCommentService } from '@rapfang/comment';
import { ModerationModule } from '@rapfang/moderation';
import { MailEntity, NotificationModule } from '@rapfang/notification';
import { EventPump } from '@rapfang/platform';
import { ResponseEntity, ResponseModule, ResponseService } from '@rapfang/response';
import { CommentTagEntity, TriageModule } from '@rapfang/triage';
import { openApplication } from '../../test/harness/rooms.js';
import type { TestDatabase } from '../../test/harness/database.js';
import { demoFile } from './demo-files.js';
import { loadDemo, loadDemoPlan } from './load-demo.js';
import type { Services } from './services.js';
import { loadDemoComments } from './load-demo-comments.js';

const file = demoFile<{
  comments: { key: string; state: string; supports: number; parent: string | null; tags: string[] }[];
  responses: { code: string; publishedHoursAgo: number | null; comments: string[] }[];
}>('comments.json');

describe('The demonstration’s comments', () => {
  let test: TestDatabase;
  let app: INestApplicationContext;
  const quiet = () => undefined;
  beforeAll(async () => {
    ({ test, app } = await openApplication([
      ModerationModule,
      TriageModule,
      ResponseModule,
      NotificationModule,
    ]));
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  const snapshot = async () => {
    const { manager } = test.database.reader;
    return {
      comments: await manager.find(CommentEntity, { order: { id: 'ASC' } }),
      tags: await manager.count(CommentTagEntity),
      responses: await manager.find(ResponseEntity, { order: { number: 'ASC' } }),
      supports: await manager.count(CommentSupportEntity),
    };
  };

  /** The same services, of which one dies after so many calls, as if the process had been killed there. */
  const dyingAfter = (calls: number): Services => {
    let left = calls;
    const dying = (service: object, verb: string) =>
      new Proxy(service, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name);
          if (name !== verb || typeof value !== 'function')
            return typeof value === 'function' ? value.bind(target) : value;
          return (...given: unknown[]) => {
            if ((left -= 1) < 0) throw new Error('killed');
            return (value as (...all: unknown[]) => unknown).apply(target, given);
          };
        },
      });
    return {
      get: (type) => {
        const service = app.get(type as never, { strict: false }) as object;
        if ((type as unknown) === ImportCommentService) return dying(service, 'insertForImport') as never;
        if ((type as unknown) === ResponseService) return dying(service, 'publish') as never;
        return service as never;
      },
    };
  };

  it('are whole after starts that were killed in the middle, each by itself and none twice', async () => {
    await loadDemoPlan(app, quiet);
    await expect(loadDemoComments(dyingAfter(20), quiet)).rejects.toThrow('killed');
    expect((await snapshot()).comments).toHaveLength(20);
    await expect(loadDemoComments(dyingAfter(file.comments.length + 3), quiet)).rejects.toThrow('killed');
    await loadDemoComments(app, quiet);
    const loaded = await snapshot();
    expect(loaded.comments).toHaveLength(file.comments.length);
    expect(loaded.responses.map(({ code }) => code)).toEqual(file.responses.map(({ code }) => code));
    expect(loaded.tags).toBe(file.comments.reduce((sum, { tags }) => sum + tags.length, 0));
    expect(loaded.supports).toBe(file.comments.reduce((sum, { supports }) => sum + supports, 0));
    const said: string[] = [];
    await loadDemo(app, (line) => said.push(line));
    expect(said).toEqual([]);
    expect(await snapshot()).toEqual(loaded);
  });

  it('are marked, stand in their states, and hang where they belong', async () => {
    const { comments } = await snapshot();
    expect(comments.every(({ demonstration }) => demonstration === 1)).toBe(true);
    const byKey = new Map(comments.map((comment) => [comment.clientId.slice('demo:'.length), comment]));
    for (const { key, state, parent, supports } of file.comments) {
      const comment = byKey.get(key);
      expect([comment?.state, comment?.guestSupportCount, comment?.supportCount]).toEqual([
        state.toUpperCase(),
        supports,
        0,
      ]);
      if (parent) expect(comment?.rootId).toBe(byKey.get(parent)?.rootId);
      if (parent) expect((comment?.createdAt ?? '') > (byKey.get(parent)?.createdAt ?? '')).toBe(true);
    }
  });

  it('are answered at the times given, by the demonstration’s people', async () => {
    const { comments, responses } = await snapshot();
    for (const { code, publishedHoursAgo, comments: keys } of file.responses) {
      const response = responses.find((one) => one.code === code);
      expect(response?.state).toBe(publishedHoursAgo === null ? 'DRAFT' : 'PUBLISHED');
      expect(response?.authorName).toContain('ผู้ยกร่าง');
      if (publishedHoursAgo !== null) {
        const hours = (Date.now() - Date.parse(response?.publishedAt ?? '')) / 3_600_000;
        expect(Math.abs(hours - publishedHoursAgo)).toBeLessThan(0.1);
        for (const key of keys)
          expect(comments.find(({ clientId }) => clientId === `demo:${key}`)?.answered).toBe(1);
      }
    }
  });

  it('cause no letter', async () => {
    while (await app.get(EventPump).pump());
    expect(await test.database.reader.manager.count(MailEntity)).toBe(0);
  });
});
