import type { ReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { authorKey } from '@rapfang/access';
import { DomainError, ErrorCode, Files, type Ctx } from '@rapfang/platform';
import type { AttachmentEntity } from './attachment.entity.js';
import { AttachmentStore } from './attachment.store.js';
import type { AttachmentModel } from './comment.model.js';
import { sightOf } from './comment.rules.js';
import { CommentStore } from './comment.store.js';
import { viewerOf } from './comment-view.js';

export interface OpenedAttachment {
  stream: ReadStream;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
}

/** Gives out files of comments to those who may see the comment whole. */
@Injectable()
export class AttachmentService {
  constructor(
    private readonly attachments: AttachmentStore,
    private readonly comments: CommentStore,
    private readonly files: Files,
  ) {}

  /** @throws DomainError NOT_FOUND, whether there is none or one may not see it */
  async open(ctx: Ctx, id: string): Promise<OpenedAttachment> {
    const attachment = await this.attachments.find(ctx, id);
    const stream =
      attachment && (await this.maySee(ctx, attachment)) ? await this.files.get(attachment.sha256) : null;
    if (!attachment || !stream) throw new DomainError(ErrorCode.NOT_FOUND);
    const { name, mediaType, size } = attachment;
    return { stream, name, mediaType, size };
  }

  private async maySee(ctx: Ctx, { commentId, authorKey: owner }: AttachmentEntity): Promise<boolean> {
    if (commentId === null) return owner === authorKey(ctx.actor);
    const comment = await this.comments.findById(ctx, commentId);
    return comment !== null && sightOf(comment, viewerOf(ctx, comment.planId)) === 'WHOLE';
  }
}

export function attachmentModel({ id, name, mediaType, size }: AttachmentEntity): AttachmentModel {
  return { id, name, mediaType, size, url: `/attachments/${id}` };
}
