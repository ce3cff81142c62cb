import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AttachmentService, commentPermissions, UploadService } from '@rapfang/comment';
import { Actors, type CookieJar } from '@rapfang/access';
import { stringifySetCookie } from 'cookie';
import { DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import type { OperationContexts } from '../graphql/operation-context.js';
import { sendRefusal } from '../http/refusals.js';

/** One byte more than the largest file, so that "too large" is told apart from "just fits". */
const READ_MOST = 5 * 1024 * 1024 + 1;

export interface FileRooms {
  contexts: OperationContexts;
  actors: Actors;
  uploads: UploadService;
  attachments: AttachmentService;
}

/** `POST /uploads` (multipart, one file) and `GET /attachments/:id`. Everyone may ask; the rooms decide. */
export async function mountFileRoutes(fastify: FastifyInstance, rooms: FileRooms): Promise<void> {
  await fastify.register(async (files) => {
    await files.register(multipart, {
      limits: { files: 1, fields: 0, fileSize: READ_MOST, headerPairs: 20 },
    });

    files.post(
      '/uploads',
      { config: { access: { permission: commentPermissions.submit } } },
      async (request, reply) => {
        // A cross-site form cannot set this header, and a cross-site script needs our leave to.
        if (!request.headers['x-requested-with']) {
          return sendRefusal(reply, new DomainError(ErrorCode.BAD_REQUEST, { field: 'x-requested-with' }));
        }
        return answer(rooms, request, reply, async (ctx, cookies) => {
          const { filename, bytes } = await onlyFile(request);
          rooms.actors.rememberGuest(ctx.actor, cookies);
          const { id, name, mediaType, size } = await rooms.uploads.store(ctx, {
            name: filename,
            bytes,
          });
          return { id, name, mediaType, size };
        });
      },
    );

    files.get<{ Params: { id: string } }>(
      '/attachments/:id',
      { config: { access: { permission: commentPermissions.read } } },
      async (request, reply) =>
        answer(rooms, request, reply, async (ctx) => {
          const file = await rooms.attachments.open(ctx, request.params.id);
          // Never shown inside the page's own origin, whatever it claims to be.
          void reply
            .header('content-type', file.mediaType)
            .header('content-length', file.size)
            .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
            .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
          return file.stream;
        }),
    );
  });
}

/** The one file of a request; a second one is refused, so that none is lost in silence. */
async function onlyFile(request: FastifyRequest): Promise<{ filename: string; bytes: Buffer }> {
  const found: { filename: string; bytes: Buffer }[] = [];
  for await (const part of request.files())
    found.push({ filename: part.filename, bytes: await part.toBuffer() });
  const [file] = found;
  if (!file) throw new DomainError(ErrorCode.BAD_REQUEST, { field: 'file' });
  return file;
}

async function answer(
  { contexts }: FileRooms,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (ctx: Ctx, cookies: CookieJar) => Promise<unknown>,
): Promise<unknown> {
  const { ctx, cookies } = await contexts.make({
    cookieHeader: request.headers.cookie,
    address: request.ip,
    userAgent: request.headers['user-agent'],
    onCookie: ({ name, value, options }) =>
      void reply.header('set-cookie', stringifySetCookie({ name, value, ...options })),
  });
  try {
    return await work(ctx, cookies);
  } catch (error) {
    return sendRefusal(reply, knownError(error), ctx.requestId);
  }
}

/** What the multipart reader throws is the sender's mistake: too large, no multipart, cut off, a field too many. */
function knownError(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new DomainError(ErrorCode.TOO_LARGE, { field: 'file' });
  if (code === 'FST_FILES_LIMIT')
    return new DomainError(ErrorCode.BAD_REQUEST, { field: 'file', params: { rule: 'oneFile' } });
  const theirs = /^FST_/.test(code ?? '') || /^Multipart:|of multipart data/.test(message ?? '');
  return theirs ? new DomainError(ErrorCode.BAD_REQUEST, { field: 'file' }) : error;
}
