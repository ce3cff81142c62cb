import type { IncomingMessage } from 'node:http';
import type { WebBridge } from '#lib/bridge';
import type { Display } from '#lib/display';
import type { ViewerPartsFragment } from '#lib/graphql/generated';
import type { Lang } from '#lib/words';

declare global {
  namespace App {
    interface Error {
      status: number;
      message: string;
      requestId?: string;
    }
    interface Locals {
      lang: Lang;
      display: Display;
      bridge: WebBridge;
    }
    interface PageData {
      lang: Lang;
      display: Display;
      viewer?: ViewerPartsFragment | null;
    }
    interface Platform {
      req: IncomingMessage & { rapfang?: WebBridge };
    }
  }
}
