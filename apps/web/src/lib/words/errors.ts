import type { WebError } from '../bridge';
import type { Lang } from './index';

/**
 * Words for the API's error codes. Field names are the input's paths; a rule is a class-validator
 * name (`maxLength`) with its limits in the error's params.
 */
interface ErrorWords {
  codes: Record<string, (params: WebError['params']) => string>;
  fields: Record<string, string>;
  rules: Record<string, (field: string, params: WebError['params']) => string>;
  wrongField: (field: string) => string;
}

const thWords: ErrorWords = {
  codes: {
    VALIDATION: () => 'ข้อมูลบางส่วนไม่ถูกต้อง ตรวจอีกครั้ง',
    NOT_FOUND: () => 'ไม่พบสิ่งที่ต้องการ อาจถูกถอนหรือย้ายไปแล้ว',
    FORBIDDEN: () => 'ท่านไม่มีสิทธิ์ทำรายการนี้',
    SIGN_IN_REQUIRED: () => 'เข้าสู่ระบบก่อนทำรายการนี้',
    SECOND_FACTOR_REQUIRED: () => 'ยืนยันตัวตนขั้นที่สองก่อนทำรายการนี้',
    VERIFIED_IDENTITY_REQUIRED: () => 'รอบนี้รับความคิดเห็นเฉพาะผู้ที่ยืนยันตัวตนแล้ว เข้าสู่ระบบด้วยผู้ให้บริการยืนยันตัวตนก่อน',
    CONFLICT: () => 'ข้อมูลถูกเปลี่ยนไประหว่างที่ท่านแก้ไข โหลดหน้านี้ใหม่แล้วลองอีกครั้ง',
    RATE_LIMITED: ({ seconds }) =>
      seconds ? `ส่งได้อีกครั้งใน ${seconds} วินาที ข้อความยังอยู่` : 'ส่งถี่เกินไป รอสักครู่แล้วส่งอีกครั้ง ข้อความยังอยู่',
    ROUND_CLOSED: () => 'รอบนี้ปิดรับความคิดเห็นแล้ว ยังอ่านและติดตามคำตอบได้',
    NOT_LIVE: ({ state }) =>
      state === 'PREPARED'
        ? 'ประชาพิจารณ์ยังไม่เริ่ม ข้อความยังอยู่ ส่งได้เมื่อเริ่มแล้ว'
        : state === 'PAUSED'
          ? 'ประชาพิจารณ์หยุดพักอยู่ ข้อความยังอยู่ ส่งได้เมื่อเริ่มต่อ'
          : 'ประชาพิจารณ์นี้จบแล้ว ยังอ่านย้อนหลังได้',
    LINK_EXPIRED: () => 'ลิงก์นี้ใช้ไม่ได้แล้ว ขอลิงก์ใหม่',
    RECENT_SIGN_IN_REQUIRED: () => 'เพื่อความปลอดภัย โปรดเข้าสู่ระบบอีกครั้งก่อนทำรายการนี้',
    ERASURE_RULE_PROMISED: () => 'มีผู้ให้ความเห็นโดยเชื่อว่าข้อความจะถูกลบเมื่อขอลบข้อมูล จึงเปลี่ยนเป็นคงข้อความไว้ไม่ได้',
    LAST_ADMINISTRATOR: () => 'ท่านเป็นผู้ดูแลระบบคนสุดท้าย มอบบทบาทให้ผู้อื่นก่อน',
    TOO_LARGE: () => 'ไฟล์หรือข้อความใหญ่เกินไป',
    TOO_COMPLEX: () => 'คำขอซับซ้อนเกินไป',
    UNSUPPORTED_MEDIA: () => 'รับเฉพาะไฟล์ PDF, PNG, JPG หรือ DOCX',
    BAD_REQUEST: () => 'คำขอไม่ถูกต้อง',
    UNAVAILABLE: () => 'ระบบไม่พร้อมให้บริการชั่วคราว ลองอีกครั้งในอีกสักครู่',
    INTERNAL: () => 'ระบบขัดข้อง ยังไม่ได้บันทึก ลองอีกครั้งในอีกสักครู่',
  },
  fields: {
    body: 'ความคิดเห็น',
    stance: 'ท่านเห็นอย่างไร',
    displayName: 'ชื่อที่แสดง',
    email: 'อีเมล',
    organisationId: 'องค์กร',
    participant: 'เกี่ยวกับท่าน',
    'participant.province': 'จังหวัด',
    'participant.ageBand': 'ช่วงอายุ',
    'participant.kind': 'ประเภทผู้ให้ความเห็น',
    'participant.disability': 'ความพิการ',
    'participant.consentVersion': 'ความยินยอม',
    uploadIds: 'ไฟล์แนบ',
    code: 'รหัสใบรับ',
    recoveryCode: 'รหัสสำรอง',
    passkey: 'พาสคีย์',
    authenticatorApp: 'แอปยืนยันตัวตน',
    name: 'ชื่อ',
    text: 'คำอุทธรณ์',
    reasonText: 'เหตุผล',
    commentId: 'ความคิดเห็น',
    actId: 'รายการที่จะเลิกทำ',
    confirm: 'ยืนยันการถอน',
  },
  rules: {
    required: (field) => `ใส่${field}`,
    isNotEmpty: (field) => `ใส่${field}`,
    blank: (field) => `ใส่${field}`,
    maxLength: (field, { limit }) =>
      `${field}ยาวเกินไป ใส่ได้ไม่เกิน ${Number(limit).toLocaleString('th-TH')} ตัวอักษร`,
    minLength: (field, { limit }) => `${field}สั้นเกินไป ใส่อย่างน้อย ${limit} ตัวอักษร`,
    email: () => 'ใส่อีเมลให้ครบ เช่น name@example.com',
    isEmail: () => 'ใส่อีเมลให้ครบ เช่น name@example.com',
    receiptCode: () => 'ตรวจรหัสใบรับอีกครั้ง รหัสไม่มีเลข 0 1 และตัวอักษร O I',
    isEnum: (field) => `เลือก${field}จากรายการ`,
    isIn: (field) => `เลือก${field}จากรายการ`,
    arrayMaxSize: (field, { limit }) => `${field}ได้ไม่เกิน ${limit} ไฟล์`,
    maxSize: (field, { limit, name }) =>
      `${field}${name ? ` “${name}”` : ''} ใหญ่เกินไป ไฟล์ละไม่เกิน ${limit} MB`,
    mediaType: (field, { name }) => `${field}${name ? ` “${name}”` : ''} ต้องเป็น PDF, PNG, JPG หรือ DOCX`,
    wrongCode: () => 'รหัสไม่ถูกต้องหรือใช้ไปแล้ว ใส่รหัสใหม่',
    refused: () => 'พาสคีย์ใช้ไม่สำเร็จ ลองอีกครั้ง หรือใช้วิธีอื่น',
    tooMany: (field, { limit }) => `มี${field}ได้ไม่เกิน ${limit} รายการ`,
    lastSecondFactor: () => 'บัญชีของเจ้าหน้าที่ต้องมีวิธียืนยันขั้นที่สองอย่างน้อยหนึ่งวิธี เพิ่มวิธีอื่นก่อน',
    consent: () => 'ทำเครื่องหมายยินยอม หรือล้างข้อมูลในส่วน “เกี่ยวกับท่าน”',
    confirm: () => 'ทำเครื่องหมายยืนยันก่อนถอน',
    confirmErasure: () => 'ทำเครื่องหมายว่าต้องการลบข้อมูลก่อน',
    consentVersion: () => 'ข้อความขอความยินยอมเปลี่ยนไปแล้ว โหลดหน้านี้ใหม่แล้วลองอีกครั้ง',
    undoOver: () => 'เกินห้าวินาทีแล้ว เลิกทำไม่ได้ กลับผลได้โดยให้เหตุผล',
    appealed: () => 'อุทธรณ์ความคิดเห็นนี้ไปแล้ว อุทธรณ์ได้ครั้งเดียว',
    controlCharacters: (field) => `${field}มีอักขระที่แสดงไม่ได้ พิมพ์ใหม่หรือวางเป็นข้อความธรรมดา`,
  },
  wrongField: (field) => `ตรวจ${field}อีกครั้ง`,
};

const enWords: ErrorWords = {
  codes: {
    VALIDATION: () => 'Something is not right; please check.',
    NOT_FOUND: () => 'It was not found; it may have been withdrawn or moved.',
    FORBIDDEN: () => 'You do not have permission for this.',
    SIGN_IN_REQUIRED: () => 'Sign in first.',
    SECOND_FACTOR_REQUIRED: () => 'Pass the second step of signing in first.',
    VERIFIED_IDENTITY_REQUIRED: () =>
      'This round takes comments only from people whose identity is verified. Sign in with an identity provider first.',
    CONFLICT: () => 'It was changed while you were editing. Reload the page and try again.',
    RATE_LIMITED: ({ seconds }) =>
      seconds
        ? `Send again in ${seconds} seconds. What you wrote is still here.`
        : 'Too fast: wait a moment and send again. What you wrote is still here.',
    ROUND_CLOSED: () => 'This round is closed for comments. You can still read and follow the answers.',
    NOT_LIVE: ({ state }) =>
      state === 'PREPARED'
        ? 'The hearing has not begun. Your text is kept; send it once it has.'
        : state === 'PAUSED'
          ? 'The hearing is paused. Your text is kept; send it when it goes on.'
          : 'This hearing is over. You can still read it.',
    LINK_EXPIRED: () => 'This link no longer works. Ask for a new one.',
    RECENT_SIGN_IN_REQUIRED: () => 'For your safety, sign in again before doing this.',
    ERASURE_RULE_PROMISED: () =>
      'People have commented trusting that their text goes with their data: it cannot be changed to keeping the text.',
    LAST_ADMINISTRATOR: () => 'You are the last administrator: hand the role to somebody else first.',
    TOO_LARGE: () => 'The file or text is too large.',
    TOO_COMPLEX: () => 'The request is too complex.',
    UNSUPPORTED_MEDIA: () => 'Only PDF, PNG, JPG or DOCX files are taken.',
    BAD_REQUEST: () => 'The request is not right.',
    UNAVAILABLE: () => 'The service is not available for the moment. Please try again soon.',
    INTERNAL: () => 'Something failed on our side; nothing was saved. Please try again in a moment.',
  },
  fields: {
    body: 'comment',
    stance: 'what you think',
    displayName: 'name to show',
    email: 'e-mail',
    organisationId: 'organisation',
    participant: 'about you',
    'participant.province': 'province',
    'participant.ageBand': 'age',
    'participant.kind': 'kind of participant',
    'participant.disability': 'disability',
    'participant.consentVersion': 'consent',
    uploadIds: 'attachments',
    code: 'receipt code',
    recoveryCode: 'recovery code',
    passkey: 'passkey',
    authenticatorApp: 'authenticator app',
    name: 'name',
    text: 'appeal',
    reasonText: 'reason',
    commentId: 'comment',
    actId: 'decision to undo',
    confirm: 'confirmation',
  },
  rules: {
    required: (field) => `Enter your ${field}`,
    isNotEmpty: (field) => `Enter your ${field}`,
    blank: (field) => `Enter your ${field}`,
    maxLength: (field, { limit }) =>
      `The ${field} is too long: at most ${Number(limit).toLocaleString('en-GB')} characters`,
    minLength: (field, { limit }) => `The ${field} is too short: at least ${limit} characters`,
    email: () => 'Enter a whole e-mail address, such as name@example.com',
    receiptCode: () => 'Check the receipt code: it has no 0, 1, O or I',
    isEmail: () => 'Enter a whole e-mail address, such as name@example.com',
    isEnum: (field) => `Choose ${field} from the list`,
    isIn: (field) => `Choose ${field} from the list`,
    arrayMaxSize: (field, { limit }) => `At most ${limit} ${field}`,
    maxSize: (_, { limit, name }) =>
      `${name ? `“${name}”` : 'The file'} is too large: at most ${limit} MB each`,
    mediaType: (_, { name }) => `${name ? `“${name}”` : 'The file'} must be PDF, PNG, JPG or DOCX`,
    wrongCode: () => 'The code is wrong or used already. Enter a new one.',
    refused: () => 'The passkey did not work. Try again, or use another way.',
    tooMany: (field, { limit }) => `At most ${limit} of ${field}`,
    lastSecondFactor: () => 'A staff account needs at least one second step. Add another one first.',
    consent: () => 'Tick the consent box, or clear what you filled in under “About you”',
    confirm: () => 'Tick the box to confirm',
    confirmErasure: () => 'Tick the box to say that you want your data erased',
    consentVersion: () => 'The consent text has changed. Reload the page and try again',
    undoOver: () => 'The five seconds are over. You can still reverse the decision with a reason',
    appealed: () => 'This comment has been appealed already; it can be done once',
    controlCharacters: (field) =>
      `The ${field} has characters that cannot be shown; type it again or paste it as plain text`,
  },
  wrongField: (field) => `Check the ${field}`,
};

/** One sentence for a person. A code we do not know reads as INTERNAL. */
export function wordError(error: WebError, lang: Lang): string {
  const words = lang === 'en' ? enWords : thWords;
  const field = error.field ? words.fields[error.field] : undefined;
  const rule = error.params.rule ? words.rules[String(error.params.rule)] : undefined;
  if (error.code === 'VALIDATION' && field) return rule ? rule(field, error.params) : words.wrongField(field);
  const word = words.codes[error.code] ?? words.codes.INTERNAL;
  return word ? word(error.params) : '';
}
