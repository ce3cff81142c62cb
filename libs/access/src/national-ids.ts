import { Inject, Injectable } from '@nestjs/common';
import { createHmac, hkdfSync } from 'node:crypto';
import { ENVIRONMENT, type Environment } from '@rapfang/platform';

/** Turns a national ID into what may be kept of it. */
@Injectable()
export class NationalIds {
  readonly #key: Buffer;

  constructor(@Inject(ENVIRONMENT) { nationalIdKey, sessionSecret }: Environment) {
    // There are only a few hundred million numbers: without a secret key a hash could be looked up.
    this.#key = Buffer.from(
      hkdfSync('sha256', nationalIdKey ?? sessionSecret, '', 'rapfang national id', 32),
    );
  }

  /** @param digits 13 digits, checked */
  hash(digits: string): string {
    return createHmac('sha256', this.#key).update(`th:${digits}`).digest('hex');
  }
}
