import type { CommentOutcome, Problem } from './comment-form';
import type {
  CommentPartsFragment,
  PagePartsFragment,
  SectionKind,
  SectionPageQuery,
  Stance,
  ThreadSort,
  ViewerPartsFragment,
} from './graphql/generated';
import type { ThreadRoot } from './live-reducer';
import { changeQuery } from './query';
import type { Lang } from './words';

type PageSection = NonNullable<SectionPageQuery['section']>;
export type KnownSection = NonNullable<CommentPartsFragment['responses'][number]['changedSection']>;

/** All that the talk of a section (its thread and forms) needs; plain data, for it travels with the page. */
export interface TalkData {
  planKey: string;
  section: Pick<PageSection, 'key' | 'kind' | 'code' | 'counts' | 'stanceCounts' | 'lastEvent'>;
  round: Pick<
    NonNullable<PageSection['openRound']>,
    'moderationPolicy' | 'participation' | 'resultsDueAt'
  > | null;
  viewer: ViewerPartsFragment;
  query: { sort: ThreadSort; stance: Stance | null };
  roots: ThreadRoot[];
  pageInfo: PagePartsFragment;
  /** Sections below this one that have comments, for a reader who finds none here. */
  below: { key: string; kind: SectionKind; code: string; comments: number }[];
  /** Sections an answer may point at, to name them. */
  known: KnownSection[];
  /** Comment under which the reply form stands open. */
  replyTo: string | null;
  /** Names this rendering: forms sent from it twice are one comment. */
  renderId: string;
  /** What the server said of a post without script. */
  outcome: CommentOutcome | null;
}

/** What travels beside the markup. */
export interface TalkPayload {
  lang: Lang;
  data: TalkData;
}

export type Support = Pick<CommentPartsFragment, 'supportCount' | 'guestSupportCount' | 'viewerSupports'>;

/** Answer to a form posted by script. */
export interface TalkAnswer {
  outcome?: CommentOutcome;
  support?: Support;
  problem?: Problem;
}

/** Address of a form's action that keeps order, filter and page, which a post without script would lose. */
export function actionOf(name: 'comment' | 'support', search: string): string {
  const kept = changeQuery(search, {});
  return kept ? `?/${name}&${kept.slice(1)}` : `?/${name}`;
}

/** Posts a form of this page by script; null when no answer came, so that it can be sent again. */
export async function postTalk(form: FormData, act: 'comment' | 'support'): Promise<TalkAnswer | null> {
  form.set('act', act);
  try {
    const reply = await fetch(location.pathname, {
      method: 'POST',
      body: form,
      headers: { accept: 'application/json' },
    });
    if (!reply.headers.get('content-type')?.includes('json')) return { problem: { field: null, text: '' } };
    return (await reply.json()) as TalkAnswer;
  } catch {
    return null;
  }
}
