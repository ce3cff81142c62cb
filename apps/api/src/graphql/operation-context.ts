import { parseCookie } from 'cookie';
import { Inject, Injectable } from '@nestjs/common';
import { Actors, CookieJar, type OperationContext } from '@rapfang/access';
import { ENVIRONMENT, networkOf, newId, RequestLoaders, type Environment } from '@rapfang/platform';
import type { CookieToSet } from '@rapfang/access';

export interface Caller {
  cookieHeader: string | undefined;
  address: string;
  userAgent?: string | undefined;
  onCookie?: (cookie: CookieToSet) => void;
}

/** Makes the context that every operation runs in, whichever door it came through. */
@Injectable()
export class OperationContexts {
  readonly #secure: boolean;

  constructor(
    private readonly actors: Actors,
    @Inject(ENVIRONMENT) environment: Environment,
  ) {
    this.#secure = environment.publicUrl.startsWith('https:');
  }

  async make({ cookieHeader, address, userAgent, onCookie }: Caller): Promise<OperationContext> {
    const cookies = new CookieJar(parseCookie(cookieHeader ?? ''), this.#secure, onCookie);
    const actor = await this.actors.fromCookies(cookies);
    return {
      ctx: {
        actor,
        requestId: newId(),
        address: networkOf(address),
        userAgent,
        loaders: new RequestLoaders(),
      },
      cookies,
    };
  }
}
