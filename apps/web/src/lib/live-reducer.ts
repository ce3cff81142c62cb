import type {
  LiveComment,
  LiveEvent,
  LiveFrame,
  LiveResponse,
  LiveSupports,
} from '../../../api/src/live/live-events';
import type { CommentPartsFragment, ResponsePartsFragment, Stance } from './graphql/generated';

/**
 * What a page of a thread becomes as live frames arrive. Pure: state in, state out.
 *
 * What is being read never moves: comments by others wait until the reader asks for them; edits, hides,
 * withdrawals, supports and answers change what is already there, in its place.
 */
export interface ThreadRoot {
  comment: CommentPartsFragment;
  replies: CommentPartsFragment[];
  replyCount: number;
}

export interface ThreadState {
  /** Number of the last event of the stream that this state holds. */
  seen: number;
  /** Published comments of the section, replies too. */
  total: number;
  roots: ThreadRoot[];
  /** New comments by others, in the order they came, not shown yet. */
  waiting: CommentPartsFragment[];
  /** Filter of the page: other stances are counted, not gathered. */
  stance: Stance | null;
  /** What a reader may do with a comment that arrives live. */
  acts: CommentPartsFragment['viewerMay'];
}

type ChangedSection = NonNullable<ResponsePartsFragment['changedSection']>;
export type FindSection = (key: string) => ChangedSection;

/** Applies a frame in order; `gap` means that something between is missing and must be asked for. */
export function applyFrame(
  state: ThreadState,
  frame: LiveFrame,
  findSection: FindSection,
): { state: ThreadState; gap: boolean } {
  if (frame.to <= state.seen) return { state, gap: false };
  if (frame.from > state.seen + 1) return { state, gap: true };
  const fresh = frame.events
    .filter((event) => event.seq > state.seen)
    .sort((one, other) => one.seq - other.seq);
  const next = fresh.reduce((before, event) => applyEvent(before, event, findSection), state);
  return { state: { ...next, seen: frame.to }, gap: false };
}

function applyEvent(state: ThreadState, event: LiveEvent, findSection: FindSection): ThreadState {
  switch (event.type) {
    case 'comment.published':
      return publish(state, event.comment);
    case 'comment.edited':
      return change(state, event.comment);
    case 'comment.hidden':
    case 'comment.withdrawn':
      // What is not on this page was counted all the same.
      return holds(state, event.comment.id)
        ? change(state, event.comment)
        : { ...state, total: Math.max(0, state.total - 1) };
    case 'comment.tagged':
      return update(change(state, event.comment), event.comment.id, markTagged);
    case 'response.published':
      return answer(
        state,
        event.commentIds,
        wordResponse(event.response, event.commentIds.length, findSection),
      );
    case 'comment.removed':
      return remove(state, event.commentId);
    default:
      // Nothing that a section's page shows.
      return state;
  }
}

function publish(state: ThreadState, comment: LiveComment): ThreadState {
  if (holds(state, comment.id)) return change(state, comment);
  const counted = { ...state, total: state.total + 1 };
  // A reply whose root is on another page, or a stance that is filtered away, is only counted.
  if (comment.parentId !== null && !rootOf(state, comment.rootId)) return counted;
  if (comment.parentId === null && state.stance && comment.stance !== state.stance) return counted;
  // An event tells the comment as it is now: it may be hidden again already.
  const total = state.total + (comment.state === 'PUBLISHED' ? 1 : 0);
  return { ...state, total, waiting: [...state.waiting, arrive(comment, state.acts)] };
}

/** As if it had never been there; nothing hangs below what can be taken back. */
function remove(state: ThreadState, id: string): ThreadState {
  if (!holds(state, id)) return state;
  const others = ({ id: one }: CommentPartsFragment) => one !== id;
  return {
    ...state,
    total: Math.max(0, state.total - 1),
    waiting: state.waiting.filter(others),
    roots: state.roots
      .filter(({ comment }) => others(comment))
      .map((root) => {
        const replies = root.replies.filter(others);
        return { ...root, replies, replyCount: root.replyCount - (root.replies.length - replies.length) };
      }),
  };
}

/** A comment of this page as it is now; what is published no more is counted no more. */
function change(state: ThreadState, live: LiveComment): ThreadState {
  const known = find(state, live.id);
  if (!known) return state;
  const total = state.total + Number(live.state === 'PUBLISHED') - Number(known.state === 'PUBLISHED');
  return { ...update(state, live.id, (before) => refresh(before, live)), total };
}

/** Puts the waiting comments where they belong: roots on top, replies under theirs. */
export function showWaiting(state: ThreadState): ThreadState {
  return state.waiting.reduce(place, { ...state, waiting: [] });
}

/** The reader's own comment shows at once. */
export function addOwn(state: ThreadState, comment: CommentPartsFragment): ThreadState {
  if (state.waiting.some(({ id }) => id === comment.id)) {
    return place({ ...state, waiting: state.waiting.filter(({ id }) => id !== comment.id) }, comment);
  }
  if (holds(state, comment.id)) return update(state, comment.id, () => comment);
  const total = state.total + (comment.state === 'PUBLISHED' ? 1 : 0);
  return place({ ...state, total }, comment);
}

/** Counts that came after the page was drawn; latest wins, so order does not matter. */
export function applySupports(state: ThreadState, { counts }: Pick<LiveSupports, 'counts'>): ThreadState {
  return Object.entries(counts).reduce(
    (before, [id, [supportCount, guestSupportCount]]) =>
      update(before, id, (known) => ({ ...known, supportCount, guestSupportCount })),
    state,
  );
}

/** The reader's own support, shown before the server has answered. */
export function setSupport(
  state: ThreadState,
  id: string,
  support: Pick<CommentPartsFragment, 'supportCount' | 'guestSupportCount' | 'viewerSupports'>,
): ThreadState {
  return update(state, id, (known) => ({ ...known, ...support }));
}

function place(state: ThreadState, comment: CommentPartsFragment): ThreadState {
  if (comment.parentId === null) {
    return { ...state, roots: [{ comment, replies: [], replyCount: 0 }, ...state.roots] };
  }
  return {
    ...state,
    roots: state.roots.map((root) =>
      root.comment.id === comment.rootId
        ? { ...root, replies: [...root.replies, comment], replyCount: root.replyCount + 1 }
        : root,
    ),
  };
}

const rootOf = (state: ThreadState, id: string): boolean =>
  state.roots.some(({ comment }) => comment.id === id) || state.waiting.some((waiting) => waiting.id === id);

const find = ({ roots, waiting }: ThreadState, id: string): CommentPartsFragment | undefined =>
  [...waiting, ...roots.flatMap(({ comment, replies }) => [comment, ...replies])].find(
    (comment) => comment.id === id,
  );

const holds = (state: ThreadState, id: string): boolean => find(state, id) !== undefined;

function update(
  state: ThreadState,
  id: string,
  change: (comment: CommentPartsFragment) => CommentPartsFragment,
): ThreadState {
  const at = (comment: CommentPartsFragment) => (comment.id === id ? change(comment) : comment);
  return {
    ...state,
    waiting: state.waiting.map(at),
    roots: state.roots.map((root) => ({ ...root, comment: at(root.comment), replies: root.replies.map(at) })),
  };
}

function answer(state: ThreadState, ids: string[], response: ResponsePartsFragment): ThreadState {
  return ids.reduce(
    (before, id) =>
      update(before, id, (known) => ({
        ...known,
        responses: [...known.responses.filter((old) => old.id !== response.id), response],
      })),
    state,
  );
}

/** The public view replaces what was public; what only this reader knows (own, supports) stays. */
function refresh(known: CommentPartsFragment, live: LiveComment): CommentPartsFragment {
  return { ...known, ...publicView(live), viewerMay: live.body === null ? [] : known.viewerMay };
}

function arrive(live: LiveComment, acts: ThreadState['acts']): CommentPartsFragment {
  return {
    ...publicView(live),
    viewerSupports: false,
    viewerIsAuthor: false,
    viewerMay: acts,
    tags: [],
    responses: [],
    attachments: [],
  };
}

function publicView(live: LiveComment) {
  const view: Omit<LiveComment, 'replyCount'> & { replyCount?: number } = { ...live };
  delete view.replyCount;
  return {
    ...view,
    channel: live.channel as CommentPartsFragment['channel'],
    stateReason: live.stateReason as CommentPartsFragment['stateReason'],
  };
}

/** That it was tagged is public, with what is not; one mark is enough for the voice line. */
const markTagged = (comment: CommentPartsFragment): CommentPartsFragment =>
  comment.tags.length > 0 ? comment : { ...comment, tags: [{ tag: { id: 'live' } }] };

function wordResponse(
  live: LiveResponse,
  commentCount: number,
  findSection: FindSection,
): ResponsePartsFragment {
  const { changedSectionKey, disposition, ...rest } = live;
  return {
    ...rest,
    disposition: disposition as ResponsePartsFragment['disposition'],
    commentCount,
    byName: null,
    // An answer that comes now speaks of the next version.
    changePublished: false,
    changedSection: changedSectionKey ? findSection(changedSectionKey) : null,
  };
}
