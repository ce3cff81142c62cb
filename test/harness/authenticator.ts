import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

const FLAG = { present: 0x01, verified: 0x04, attested: 0x40 };

interface Options {
  challenge: string;
  rp?: { id: string };
  rpId?: string;
}

/** A passkey in software: answers WebAuthn's questions as a device would, or wrongly where a test asks for it. */
export class SoftwarePasskey {
  readonly credentialId = randomBytes(24);
  readonly #key: KeyObject;
  readonly #publicKey: KeyObject;
  count = 0;
  /** Whether the device checks its person by PIN, finger or face. */
  verifies = true;

  constructor(readonly origin: string) {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = pair.privateKey;
    this.#publicKey = pair.publicKey;
  }

  /** Answers `navigator.credentials.create`. @param options as the server gave them */
  create(options: string): string {
    const { challenge, rp } = JSON.parse(options) as Options;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credentialId.length);
    const data = Buffer.concat([
      this.authenticatorData(rp?.id ?? '', FLAG.attested),
      Buffer.alloc(16),
      length,
      this.credentialId,
      this.coseKey(),
    ]);
    // { fmt: 'none', attStmt: {}, authData }
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      bytes(data),
    ]);
    return this.answer({
      clientDataJSON: this.clientData('webauthn.create', challenge),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Answers `navigator.credentials.get`. */
  get(options: string): string {
    const { challenge, rpId } = JSON.parse(options) as Options;
    this.count += 1;
    const data = this.authenticatorData(rpId ?? '', 0);
    const clientDataJSON = this.clientData('webauthn.get', challenge);
    const clientHash = sha256(Buffer.from(clientDataJSON, 'base64url'));
    return this.answer({
      clientDataJSON,
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', Buffer.concat([data, clientHash]), this.#key).toString('base64url'),
    });
  }

  private answer(response: Record<string, unknown>): string {
    const id = this.credentialId.toString('base64url');
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
  }

  private clientData(type: string, challenge: string): string {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false })).toString(
      'base64url',
    );
  }

  private authenticatorData(rpId: string, more: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.count);
    const flags = FLAG.present | (this.verifies ? FLAG.verified : 0) | more;
    return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), count]);
  }

  /** { 1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y } */
  private coseKey(): Buffer {
    const { x = '', y = '' } = this.#publicKey.export({ format: 'jwk' });
    return Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      bytes(Buffer.from(x, 'base64url')),
      Buffer.from([0x22]),
      bytes(Buffer.from(y, 'base64url')),
    ]);
  }
}

const sha256 = (data: Buffer): Buffer => createHash('sha256').update(data).digest();

/** A CBOR text of less than 24 bytes. */
const text = (value: string): Buffer =>
  Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);

/** A CBOR byte string of less than 256 bytes. */
const bytes = (value: Buffer): Buffer => Buffer.concat([Buffer.from([0x58, value.length]), value]);
