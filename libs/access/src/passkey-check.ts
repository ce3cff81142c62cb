import { Inject, Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { ENVIRONMENT, type Environment } from '@rapfang/platform';
import type { PasskeyEntity } from './second-factor.entity.js';
import { originFor, rpIdOf } from './relying-party.rules.js';

const TRANSPORTS = new Set(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);

export type NewPasskey = Pick<PasskeyEntity, 'credentialId' | 'publicKey' | 'signCount' | 'transports'>;

/** An account as the browser's dialogue names it. */
export interface PasskeyOwner {
  id: string;
  name: string;
}

/**
 * WebAuthn itself: what the browser is asked, and whether its answer holds. Every passkey must have
 * checked its person (PIN, finger, face), so that it counts as both factors.
 */
@Injectable()
export class PasskeyCheck {
  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {}

  async registration(owner: PasskeyOwner, known: readonly PasskeyEntity[]) {
    return generateRegistrationOptions({
      rpName: 'รับฟัง Rapfang',
      rpID: rpIdOf(this.environment),
      userID: new TextEncoder().encode(owner.id),
      userName: owner.name,
      userDisplayName: owner.name,
      attestationType: 'none',
      excludeCredentials: known.map(described),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  }

  /** @param known passkeys of whoever is signed in already; empty lets the browser offer any of ours */
  async authentication(known: readonly PasskeyEntity[]) {
    return generateAuthenticationOptions({
      rpID: rpIdOf(this.environment),
      userVerification: 'required',
      ...(known.length > 0 && { allowCredentials: known.map(described) }),
    });
  }

  /** @returns null when the answer does not hold, whatever is wrong with it */
  async registered(answer: unknown, challenge: string): Promise<NewPasskey | null> {
    try {
      const response = answer as RegistrationResponseJSON;
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: originFor(this.environment, response.response.clientDataJSON),
        expectedRPID: rpIdOf(this.environment),
        requireUserVerification: true,
      });
      if (!verified) return null;
      const { credential } = registrationInfo;
      return {
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        signCount: String(credential.counter),
        transports: credential.transports?.filter((one) => TRANSPORTS.has(one)).join(',') || null,
      };
    } catch {
      return null;
    }
  }

  /**
   * @returns the passkey's new count, or null when the answer does not hold: another challenge, site or
   * key, nobody checked, or a count that went back (a copy of the passkey is about)
   */
  async signed(answer: unknown, challenge: string, passkey: PasskeyEntity): Promise<number | null> {
    try {
      const response = answer as AuthenticationResponseJSON;
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: originFor(this.environment, response.response.clientDataJSON),
        expectedRPID: rpIdOf(this.environment),
        requireUserVerification: true,
        credential: {
          id: passkey.credentialId,
          publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
          counter: Number(passkey.signCount),
        },
      });
      return verified ? authenticationInfo.newCounter : null;
    } catch {
      return null;
    }
  }
}

function described({ credentialId, transports }: PasskeyEntity) {
  return { id: credentialId, ...(transports && { transports: transports.split(',') }) };
}
