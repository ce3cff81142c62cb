import type { Language } from '@rapfang/platform';

/** What a letter is about. */
export const MailKind = {
  RECEIPT: 'RECEIPT',
  ANSWERED: 'ANSWERED',
  NOT_PUBLISHED: 'NOT_PUBLISHED',
  APPEAL_DECIDED: 'APPEAL_DECIDED',
  SIGN_IN: 'SIGN_IN',
  INVITATION: 'INVITATION',
} as const;
export type MailKind = keyof typeof MailKind;

export interface Letter {
  subject: string;
  text: string;
}

const SIGNATURE: Record<Language, string> = {
  th: '—\nรับฟัง · ระบบรับฟังความคิดเห็นร่างแผน\nอีเมลนี้ส่งจากระบบ ไม่ต้องตอบกลับ',
  en: '—\nRapfang · public consultation on draft plans\nThis message was sent by the system; please do not reply.',
};

const DISPOSITIONS: Record<Language, Record<string, string>> = {
  th: {
    ACCEPTED: 'รับตามข้อเสนอ',
    ACCEPTED_IN_PART: 'รับบางส่วน',
    ALREADY_COVERED: 'มีอยู่ในแผนแล้ว',
    NOT_ACCEPTED: 'ไม่รับ',
    OUT_OF_SCOPE: 'อยู่นอกขอบเขตของแผน',
    REFERRED: 'ส่งต่อหน่วยงานที่รับผิดชอบ',
  },
  en: {
    ACCEPTED: 'Accepted',
    ACCEPTED_IN_PART: 'Accepted in part',
    ALREADY_COVERED: 'Already covered',
    NOT_ACCEPTED: 'Not accepted',
    OUT_OF_SCOPE: 'Outside the scope of this plan',
    REFERRED: 'Referred to the agency in charge',
  },
};

const REASONS: Record<Language, Record<string, string>> = {
  th: {
    PERSONAL_DATA: 'มีข้อมูลส่วนบุคคล',
    ABUSE: 'มีถ้อยคำดูหมิ่นหรือคุกคามผู้อื่น',
    OFF_TOPIC: 'ไม่เกี่ยวกับร่างแผนที่กำลังรับฟัง',
    DUPLICATE: 'ซ้ำกับความคิดเห็นที่ส่งมาแล้ว',
    ADVERTISING: 'เป็นการโฆษณา',
    UNLAWFUL: 'มีเนื้อหาที่อาจขัดต่อกฎหมาย',
    UNREADABLE: 'อ่านไม่ได้ความ',
    OTHER: 'เหตุผลอื่น',
  },
  en: {
    PERSONAL_DATA: 'It contains personal data.',
    ABUSE: 'It insults or threatens others.',
    OFF_TOPIC: 'It is not about the draft under consultation.',
    DUPLICATE: 'It repeats a comment that was already sent.',
    ADVERTISING: 'It is advertising.',
    UNLAWFUL: 'It may be against the law.',
    UNREADABLE: 'It cannot be read.',
    OTHER: 'Another reason.',
  },
};

export function letter(language: Language, subject: string, paragraphs: (string | null)[]): Letter {
  return { subject, text: [...paragraphs.filter(Boolean), SIGNATURE[language]].join('\n\n') + '\n' };
}

/** Sent when a comment arrived and its author left an address. */
export function receiptLetter(language: Language, facts: { code: string; link: string }): Letter {
  const { code, link } = facts;
  return language === 'th'
    ? letter('th', `ได้รับความคิดเห็นแล้ว ใบรับ ${code}`, [
        'ขอบคุณที่ร่วมแสดงความคิดเห็น เราได้รับไว้แล้ว',
        `รหัสใบรับ: ${code}`,
        `ติดตามได้ที่\n${link}`,
        'โปรดเก็บรหัสนี้ไว้กับตัว ผู้ที่มีรหัสสามารถแก้ไขหรือถอนความคิดเห็นได้ เมื่อมีคำชี้แจงเราจะแจ้งให้ทราบทางอีเมลนี้',
      ])
    : letter('en', `We have your comment: receipt ${code}`, [
        'Thank you for taking part. Your comment has been received.',
        `Receipt code: ${code}`,
        `Follow it here:\n${link}`,
        'Please keep this code to yourself: whoever holds it can edit or withdraw the comment. We will write to this address when there is an answer.',
      ]);
}

export interface AnsweredFacts {
  code: string;
  receiptCode: string;
  disposition: string;
  body: string;
  reason: string;
  link: string;
}

/** Sent once when a response to the author's comment is published. */
export function answeredLetter(language: Language, facts: AnsweredFacts): Letter {
  const { code, receiptCode, body, reason, link } = facts;
  const disposition = DISPOSITIONS[language][facts.disposition] ?? facts.disposition;
  return language === 'th'
    ? letter('th', `มีคำชี้แจงต่อความคิดเห็นของท่าน (${receiptCode})`, [
        `คำชี้แจง ${code} ตอบความคิดเห็นของท่านแล้ว`,
        `ผลการพิจารณา: ${disposition}`,
        body,
        `เหตุผล: ${reason}`,
        `ดูคำชี้แจงและความคืบหน้าได้ที่\n${link}`,
      ])
    : letter('en', `Your comment has been answered (${receiptCode})`, [
        `Response ${code} answers your comment.`,
        `Decision: ${disposition}`,
        body,
        `Reason: ${reason}`,
        `Read the response and follow what comes of it:\n${link}`,
      ]);
}

export interface DecidedFacts {
  state: 'HELD' | 'REFUSED' | 'HIDDEN';
  receiptCode: string;
  reasonCode: string | null;
  reasonText: string | null;
  link: string;
}

const DECIDED: Record<
  Language,
  Record<DecidedFacts['state'], { subject: string; said: string; next: string }>
> = {
  th: {
    HELD: {
      subject: 'ความคิดเห็นของท่านอยู่ระหว่างการพิจารณา',
      said: 'ความคิดเห็นของท่านยังไม่เผยแพร่ ผู้กลั่นกรองขอเวลาพิจารณาเพิ่มเติม',
      next: 'เราเก็บความคิดเห็นนี้ไว้ครบถ้วน และจะแสดงผลการพิจารณาในหน้าใบรับ',
    },
    REFUSED: {
      subject: 'ความคิดเห็นของท่านไม่ได้เผยแพร่',
      said: 'ผู้กลั่นกรองพิจารณาแล้วไม่เผยแพร่ความคิดเห็นของท่าน',
      next: 'ท่านส่งเรื่องเดิมใหม่ได้โดยแก้ไขส่วนที่เป็นเหตุ หรืออุทธรณ์ได้หนึ่งครั้งในหน้าใบรับ ผู้กลั่นกรองคนอื่นจะเป็นผู้พิจารณา',
    },
    HIDDEN: {
      subject: 'ความคิดเห็นของท่านถูกซ่อน',
      said: 'ผู้กลั่นกรองซ่อนความคิดเห็นของท่านจากหน้าสาธารณะ',
      next: 'ท่านส่งเรื่องเดิมใหม่ได้โดยแก้ไขส่วนที่เป็นเหตุ หรืออุทธรณ์ได้หนึ่งครั้งในหน้าใบรับ ผู้กลั่นกรองคนอื่นจะเป็นผู้พิจารณา',
    },
  },
  en: {
    HELD: {
      subject: 'Your comment is being considered',
      said: 'Your comment is not published yet: a moderator needs more time to consider it.',
      next: 'It is kept in full, and the decision will appear on your receipt page.',
    },
    REFUSED: {
      subject: 'Your comment was not published',
      said: 'A moderator has decided not to publish your comment.',
      next: 'You may make the same point again without the part that caused this, or appeal once on your receipt page: another moderator will decide.',
    },
    HIDDEN: {
      subject: 'Your comment was hidden',
      said: 'A moderator has hidden your comment from the public page.',
      next: 'You may make the same point again without the part that caused this, or appeal once on your receipt page: another moderator will decide.',
    },
  },
};

/** Sent when a moderator holds, refuses or hides a comment: nobody's words vanish in silence. */
export function decidedLetter(language: Language, facts: DecidedFacts): Letter {
  const words = DECIDED[language][facts.state];
  const reason = [facts.reasonCode && REASONS[language][facts.reasonCode], facts.reasonText]
    .filter(Boolean)
    .join('\n');
  return language === 'th'
    ? letter('th', `${words.subject} (${facts.receiptCode})`, [
        words.said,
        reason && `เหตุผล: ${reason}`,
        words.next,
        `ดูรายละเอียดได้ที่\n${facts.link}`,
      ])
    : letter('en', `${words.subject} (${facts.receiptCode})`, [
        words.said,
        reason && `Reason: ${reason}`,
        words.next,
        `See the details here:\n${facts.link}`,
      ]);
}

export interface AppealFacts {
  outcome: 'UPHELD' | 'OVERTURNED';
  receiptCode: string;
  reason: string;
  link: string;
}

/** Sent when an appeal is decided. */
export function appealLetter(language: Language, facts: AppealFacts): Letter {
  const { receiptCode, reason, link } = facts;
  const overturned = facts.outcome === 'OVERTURNED';
  return language === 'th'
    ? letter('th', `ผลการพิจารณาอุทธรณ์ (${receiptCode})`, [
        overturned
          ? 'ผู้กลั่นกรองอีกคนหนึ่งพิจารณาคำอุทธรณ์ของท่านแล้ว เห็นด้วยกับท่าน ความคิดเห็นของท่านเผยแพร่แล้ว'
          : 'ผู้กลั่นกรองอีกคนหนึ่งพิจารณาคำอุทธรณ์ของท่านแล้ว ให้คงผลเดิม',
        `เหตุผล: ${reason}`,
        `ดูรายละเอียดได้ที่\n${link}`,
      ])
    : letter('en', `Your appeal has been decided (${receiptCode})`, [
        overturned
          ? 'Another moderator has considered your appeal and agrees with you. Your comment is now published.'
          : 'Another moderator has considered your appeal. The decision stands.',
        `Reason: ${reason}`,
        `See the details here:\n${link}`,
      ]);
}

/** The link that signs its holder in. */
export function signInLetter(language: Language, link: string): Letter {
  return language === 'th'
    ? letter('th', 'ลิงก์เข้าสู่ระบบรับฟัง', [
        'กดลิงก์นี้เพื่อเข้าสู่ระบบ',
        link,
        'ลิงก์ใช้ได้ครั้งเดียวภายใน 20 นาที ถ้าท่านไม่ได้ขอเข้าสู่ระบบ ไม่ต้องทำอะไร และอย่าส่งต่อลิงก์นี้ให้ผู้อื่น',
      ])
    : letter('en', 'Your sign-in link for Rapfang', [
        'Open this link to sign in:',
        link,
        'It works once, within 20 minutes. If you did not ask to sign in, do nothing, and do not pass this link on.',
      ]);
}
