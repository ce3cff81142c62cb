// Operations as a client would send them.

const COMMENT = `
  id parentId rootId stance language body state
  author { kind displayName organisation { th en } }
  createdAt editedAt revision
  supportCount guestSupportCount viewerSupports replyCount
  tags { source at tag { id kind key code label { th en } } }`;

const RESPONSES = 'responses { id code disposition body { th en } reason { th en } publishedAt }';

const page = (name, fields, rest = '') => `query ${name}($planKey: String!, $key: String!, $after: String) {
  section(planKey: $planKey, key: $key) {
    thread(sort: ANSWERED_FIRST, first: 50, after: $after) {
      ${rest} pageInfo { hasNextPage endCursor }
      edges { node { ${fields} } }
    }
  }
}`;

/** 50 root comments with authors, tags and supports: what the floor answers with the same bytes. */
export const PAGE = page('Page', COMMENT);

/** The same with all that a section page shows: total, answers and the first replies of each. */
export const FULL_PAGE = page(
  'FullPage',
  `${COMMENT} ${RESPONSES} replies(first: 3) { edges { node { ${COMMENT} ${RESPONSES} } } }`,
  'totalCount',
);

/** Only the total beside the page, as every web page asks for it. */
export const COUNTED_PAGE = page('CountedPage', COMMENT, 'totalCount');

export const CURSORS = `query Cursors($planKey: String!, $key: String!, $after: String) {
  section(planKey: $planKey, key: $key) {
    thread(sort: ANSWERED_FIRST, first: 100, after: $after) { pageInfo { hasNextPage endCursor } edges { node { id } } }
  }
}`;

/** The whole plan reader: the flat tree with titles and counts. */
export const PLAN_TREE = `query PlanTree($planKey: String!) {
  plan(key: $planKey) {
    key
    sections { key kind code depth parentKey strategyNumber title { th en } counts { comments answered awaiting } }
  }
}`;
