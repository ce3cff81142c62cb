import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PERSONAL_DATA_ERASED } from '@rapfang/access';
import { ENVIRONMENT, Events, type DomainEvent, type Environment } from '@rapfang/platform';

/** After an erasure: removes the copies that the file post keeps. What an SMTP server has sent is sent. */
@Injectable()
export class ErasedLetters implements OnModuleInit {
  constructor(
    private readonly events: Events,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  onModuleInit(): void {
    this.events.after(PERSONAL_DATA_ERASED, (event) => this.remove(event));
  }

  private async remove({ payload }: DomainEvent): Promise<void> {
    const ids = new Set(payload['letters'] as string[]);
    const { mail } = this.environment;
    if (ids.size === 0 || mail.kind !== 'file') return;
    const names = await readdir(mail.folder).catch((): string[] => []);
    // `${id}-kind.eml`, see mailer.ts; an id has 26 characters.
    for (const name of names)
      if (ids.has(name.slice(0, 26))) await rm(join(mail.folder, name), { force: true });
  }
}
