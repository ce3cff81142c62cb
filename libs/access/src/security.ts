import { Injectable } from '@nestjs/common';
import { toString as drawQr } from 'qrcode';
import type { Ctx } from '@rapfang/platform';
import type { SecondFactorState } from './access.model.js';
import { AuthenticatorApps, type AppToScan } from './authenticator-apps.js';
import { Factors } from './factors.js';
import { PasskeyStore } from './passkey.store.js';
import type { AppToScanModel, SecurityModel } from './security.model.js';
import { Sessions } from './sessions.js';
import { Viewers } from './viewers.js';

/** What a person sees of how they sign in. */
@Injectable()
export class Security {
  constructor(
    private readonly apps: AuthenticatorApps,
    private readonly factors: Factors,
    private readonly passkeys: PasskeyStore,
    private readonly sessions: Sessions,
    private readonly viewers: Viewers,
  ) {}

  async of(ctx: Ctx): Promise<SecurityModel> {
    const { id, sessionId } = ctx.actor;
    const [app, passkeys, recoveryCodesLeft, sessions, passed] = await Promise.all([
      this.factors.store.findApp(ctx, id),
      this.passkeys.list(ctx, id),
      this.factors.store.countRecoveryCodes(ctx, id),
      this.sessions.listOwn(ctx),
      this.factors.step.passed(ctx),
    ]);
    const hasFactor = passkeys.length > 0 || Boolean(app?.confirmedAt);
    const waiting = app && !app.confirmedAt && (passed || !hasFactor);
    const toScan = waiting ? this.apps.toScan(app, await this.accountName(ctx)) : null;
    return {
      secondFactor: stateOf(passed, hasFactor, ctx.actor.dormantGrants.length > 0),
      authenticatorAppSince: app?.confirmedAt ?? null,
      appToScan: toScan && (await this.picture(toScan)),
      recoveryCodesLeft,
      passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
      sessions: sessions.map(({ id, device, method, createdAt, lastSeenAt, secondFactorAt }) => ({
        id,
        device,
        method,
        secondFactor: secondFactorAt !== null,
        createdAt,
        lastSeenAt,
        current: id === sessionId,
      })),
    };
  }

  /** What apps and browsers list the account under. */
  async accountName(ctx: Ctx): Promise<string> {
    const { email, displayName, id } = await this.viewers.of(ctx.actor);
    return email ?? displayName ?? id ?? '';
  }

  async picture({ key, address }: AppToScan): Promise<AppToScanModel> {
    const svg = await drawQr(address, { type: 'svg', margin: 2 });
    return {
      key: key.replace(/(.{4})(?=.)/g, '$1 '),
      address,
      picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
    };
  }
}

function stateOf(passed: boolean, hasFactor: boolean, staff: boolean): SecondFactorState {
  if (passed) return 'PASSED';
  if (hasFactor) return 'NEEDED';
  return staff ? 'SET_UP_NEEDED' : 'NOT_NEEDED';
}
