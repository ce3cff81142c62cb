import type { IncomingMessage } from 'node:http';
import type { WebBridge } from '#lib/bridge.ts';
import type { CommentOutcome } from '#lib/comment-form.ts';
import type { Display } from '#lib/display.ts';
import type { ViewerPartsFragment } from '#lib/graphql/generated.ts';
import type { Lang } from '#lib/words/index.ts';

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
      /** Key of the plan that was chosen at the desk, as its cookie says it. */
      deskPlan: string | null;
      /** What a comment form posted without script came to, for the page drawn in the same request. */
      outcome?: CommentOutcome;
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
