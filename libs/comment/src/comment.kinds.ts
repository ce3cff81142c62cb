/** The words in which comments are sorted; key and value are the same, as stored and as sent. */
export const Stance = {
  SUPPORT: 'SUPPORT',
  CONCERN: 'CONCERN',
  OPPOSE: 'OPPOSE',
  SUGGESTION: 'SUGGESTION',
  QUESTION: 'QUESTION',
} as const;
export type Stance = keyof typeof Stance;

export const CommentState = {
  PENDING: 'PENDING',
  PUBLISHED: 'PUBLISHED',
  HELD: 'HELD',
  REFUSED: 'REFUSED',
  HIDDEN: 'HIDDEN',
  WITHDRAWN: 'WITHDRAWN',
} as const;
export type CommentState = keyof typeof CommentState;

export const AuthorKind = {
  GUEST: 'GUEST',
  PERSON: 'PERSON',
  ORGANISATION: 'ORGANISATION',
  STAFF: 'STAFF',
} as const;
export type AuthorKind = keyof typeof AuthorKind;

/** How a comment reached us; everything but ONLINE was entered by staff. */
export const Channel = {
  ONLINE: 'ONLINE',
  HEARING: 'HEARING',
  LETTER: 'LETTER',
  PHONE: 'PHONE',
  INTERVIEW: 'INTERVIEW',
  PAPER: 'PAPER',
  IMPORT: 'IMPORT',
} as const;
export type Channel = keyof typeof Channel;

export const ThreadSort = {
  ANSWERED_FIRST: 'ANSWERED_FIRST',
  NEWEST: 'NEWEST',
  OLDEST: 'OLDEST',
  MOST_SUPPORTED: 'MOST_SUPPORTED',
} as const;
export type ThreadSort = keyof typeof ThreadSort;

export const AgeBand = {
  UNDER_18: 'UNDER_18',
  FROM_18: 'FROM_18',
  FROM_25: 'FROM_25',
  FROM_35: 'FROM_35',
  FROM_45: 'FROM_45',
  FROM_60: 'FROM_60',
} as const;
export type AgeBand = keyof typeof AgeBand;

export const ParticipantKind = {
  CITIZEN: 'CITIZEN',
  BUSINESS: 'BUSINESS',
  CIVIL_SOCIETY: 'CIVIL_SOCIETY',
  ACADEMIA: 'ACADEMIA',
  GOVERNMENT: 'GOVERNMENT',
  STUDENT: 'STUDENT',
} as const;
export type ParticipantKind = keyof typeof ParticipantKind;

/** What the viewer may do with a comment now. */
export const CommentAct = { EDIT: 'EDIT', WITHDRAW: 'WITHDRAW', REPLY: 'REPLY', SUPPORT: 'SUPPORT' } as const;
export type CommentAct = keyof typeof CommentAct;

/** Why a moderator held, refused or hid a comment. */
export const ReasonCode = {
  PERSONAL_DATA: 'PERSONAL_DATA',
  ABUSE: 'ABUSE',
  OFF_TOPIC: 'OFF_TOPIC',
  DUPLICATE: 'DUPLICATE',
  ADVERTISING: 'ADVERTISING',
  UNLAWFUL: 'UNLAWFUL',
  UNREADABLE: 'UNREADABLE',
  OTHER: 'OTHER',
} as const;
export type ReasonCode = keyof typeof ReasonCode;

/** The way of a comment: ได้รับ → เผยแพร่ → จัดกลุ่ม → ตอบ → ปรับร่าง. */
export const JourneyStepKind = {
  RECEIVED: 'RECEIVED',
  PUBLISHED: 'PUBLISHED',
  TAGGED: 'TAGGED',
  ANSWERED: 'ANSWERED',
  CHANGED: 'CHANGED',
} as const;
export type JourneyStepKind = keyof typeof JourneyStepKind;
