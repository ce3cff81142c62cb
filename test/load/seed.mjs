// Fills the threads by cloning rows of the demonstration with SQL, column list read from the row
// itself: what the tables hold beyond what is set here comes along, whatever it is.
import { monotonicFactory } from 'ulid';
import { marks } from './sql.mjs';

/** One comment of five is a reply to the root before it. */
const REPLY_EVERY = 5;
const MINUTE = 60_000;

const BODIES = [
  'เห็นด้วยกับการรวมบริการไว้ในที่เดียว แต่ขอให้ผู้สูงอายุและผู้ที่ไม่มีสมาร์ตโฟนยังติดต่อที่สำนักงานเขตได้เหมือนเดิม',
  'ข้อมูลเปิดควรมีรูปแบบที่เครื่องอ่านได้ มีพจนานุกรมข้อมูล และบอกวันที่ปรับปรุงครั้งสุดท้ายทุกชุด ไม่ใช่ไฟล์ภาพสแกน',
  'The yearly target is clear, but nothing says who reports it or where the public can see the figure. Please name the office.',
  'กังวลเรื่องการเชื่อมโยงข้อมูลส่วนบุคคลระหว่างหน่วยงาน ขอให้ระบุฐานทางกฎหมายและระยะเวลาเก็บรักษาให้ชัดเจน',
];
const STANCES = ['SUPPORT', 'CONCERN', 'OPPOSE', 'SUGGESTION', 'QUESTION', null];

/**
 * @typedef {object} Threads where the comments lie: section key → how many
 * @param {import('./sql.mjs').Sql} sql
 * @param {{ planKey: string, threads: Map<string, number>, supporterKey: string }} wanted
 *   `supporterKey` has supported every seventh comment: the reader of the benches
 */
export async function seedThreads(sql, { planKey, threads, supporterKey }) {
  const template = await templateOf(sql, planKey);
  const next = monotonicFactory();
  const begin = Date.now() - 30 * 24 * 60 * MINUTE;
  const tables = {
    comment: [],
    comment_private: [],
    comment_tag: [],
    comment_support: [],
    response_comment: [],
  };
  let number = 0;
  for (const [key, count] of threads) {
    const section = template.sections.get(key);
    if (!section) throw new Error(`No section ${key}.`);
    let root = null;
    for (let place = 0; place < count; place += 1) {
      number += 1;
      const at = begin + number * 100;
      const id = next(at);
      const isReply = place % REPLY_EVERY === REPLY_EVERY - 1 && root !== null;
      const comment = commentRow(template, section, {
        id,
        number,
        at: new Date(at).toISOString(),
        root: isReply ? root : null,
      });
      if (isReply) root.reply_count += 1;
      else root = comment;
      tables.comment.push(comment);
      tables.comment_private.push({
        ...template.secret,
        comment_id: id,
        receipt_code: `B-${id.slice(-13)}`,
        email: null,
      });
      tagRows(template, comment, number, next).forEach((row) => tables.comment_tag.push(row));
      supportRows(comment, number, supporterKey).forEach((row) => tables.comment_support.push(row));
      if (comment.answered) tables.response_comment.push({ ...template.responseComment, comment_id: id });
    }
  }
  for (const [table, rows] of Object.entries(tables)) if (rows.length > 0) await sql.insert(table, rows);
  await sql.run(
    sql.kind === 'sqlite'
      ? 'ANALYZE'
      : 'ANALYZE TABLE comment, comment_tag, comment_support, response_comment',
  );
  return { comments: tables.comment.length, answer: template.responseComment };
}

async function templateOf(sql, planKey) {
  const one = async (text, values = []) => {
    const [row] = await sql.all(text, values);
    if (!row) throw new Error(`The demonstration has nothing to clone: ${text}`);
    return row;
  };
  const comment = await one(
    "SELECT * FROM comment WHERE plan_key = ? AND depth = 0 AND state = 'PUBLISHED' AND author_kind <> 'ORGANISATION' ORDER BY id LIMIT 1",
    [planKey],
  );
  const secret = await one('SELECT * FROM comment_private WHERE comment_id = ?', [comment.id]);
  const tag = await one('SELECT ct.* FROM comment_tag ct WHERE ct.active = 1 ORDER BY ct.id LIMIT 1');
  const tags = await sql.all(
    'SELECT id FROM tag WHERE plan_id = ? AND retired_at IS NULL ORDER BY position',
    [comment.plan_id],
  );
  const responseComment = await one(
    "SELECT rc.* FROM response_comment rc JOIN response r ON r.id = rc.response_id WHERE r.state = 'PUBLISHED' ORDER BY r.id LIMIT 1",
  );
  const sections = await sql.all('SELECT id, `key` FROM section WHERE plan_id = ?', [comment.plan_id]);
  return {
    comment,
    secret,
    tag,
    tags,
    responseComment,
    sections: new Map(sections.map((row) => [row.key, row])),
  };
}

function commentRow({ comment }, section, { id, number, at, root }) {
  const answered = root === null && number % 10 === 0 ? 1 : 0;
  return {
    ...comment,
    id,
    section_id: section.id,
    section_key: section.key,
    parent_id: root?.id ?? null,
    root_id: root?.id ?? id,
    depth: root ? 1 : 0,
    author_key: `guest:${id}`,
    author_kind: number % 3 === 0 ? 'GUEST' : 'PERSON',
    author_name: number % 3 === 0 ? null : `ผู้แสดงความคิดเห็น ${number}`,
    stance: STANCES[number % STANCES.length],
    body: `${BODIES[number % BODIES.length]} (${number})`,
    demonstration: 1,
    client_id: id,
    revision: 1,
    created_at: at,
    published_at: at,
    edited_at: null,
    state_changed_at: at,
    support_count: number % 4,
    guest_support_count: number % 7 === 0 ? 1 : 0,
    reply_count: 0,
    attachment_count: 0,
    answered,
    answered_at: answered ? at : null,
  };
}

function tagRows({ tag, tags }, comment, number, next) {
  const chosen = number % 3 === 0 ? [number, number + 5] : [number];
  const ids = new Set(chosen.map((index) => tags[index % tags.length].id));
  return [...ids].map((tagId) => ({
    ...tag,
    id: next(),
    comment_id: comment.id,
    tag_id: tagId,
    at: comment.created_at,
  }));
}

function supportRows(comment, number, supporterKey) {
  const at = comment.created_at;
  const people = Array.from({ length: comment.support_count }, (_, index) => ({
    comment_id: comment.id,
    supporter_key: `person:BENCH${index}`,
    guest: 0,
    at,
  }));
  return number % 7 === 0
    ? [...people, { comment_id: comment.id, supporter_key: supporterKey, guest: 1, at }]
    : people;
}

/** Which of the seeded comments are there, for floors that read them. @param {import('./sql.mjs').Sql} sql */
export async function countIn(sql, sectionKeys) {
  const [{ total }] = await sql.all(
    `SELECT COUNT(*) AS total FROM comment WHERE section_key IN (${marks(sectionKeys.length)})`,
    sectionKeys,
  );
  return Number(total);
}
