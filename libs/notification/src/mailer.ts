import { Inject, Injectable, Logger } from '@nestjs/common';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { ENVIRONMENT, type Environment } from '@rapfang/platform';
import type { MailEntity } from './mail.entity.js';
import { oneLine } from './mail.store.js';
import { textToPost } from './secret-letters.js';

/** Milliseconds; together shorter than the time a letter is held. */
const TIMEOUTS = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

/** Hands one letter to the post: an SMTP server, or a folder of `.eml` files. */
@Injectable()
export class Mailer {
  readonly #log = new Logger('Mail');
  readonly #smtp;
  readonly #file = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {
    const { mail } = environment;
    this.#smtp = mail.kind === 'smtp' ? createTransport({ url: mail.url, ...TIMEOUTS }) : null;
  }

  /** @throws Error when the post does not take it */
  async post(mail: MailEntity): Promise<void> {
    const message = {
      from: this.environment.mailFrom,
      // As an object: a text would be parsed as a list, and a comma in it would be a second recipient.
      to: { name: '', address: oneLine(mail.recipient) },
      subject: oneLine(mail.subject),
      text: textToPost(this.environment, mail),
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
      // The same letter posted again after a lost answer is the same message to the reader's mailbox.
      messageId: `<${mail.id.toLowerCase()}@${new URL(this.environment.publicUrl).hostname}>`,
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    if (this.#smtp) {
      await this.#smtp.sendMail(message);
      return;
    }
    const { message: bytes } = await this.#file.sendMail(message);
    await this.keep(mail, bytes as Buffer);
  }

  private async keep(mail: MailEntity, bytes: Buffer): Promise<void> {
    if (this.environment.mail.kind !== 'file') return;
    const { folder } = this.environment.mail;
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${mail.id}-${mail.kind.toLowerCase()}.eml`);
    // Under its name only when whole: whoever watches the folder never reads half a letter.
    await writeFile(`${path}.part`, bytes, { mode: 0o600 });
    await rename(`${path}.part`, path);
    if (this.environment.demo) this.#log.log(`A letter for ${mail.recipient} is in ${path}`);
  }
}
