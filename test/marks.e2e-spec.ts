import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALLOW, OfParent, type AllowMark } from '@rapfang/access';
import { commentPermissions, type CommentModel } from '@rapfang/comment';
import { parseEnvironment } from '@rapfang/platform';
import { buildSchema, graphql } from 'graphql';
import { socketEventMarks } from '../apps/api/src/live/live-marks.js';
import { markedSocketEvents } from '../apps/api/src/marks/assert-marked.js';
import { guardFields } from '../apps/api/src/marks/operation-marks.js';
import { actorAs } from '../apps/api/src/marks/permission-matrix.js';
import { RouteMarks } from '../apps/api/src/marks/route-marks.js';
import { webRoutesInSource } from '../apps/api/src/marks/web-route-marks.js';
import { startServer } from '../apps/api/src/server.js';
import { CommentActsResolver } from '../libs/comment/src/comment-acts.resolver.js';
import { CommentTagsResolver } from '../libs/triage/src/tag.resolver.js';
import { openTestDatabase, type TestDatabase } from './harness/database.js';

/** Takes the mark off, tries to start, and puts it back. */
async function startWithout(test: TestDatabase, handler: object): Promise<unknown> {
  const mark = Reflect.getMetadata(ALLOW, handler) as AllowMark;
  expect(mark).toBeDefined();
  Reflect.deleteMetadata(ALLOW, handler);
  try {
    const environment = parseEnvironment({
      DATABASE_URL: test.url,
      DATA_DIR: test.folder,
      PORT: '0',
      ROLES: 'api',
      LOG_LEVEL: 'error',
    });
    const server = await startServer(environment, test.database);
    await server.stop();
    return null;
  } catch (error) {
    return error;
  } finally {
    Reflect.defineMetadata(ALLOW, mark, handler);
  }
}

describe('Nothing is open by default: the server does not start', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openTestDatabase();
  });
  afterAll(() => test.close());

  it('with an operation that says not who may call it, and names it', async () => {
    const handler = Object.getOwnPropertyDescriptor(CommentActsResolver.prototype, 'withdrawComment')
      ?.value as object;
    expect(String(await startWithout(test, handler))).toMatch(
      /does not start.*each operation needs @Allow or @Public.*Mutation withdrawComment \(CommentActsResolver\.withdrawComment\)/s,
    );
  });

  it('with a resolver entry that says not who may read it, and names it', async () => {
    const handler = Object.getOwnPropertyDescriptor(CommentTagsResolver.prototype, 'tags')?.value as object;
    expect(String(await startWithout(test, handler))).toMatch(
      /each resolver entry needs .*@OfParent.*Comment\.tags \(CommentTagsResolver\.tags\)/s,
    );
  });

  it('with an HTTP route that says not who may ask it, and names it', async () => {
    const app = fastify();
    const marks = new RouteMarks(app, () => async () => undefined);
    app.get('/marked', { config: { access: { public: 'A test.' } } }, async () => 'ok');
    expect(marks.all()).toEqual([{ name: 'GET /marked', mark: { public: 'A test.' } }]);
    await app.register(async (inner) => void inner.post('/bare/:id', async () => 'open to all'));
    await app.ready();
    expect(() => marks.all()).toThrow(/each HTTP route needs .*POST \/bare\/:id\.$/);
  });

  it('with a web route that says not for whom it is, and names it', () => {
    const root = mkdtempSync(join(tmpdir(), 'rapfang-routes-'));
    const page = (path: string, source: string | null) => {
      mkdirSync(join(root, path), { recursive: true });
      writeFileSync(join(root, path, '+page.svelte'), '<h1>x</h1>');
      if (source !== null) writeFileSync(join(root, path, '+page.server.ts'), source);
    };
    page('(site)/about', "export const _access = { public: 'Words.' };");
    page('desk', "export const _access = { permission: 'comment.readUnpublished' };");
    expect(webRoutesInSource(root).map(({ name }) => name)).toEqual(['/about', '/desk']);
    page('(site)/bare', null);
    page('(site)/half', 'export const load = () => 1;');
    expect(() => webRoutesInSource(root)).toThrow(/each web route needs .*: \/bare, \/half\.$/);
    page('(site)/bare', "export const _access = { permission: 'comment.dream' };");
    page('(site)/half', "export const _access = { public: 'Words.' };");
    expect(() => webRoutesInSource(root)).toThrow(/\/bare names a permission that no room declares/);
    rmSync(root, { recursive: true });
  });

  it('with a socket event that says not who may send it, and names it', () => {
    expect(markedSocketEvents(socketEventMarks).map(({ name }) => name)).toEqual(
      Object.keys(socketEventMarks),
    );
    expect(() => markedSocketEvents({ ...socketEventMarks, shout: undefined })).toThrow(
      /each socket event needs .*: shout\.$/,
    );
  });
});

describe('Marks are held', () => {
  it('on a route that not everyone may use, before it runs', async () => {
    const app = fastify();
    let ran = false;
    new RouteMarks(app, (permission) => async (_request, reply) => reply.code(403).send(permission.name));
    const access = { permission: commentPermissions.readUnpublished };
    app.get('/staff', { config: { access } }, async () => (ran = true));
    const { statusCode, body } = await app.inject('/staff');
    expect([statusCode, body, ran]).toEqual([403, 'comment.readUnpublished', false]);
  });

  it('on a field with a permission of its own, which Nest would not guard', async () => {
    const schema = buildSchema('type Query { open: String secret: String }');
    guardFields(schema, [
      { name: 'Query.open', mark: { permission: commentPermissions.read } },
      { name: 'Query.secret', mark: { permission: commentPermissions.readUnpublished } },
    ]);
    const ask = (caller: 'GUEST' | 'SIGNED_IN' | 'MODERATOR') =>
      graphql({
        schema,
        source: '{ open secret }',
        rootValue: { open: 'o', secret: 's' },
        contextValue: { ctx: { actor: actorAs(caller) } },
      });
    expect((await ask('MODERATOR')).data).toEqual({ open: 'o', secret: 's' });
    for (const [caller, code] of [
      ['GUEST', 'SIGN_IN_REQUIRED'],
      ['SIGNED_IN', 'FORBIDDEN'],
    ] as const) {
      const { data, errors } = await ask(caller);
      expect(data).toEqual({ open: 'o', secret: null });
      expect(errors?.[0]?.message).toBe(code);
    }
  });

  it('by a field marked with its parent', () => {
    class Fields {
      @OfParent('Empty for guests.')
      tags(): CommentModel[] {
        return [];
      }
    }
    const handler = Object.getOwnPropertyDescriptor(Fields.prototype, 'tags')?.value as object;
    expect(Reflect.getMetadata(ALLOW, handler)).toEqual({ parent: true, note: 'Empty for guests.' });
  });
});
