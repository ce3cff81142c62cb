import { DateTime } from 'luxon';
import type { Language } from '@rapfang/platform';
import type { MemberKind, Role } from '@rapfang/access';
import { letter, type Letter } from './mail.words.js';

export interface InvitationFacts {
  link: string;
  role: Role | null;
  /** Null for every plan. */
  plan: string | null;
  organisation: string | null;
  memberKind: MemberKind | null;
  /** Null when the operator of the server invites, or an administrator without a name. */
  invitedBy: string | null;
  expiresAt: string;
}

const ROLES: Record<Language, Record<Role, string>> = {
  th: {
    ADMINISTRATOR: 'ผู้ดูแลระบบ',
    SECRETARIAT: 'ฝ่ายเลขานุการ',
    MODERATOR: 'ผู้กลั่นกรองความคิดเห็น',
    DRAFTER: 'ผู้ยกร่าง',
    AGENCY: 'ผู้แทนหน่วยงาน',
    OBSERVER: 'ผู้สังเกตการณ์',
  },
  en: {
    ADMINISTRATOR: 'administrator',
    SECRETARIAT: 'secretariat',
    MODERATOR: 'moderator',
    DRAFTER: 'drafter',
    AGENCY: 'agency representative',
    OBSERVER: 'observer',
  },
};

/** A day in Thailand: พ.ศ. in Thai. */
function day(at: string, language: Language): string {
  const local = DateTime.fromISO(at, { zone: 'Asia/Bangkok' });
  return language === 'th'
    ? `${local.setLocale('th').toFormat('d LLLL')} ${local.year + 543}`
    : local.setLocale('en').toFormat('d LLLL yyyy');
}

/** What somebody is invited to, on lines of its own. */
function offer(language: Language, { role, plan, organisation, memberKind }: InvitationFacts): string {
  const th = language === 'th';
  const lines: string[] = [];
  if (role) {
    lines.push(
      th
        ? `ทำหน้าที่${ROLES.th[role]}${plan ? ` ใน “${plan}”` : ' ในทุกแผน'}`
        : `to be ${ROLES.en[role]} ${plan ? `of “${plan}”` : 'of every plan'}`,
    );
  }
  if (organisation) {
    const manages = memberKind === 'MANAGER';
    lines.push(
      th
        ? `${manages ? 'จัดการสมาชิกและ' : ''}แสดงความคิดเห็นในนาม “${organisation}”`
        : `to speak in the name of “${organisation}”${manages ? ', and to manage its members' : ''}`,
    );
  }
  return lines.map((line) => `• ${line}`).join('\n');
}

/** Sent to whoever is invited to a role or an organisation. */
export function invitationLetter(language: Language, facts: InvitationFacts): Letter {
  const { link, invitedBy, expiresAt } = facts;
  return language === 'th'
    ? letter('th', 'คำเชิญเข้าร่วมงานในระบบรับฟัง', [
        `${invitedBy ? `${invitedBy} เชิญท่าน` : 'ท่านได้รับเชิญ'}`,
        offer('th', facts),
        `อ่านรายละเอียดและตอบรับได้ที่\n${link}`,
        `ลิงก์นี้ใช้ได้ครั้งเดียวจนถึงวันที่ ${day(expiresAt, 'th')} และใช้ได้เฉพาะท่าน โปรดอย่าส่งต่อให้ผู้อื่น ถ้าท่านไม่ต้องการตอบรับ ไม่ต้องทำอะไร`,
      ])
    : letter('en', 'An invitation to work with Rapfang', [
        `${invitedBy ? `${invitedBy} invites you` : 'You are invited'}`,
        offer('en', facts),
        `Read what it is about and accept it here:\n${link}`,
        `The link works once, until ${day(expiresAt, 'en')}, and is for you alone: please do not pass it on. If you do not want to accept, do nothing.`,
      ]);
}
