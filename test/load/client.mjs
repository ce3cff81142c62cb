// A plain client of the api, for set-up and for writes at a fixed pace.

export const PLAN = 'dgplan-2566-2570';

/**
 * @param {string} url of the server
 * @param {string} query
 * @param {Record<string, unknown>} [variables]
 * @param {string} [cookie]
 * @returns {Promise<{ data: any, cookie: string | null }>} `cookie` is the one the server gave, if any
 * @throws Error with the answer's errors when there are any
 */
export async function ask(url, query, variables = {}, cookie) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
    body: JSON.stringify({ query, variables }),
  });
  const answer = await response.json();
  if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer.errors ?? answer));
  return { data: answer.data, cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? null };
}

export const SUBMIT = `mutation Submit($input: SubmitCommentInput!) {
  submitComment(input: $input) { receiptCode comment { id state body } }
}`;

const WORDS =
  'ขอให้เปิดเผยข้อมูลงบประมาณของโครงการเป็นรายไตรมาส และให้หน่วยงานในภูมิภาคใช้ระบบเดียวกันโดยไม่ต้องกรอกซ้ำ The figures should be published each quarter. ';

/**
 * What a citizen sends: about 300 bytes of text, no two alike.
 * @param {string} planKey @param {string} sectionKey @param {number | string} mark
 */
export function submission(planKey, sectionKey, mark) {
  return {
    clientId: crypto.randomUUID(),
    planKey,
    sectionKey,
    stance: 'SUGGESTION',
    language: 'TH',
    body: `${saidFor(mark)} (${mark})`,
  };
}

const SAID =
  'ข้อมูล เปิด ประชาชน บริการ ดิจิทัล งบประมาณ โครงการ หน่วยงาน ท้องถิ่น ตำบล ผู้สูงอายุ เยาวชน โรงเรียน โรงพยาบาล เกษตรกร ผู้พิการ ระบบ เชื่อมโยง ปลอดภัย ตรวจสอบ โปร่งใส รวดเร็ว ค่าใช้จ่าย อบรม ทักษะ อินเทอร์เน็ต หมู่บ้าน ภาษี ใบอนุญาต เอกสาร ลายเซ็น แอปพลิเคชัน คิว ร้องเรียน ติดตาม รายงาน มาตรฐาน กฎหมาย ประเมิน ผลลัพธ์'.split(
    ' ',
  );

/** Words for a mark, about as many as WORDS and unlike those for another: people do not all say the same. */
function saidFor(mark) {
  let seed = 2166136261;
  for (const letter of String(mark)) seed = Math.imul(seed ^ letter.charCodeAt(0), 16777619);
  let said = '';
  while (said.length < WORDS.length) {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    said += `${said ? ' ' : ''}${SAID[(seed >>> 8) % SAID.length]}`;
  }
  return said;
}

/** Keys of the sections on which the public may comment now, in reading order. @param {string} url */
export async function openSections(url, planKey = PLAN) {
  const query = 'query($planKey: String!) { plan(key: $planKey) { sections { key openRound { id } } } }';
  const { data } = await ask(url, query, { planKey });
  return data.plan.sections.filter(({ openRound }) => openRound).map(({ key }) => key);
}
