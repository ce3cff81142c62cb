import { Injectable } from '@nestjs/common';
import { authorKey } from '@rapfang/access';
import { Clock, Database, Files, newId, type Ctx } from '@rapfang/platform';
import { fileTypeFromBuffer } from 'file-type';
import type { AttachmentEntity } from './attachment.entity.js';
import { AttachmentStore } from './attachment.store.js';
import { CommentLimits } from './comment-limits.js';
import { endsAsPng, isHonestDocument } from './upload-content.rules.js';
import { checkSize, cleanFileName, mediaTypeOf } from './upload.rules.js';

/** Takes in files before the comment that they belong to. */
@Injectable()
export class UploadService {
  constructor(
    private readonly database: Database,
    private readonly files: Files,
    private readonly attachments: AttachmentStore,
    private readonly limits: CommentLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps a file for its author until a comment claims it by the id given back.
   * @throws DomainError TOO_LARGE, UNSUPPORTED_MEDIA or VALIDATION on `file`, VALIDATION on `name`, RATE_LIMITED
   */
  async store(ctx: Ctx, { name, bytes }: { name: string; bytes: Uint8Array }): Promise<AttachmentEntity> {
    checkSize(bytes.byteLength);
    const shown = cleanFileName(name);
    await this.limits.use(ctx, 'upload');
    const found = (await fileTypeFromBuffer(bytes))?.mime ?? null;
    const mediaType = mediaTypeOf(shown, (await isWhole(found, Buffer.from(bytes))) ? found : null);
    const attachment: AttachmentEntity = {
      id: newId(),
      authorKey: authorKey(ctx.actor),
      commentId: null,
      name: shown,
      mediaType,
      size: bytes.byteLength,
      sha256: await this.files.put(bytes),
      createdAt: this.clock.now(),
    };
    await this.database.transaction(ctx, (ctx) => this.attachments.insert(ctx, attachment));
    return attachment;
  }
}

/** What the first bytes cannot tell: a bomb, macros, a second file behind the first. */
async function isWhole(mediaType: string | null, bytes: Buffer): Promise<boolean> {
  if (mediaType === 'image/png') return endsAsPng(bytes);
  return mediaType?.includes('wordprocessingml') ? isHonestDocument(bytes) : true;
}
