import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Clock, ENVIRONMENT, Ticker, type Environment } from '@rapfang/platform';
import { Mailer } from './mailer.js';
import { MailStore } from './mail.store.js';

const BATCH = 20;
const ATTEMPTS_MOST = 10;
/** After the last attempt a letter waits for a person. */
const NEVER = '9999-12-31T00:00:00.000Z';

/** Sends what waits in the outbox; several processes may run it side by side. */
@Injectable()
export class MailSender implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #log = new Logger('Mail');
  readonly ticker = new Ticker(2_000, () => this.send());

  constructor(
    private readonly store: MailStore,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** Only where jobs run; elsewhere letters wait for a process that does. */
  onApplicationBootstrap(): void {
    if (this.environment.roles.has('jobs')) this.ticker.start();
  }

  /** One round. Gives true when there may be more. */
  async send(): Promise<boolean> {
    const due = await this.store.listDue(BATCH);
    for (const id of due) {
      const mail = await this.store.hold(id);
      if (!mail) continue;
      try {
        await this.mailer.post(mail);
        await this.store.sent(mail, this.clock.now());
      } catch (error) {
        const attempts = mail.attempts + 1;
        const text = error instanceof Error ? error.message : String(error);
        // Neither address nor text: a log is read by more people than a letter.
        this.#log.error(`${mail.kind} ${mail.id}, attempt ${attempts}: ${text}`);
        // 10 s, 20 s, 40 s … about an hour and a half.
        await this.store.failed(
          mail,
          text,
          attempts >= ATTEMPTS_MOST ? NEVER : this.clock.in(10 * 2 ** (attempts - 1)),
        );
      }
    }
    return due.length === BATCH;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }
}
