// The floor: bare node:http with the driver, no framework. Answers the same bytes as the server under
// test by the fewest hand-written queries, inserts one comment, or gives back bytes held in memory.
import { createServer } from 'node:http';
import { openSql, marks } from './sql.mjs';

const { databaseUrl, supporterKey, pages = {} } = JSON.parse(process.argv[2] ?? '{}');
const sql = await openSql(databaseUrl);
const inMemory = new Map();
for (const [path, from] of Object.entries(pages)) {
  inMemory.set(
    path,
    Buffer.from(await (await fetch(from, { headers: { 'accept-encoding': 'identity' } })).arrayBuffer()),
  );
}
const [plan] = await sql.all('SELECT id, `key` FROM plan ORDER BY id LIMIT 1');

const PAGE_SIZE = 50;
const COLUMNS = [
  'id',
  'parent_id',
  'root_id',
  'stance',
  'language',
  'body',
  'state',
  'author_kind',
  'author_name',
  'organisation_name_th',
  'organisation_name_en',
  'created_at',
  'edited_at',
  'revision',
  'support_count',
  'guest_support_count',
  'reply_count',
  'answered',
]
  .map((name) => `c.${name}`)
  .join(', ');
const ROOTS = `SELECT ${COLUMNS} FROM section s JOIN comment c ON c.section_id = s.id
  WHERE s.plan_id = ? AND s.\`key\` = ? AND c.depth = 0 AND c.shown = 1
  ORDER BY c.answered DESC, c.id DESC LIMIT ${PAGE_SIZE + 1}`;
const TAGS = `SELECT ct.comment_id, ct.source, ct.at, t.id, t.kind, t.\`key\`, t.code, t.label_th, t.label_en
  FROM comment_tag ct JOIN tag t ON t.id = ct.tag_id
  WHERE ct.comment_id IN (${marks(PAGE_SIZE)}) AND ct.active = 1 ORDER BY t.position, ct.id`;
const SUPPORTED = `SELECT comment_id FROM comment_support WHERE comment_id IN (${marks(PAGE_SIZE)}) AND supporter_key = ?`;

/** Three queries: comments, their tags, what the reader supports. */
async function page({ key }) {
  const rows = await sql.all(ROOTS, [plan.id, key]);
  const shown = rows.slice(0, PAGE_SIZE);
  const ids = padded(shown.map((row) => row.id));
  const [tagRows, supported] = await Promise.all([
    sql.all(TAGS, ids),
    sql.all(SUPPORTED, [...ids, supporterKey]),
  ]);
  const tags = new Map();
  for (const row of tagRows) {
    const list = tags.get(row.comment_id) ?? [];
    if (list.length === 0) tags.set(row.comment_id, list);
    const { id, kind, key: tagKey, code, label_th: th, label_en: en } = row;
    list.push({ source: row.source, at: row.at, tag: { id, kind, key: tagKey, code, label: { th, en } } });
  }
  const mine = new Set(supported.map((row) => row.comment_id));
  const last = shown.at(-1);
  const endCursor = last ? Buffer.from(JSON.stringify([last.answered, last.id])).toString('base64url') : null;
  const pageInfo = { hasNextPage: rows.length > PAGE_SIZE, endCursor };
  const edges = shown.map((row) => ({ node: node(row, tags.get(row.id) ?? [], mine.has(row.id)) }));
  return { data: { section: { thread: { pageInfo, edges } } } };
}

function node(row, tags, viewerSupports) {
  const { organisation_name_th: th, organisation_name_en: en } = row;
  return {
    id: row.id,
    parentId: row.parent_id,
    rootId: row.root_id,
    stance: row.stance,
    language: row.language.toUpperCase(),
    body: row.body,
    state: row.state,
    author: {
      kind: row.author_kind,
      displayName: row.author_name,
      organisation: th === null && en === null ? null : { th, en },
    },
    createdAt: row.created_at,
    editedAt: row.edited_at,
    revision: row.revision,
    supportCount: row.support_count,
    guestSupportCount: row.guest_support_count,
    viewerSupports,
    replyCount: row.reply_count,
    tags,
  };
}

/** As many values as the prepared statement has marks. */
const padded = (ids) => Array.from({ length: PAGE_SIZE }, (_, index) => ids[index] ?? '');

/** One indexed SELECT of 50 whole rows and JSON.stringify: what any page of comments costs at the very least. */
async function select({ key }) {
  return sql.all(
    `SELECT c.* FROM section s JOIN comment c ON c.section_id = s.id
     WHERE s.plan_id = ? AND s.\`key\` = ? AND c.depth = 0 AND c.shown = 1 ORDER BY c.answered DESC, c.id DESC LIMIT 50`,
    [plan.id, key],
  );
}

const TREE = `SELECT s.\`key\`, t.kind, t.code, t.depth, p.\`key\` AS parent_key, r.number AS strategy_number, t.title_th, t.title_en, t.section_id
  FROM section_text t JOIN section s ON s.id = t.section_id
  LEFT JOIN section p ON p.id = t.parent_section_id
  LEFT JOIN section_text r ON r.version_id = t.version_id AND r.section_id = t.strategy_section_id
  WHERE t.version_id = (SELECT v.id FROM plan_version v WHERE v.plan_id = ? AND v.state = 'PUBLISHED' ORDER BY v.number DESC LIMIT 1)
  ORDER BY t.position`;
const COUNTS = `SELECT section_id, COUNT(*) AS total, SUM(answered) AS answered FROM comment
  WHERE plan_id = ? AND state = 'PUBLISHED' GROUP BY section_id`;

/** Two queries: the tree, the counts. */
async function tree() {
  const [rows, counted] = await Promise.all([sql.all(TREE, [plan.id]), sql.all(COUNTS, [plan.id])]);
  const counts = new Map(counted.map((row) => [row.section_id, row]));
  const sections = rows.map((row) => {
    const comments = Number(counts.get(row.section_id)?.total ?? 0);
    const answered = Number(counts.get(row.section_id)?.answered ?? 0);
    return {
      key: row.key,
      kind: row.kind,
      code: row.code,
      depth: row.depth,
      parentKey: row.parent_key,
      strategyNumber: row.strategy_number,
      title: { th: row.title_th, en: row.title_en },
      counts: { comments, answered, awaiting: comments - answered },
    };
  });
  // A section counts what is said below it as well; in reading order children follow their parent.
  const byKey = new Map(sections.map((section) => [section.key, section.counts]));
  for (const { parentKey, counts: own } of sections.toReversed()) {
    const above = byKey.get(parentKey);
    if (above) for (const what of Object.keys(above)) above[what] += own[what];
  }
  return { data: { plan: { key: plan.key, sections } } };
}

/** One INSERT into the same table with the same keys, committed as durably, before the answer. */
async function write(row) {
  const columns = Object.keys(row);
  await sql.run(
    `INSERT INTO comment (${columns.map((name) => `\`${name}\``).join(', ')}) VALUES (${marks(columns.length)})`,
    Object.values(row),
  );
  return { data: { id: row.id } };
}

const routes = { '/page': page, '/select': select, '/tree': tree, '/write': write };

const server = createServer((request, response) => {
  const held = inMemory.get(request.url ?? '');
  if (held) {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': held.length });
    response.end(held);
    return;
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const route = routes[request.url ?? ''];
    Promise.resolve(route?.(JSON.parse(Buffer.concat(chunks).toString() || '{}')))
      .then((answer) => {
        const body = Buffer.from(JSON.stringify(answer));
        response.writeHead(route ? 200 : 404, {
          'content-type': 'application/json',
          'content-length': body.length,
        });
        response.end(body);
      })
      .catch((error) => {
        response.writeHead(500).end(String(error));
      });
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ ready: true, port: server.address().port }));
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
