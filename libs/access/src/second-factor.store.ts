import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { Database } from '@rapfang/platform';
import { AuthenticatorAppEntity, PasskeyEntity } from './second-factor.entity.js';

/** What second factors people have. */
@Injectable()
export class SecondFactorStore {
  constructor(private readonly database: Database) {}

  /** True when there is a passkey or a confirmed authenticator app. */
  async has(personId: string): Promise<boolean> {
    const { manager } = this.database.reader;
    const [app, passkey] = await Promise.all([
      manager.existsBy(AuthenticatorAppEntity, { personId, confirmedAt: Not(IsNull()) }),
      manager.existsBy(PasskeyEntity, { personId }),
    ]);
    return app || passkey;
  }
}
