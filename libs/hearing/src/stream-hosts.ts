import { Inject, Injectable } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '@rapfang/platform';
import { readLinkAddress, readStreamAddress, type StreamAddress } from './stream-address.rules.js';

/** Reads addresses of streams by what this installation allows to run beside its pages. */
@Injectable()
export class StreamHosts {
  constructor(@Inject(ENVIRONMENT) private readonly environment: Pick<Environment, 'streamHosts'>) {}

  /** @throws DomainError VALIDATION on `field` */
  stream(field: string, text: string): StreamAddress {
    return readStreamAddress(field, text, this.environment.streamHosts);
  }

  /** @throws DomainError VALIDATION on `field` */
  link(field: string, text: string): string {
    return readLinkAddress(field, text);
  }
}
