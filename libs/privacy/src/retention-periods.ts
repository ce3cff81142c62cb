import { RetentionKind } from '@rapfang/access';

type Both = { th: string; en: string };

/** How long one kind of data is kept, and why. */
export interface RetentionPeriod {
  kind: RetentionKind;
  days: number;
  /** What goes. */
  what: Both;
  /** From when the days count. */
  since: Both;
  purpose: Both;
  basis: Both;
}

const CONTRACT: Both = {
  th: 'จำเป็นต่อการให้บริการที่ท่านขอ (พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล ม. 24 (3))',
  en: 'Needed for the service asked for (PDPA s. 24 (3))',
};
const INTEREST: Both = {
  th: 'ประโยชน์โดยชอบด้วยกฎหมายในการรักษาความมั่นคงปลอดภัย (ม. 24 (5))',
  en: 'Legitimate interest in keeping the service secure (PDPA s. 24 (5))',
};
const PUBLIC_TASK: Both = {
  th: 'การปฏิบัติหน้าที่เพื่อประโยชน์สาธารณะ (ม. 24 (4))',
  en: 'A task carried out in the public interest (PDPA s. 24 (4))',
};
const CONSENT: Both = { th: 'ความยินยอม (ม. 19 และ ม. 26)', en: 'Consent (PDPA s. 19 and s. 26)' };

/** Defaults of this product. Periods and bases are proposals: counsel must confirm each before real use. */
export const RETENTION_PERIODS: readonly RetentionPeriod[] = [
  {
    kind: 'signInLinks',
    days: 1,
    what: { th: 'ลิงก์เข้าสู่ระบบและอีเมลที่ขอ', en: 'Sign-in links, with the address that asked' },
    since: { th: 'ลิงก์หมดอายุ', en: 'the link ran out' },
    purpose: { th: 'ให้ลิงก์ใช้ได้ครั้งเดียว', en: 'To let a link work once only' },
    basis: CONTRACT,
  },
  {
    kind: 'passkeyChallenges',
    days: 1,
    what: { th: 'คำถามตรวจสอบพาสคีย์', en: 'Passkey challenges' },
    since: { th: 'คำถามหมดอายุ', en: 'the challenge ran out' },
    purpose: { th: 'ให้คำตอบใช้ได้ครั้งเดียว', en: 'To let an answer work once only' },
    basis: CONTRACT,
  },
  {
    kind: 'sessions',
    days: 90,
    what: { th: 'การเข้าใช้ที่สิ้นสุดแล้ว', en: 'Sessions that have ended' },
    since: { th: 'การเข้าใช้สิ้นสุดหรือหมดอายุ', en: 'the session ended or ran out' },
    purpose: {
      th: 'ให้เจ้าของบัญชีและผู้ดูแลสอบทานการเข้าใช้ที่ผิดปกติ',
      en: 'To look into sign-ins that were not the owner’s',
    },
    basis: INTEREST,
  },
  {
    kind: 'invitations',
    days: 30,
    what: { th: 'คำเชิญที่ไม่มีผู้รับ', en: 'Invitations that nobody accepted' },
    since: { th: 'คำเชิญหมดอายุหรือถูกเพิกถอน', en: 'the invitation ran out or was revoked' },
    purpose: { th: 'ให้ผู้เชิญเห็นและส่งใหม่ได้', en: 'To let whoever invited see it and send it again' },
    basis: INTEREST,
  },
  {
    kind: 'letters',
    days: 30,
    what: {
      th: 'ข้อความและผู้รับของจดหมายที่ส่งแล้ว (คงไว้เพียงชนิดและเวลาที่ส่ง)',
      en: 'Words and recipients of letters sent (their kind and times stay)',
    },
    since: { th: 'ส่งจดหมาย', en: 'the letter was sent' },
    purpose: { th: 'ตอบข้อสงสัยว่าส่งอะไรให้ใคร', en: 'To answer what was sent to whom' },
    basis: CONTRACT,
  },
  {
    kind: 'uploads',
    days: 1,
    what: {
      th: 'ไฟล์ที่ส่งขึ้นมาแต่ไม่ได้แนบกับความเห็นใด',
      en: 'Files sent up that no comment came to hold',
    },
    since: { th: 'ส่งไฟล์ขึ้นมา', en: 'the file was sent up' },
    purpose: { th: 'ให้เขียนความเห็นต่อจนเสร็จ', en: 'To let the comment be finished' },
    basis: CONTRACT,
  },
  {
    kind: 'events',
    days: 30,
    what: { th: 'งานภายในที่ทำเสร็จแล้ว', en: 'Inner messages that were delivered' },
    since: { th: 'งานเสร็จ', en: 'the message was delivered' },
    purpose: { th: 'ตรวจหาสาเหตุเมื่อระบบผิดพลาด', en: 'To find out why something failed' },
    basis: INTEREST,
  },
  {
    kind: 'participants',
    days: 365,
    what: {
      th: 'อีเมล จังหวัด ช่วงอายุ ประเภทผู้ร่วม และความพิการ ที่ให้ไว้กับความเห็น',
      en: 'Address, province, age band, kind and disability left with a comment',
    },
    since: {
      th: 'กำหนดประกาศผลของรอบ',
      en: 'the results of the round were due',
    },
    purpose: {
      th: 'แจ้งผล และสรุปจำนวนผู้ร่วมของรอบ',
      en: 'To write to the author, and to count who took part in the round',
    },
    basis: CONSENT,
  },
  {
    kind: 'reportWords',
    days: 365,
    what: { th: 'คำบรรยายในการแจ้งความเห็นไม่เหมาะสม', en: 'What readers wrote when they reported a comment' },
    since: { th: 'ตัดสินเรื่องที่แจ้ง', en: 'the report was dealt with' },
    purpose: { th: 'ให้ทบทวนการตัดสินได้', en: 'To let the decision be looked at again' },
    basis: PUBLIC_TASK,
  },
];
