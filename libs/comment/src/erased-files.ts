import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PERSONAL_DATA_ERASED } from '@rapfang/access';
import { Events, Files, type DomainEvent } from '@rapfang/platform';
import { AttachmentStore } from './attachment.store.js';

/** After an erasure: removes the bytes of files that no row names any more; tried again until it is done. */
@Injectable()
export class ErasedFiles implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly attachments: AttachmentStore,
    private readonly files: Files,
  ) {}

  onModuleInit(): void {
    this.events.after(PERSONAL_DATA_ERASED, (event) => this.remove(event));
  }

  private async remove({ payload }: DomainEvent): Promise<void> {
    const hashes = payload['files'] as string[];
    const held = await this.attachments.listHeld({}, hashes);
    for (const hash of hashes) if (!held.has(hash)) await this.files.remove(hash);
  }
}
