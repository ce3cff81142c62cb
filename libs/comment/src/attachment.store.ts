import { Injectable } from '@nestjs/common';
import { Database, type Ctx, type Transaction } from '@rapfang/platform';
import { In, IsNull } from 'typeorm';
import { AttachmentEntity } from './attachment.entity.js';

@Injectable()
export class AttachmentStore {
  constructor(private readonly database: Database) {}

  find(ctx: Pick<Ctx, 'tx'>, id: string): Promise<AttachmentEntity | null> {
    return this.database.manager(ctx).findOne(AttachmentEntity, { where: { id } });
  }

  listOf(ctx: Pick<Ctx, 'tx'>, commentIds: readonly string[]): Promise<AttachmentEntity[]> {
    return this.database
      .manager(ctx)
      .find(AttachmentEntity, { where: { commentId: In([...commentIds]) }, order: { id: 'ASC' } });
  }

  /** Of these contents, those that some row still names: the same file may have been sent by several. */
  async listHeld(ctx: Pick<Ctx, 'tx'>, hashes: readonly string[]): Promise<Set<string>> {
    if (hashes.length === 0) return new Set();
    const rows = await this.database
      .manager(ctx)
      .find(AttachmentEntity, { select: { sha256: true }, where: { sha256: In([...hashes]) } });
    return new Set(rows.map(({ sha256 }) => sha256));
  }

  async insert(ctx: Ctx & { tx: Transaction }, attachment: AttachmentEntity): Promise<void> {
    await this.database.writing(ctx).insert(AttachmentEntity, attachment);
  }

  /** Gives waiting uploads of an author to a comment; how many there were says whether all were theirs. */
  async claim(
    ctx: Ctx & { tx: Transaction },
    ids: readonly string[],
    authorKey: string,
    commentId: string,
  ): Promise<number> {
    if (ids.length === 0) return 0;
    const done = await this.database
      .writing(ctx)
      .update(AttachmentEntity, { id: In([...ids]), authorKey, commentId: IsNull() }, { commentId });
    return done.affected ?? 0;
  }
}
