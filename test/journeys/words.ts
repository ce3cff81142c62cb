/** The words of the pages themselves, so that a better wording breaks no journey; only those used here. */
export interface TalkWords {
  voice: { waitingAnswer: string };
  stance: { names: Record<'SUPPORT' | 'SUGGESTION', string> };
  thread: { freshShow: (n: string) => string; heading: (n: string) => string; lost: string };
  comment: {
    hidden: string;
    withdrawn: string;
    erased: string;
    edited: string;
    reply: string;
    support: string;
  };
  response: { heading: string };
  form: {
    body: string;
    replyBody: string;
    name: string;
    email: string;
    mustVerify: string;
    verify: string;
    send: string;
    sendReply: string;
    restored: string;
    offlineTitle: string;
  };
  errors: { titlePrefix: string };
  sent: { title: string; receipt: string };
}
export interface PageWords {
  shell: { skip: string };
  nav: { receipts: string; responses: string; signOut: string };
  display: { sizes: Record<string, string>; size: string; high: string; dark: string };
  home: { read: string };
  receipt: {
    code: string;
    find: string;
    edit: string;
    save: string;
    edited: string;
    withdraw: string;
    withdrawSure: string;
    withdrawn: string;
    heads: Record<'PUBLISHED' | 'ANSWERED' | 'WITHDRAWN', string>;
  };
  signIn: { email: string; send: string; sentTitle: string; demoLink: string; complete: string };
  me: { title: string };
  participation: {
    title: string;
    saved: string;
    names: Record<'VERIFIED', string>;
    save: string;
    reason: string;
  };
  identity: {
    title: string;
    signInWith: (name: string) => string;
    verified: string;
    add: (name: string) => string;
    leave: (name: string) => string;
    remove: (name: string) => string;
    removeSure: string;
    none: string;
    done: Record<'linked' | 'unlinked', string>;
    problems: Record<'DENIED' | 'UNAVAILABLE' | 'EXPIRED' | 'EMAIL_KNOWN', (name: string) => string>;
  };
  signing: {
    step: Record<'setUpTitle' | 'code' | 'verify' | 'lost' | 'recovery' | 'recover' | 'goOn', string>;
    passkey: Record<'signIn' | 'add' | 'name' | 'failed', string>;
    app: Record<'start' | 'picture' | 'confirm' | 'turnOn', string>;
    codes: { shownTitle: string; left: (n: number) => string };
    security: Record<'newName' | 'rename' | 'remove' | 'endOthers' | 'onlyThis', string> & {
      change: (name: string) => string;
      endOf: (device: string) => string;
      done: Record<'renamed' | 'ended', string>;
    };
  };
}
export interface ChecksWords {
  names: Record<'PERSONAL_DATA', string>;
  outcomes: Record<'HOLD', string>;
  kinds: Record<'PHONE', string>;
  findings: string;
  held: Record<'title' | 'PERSONAL_DATA', string>;
  report: Record<
    | 'link'
    | 'send'
    | 'missingReason'
    | 'missingText'
    | 'dismiss'
    | 'dismissWhy'
    | 'dismissed'
    | 'text'
    | 'done',
    string
  > & {
    reasons: Record<'OTHER', string>;
    heard: (total: string) => string;
  };
  desk: Record<'lines' | 'trial' | 'add', string> & {
    tried: (found: string, looked: string) => string;
    added: (added: string, known: string) => string;
  };
  round: Record<'later' | 'reason' | 'save' | 'saved', string> & {
    policies: Record<'BEFORE_PUBLICATION', string>;
  };
}
export interface DeskWords {
  home: { untagged: string; drafts: string };
  reasons: Record<'OFF_TOPIC', string>;
  decided: Record<'HIDE', string>;
  queue: { sorts: Record<'OLDEST' | 'NEWEST', string> };
  tags: { byPerson: (name: string) => string };
  editor: {
    disposition: string;
    publish: string;
    publishYes: (n: string) => string;
    newTitle: (n: string) => string;
    published: (code: string) => string;
    publishedState: string;
    dispositions: Record<'ACCEPTED', string>;
  };
}
export type Lang = 'th' | 'en';
export type Words = TalkWords & PageWords & { desk: DeskWords; checks: ChecksWords };

// Named by variables: the web is compiled by its own settings, and stays out of the tests' type check.
const pages = '../../apps/web/src/lib/words/index';
const desks = { th: '../../apps/web/src/lib/words/desk-th', en: '../../apps/web/src/lib/words/desk-en' };

export async function wordsOf(lang: Lang): Promise<Words> {
  const { loadWords } = (await import(pages)) as {
    loadWords: (lang: Lang) => Promise<TalkWords & PageWords & { checks: ChecksWords }>;
  };
  const desk = (await import(desks[lang])) as { deskTh?: DeskWords; deskEn?: DeskWords };
  return { ...(await loadWords(lang)), desk: (desk.deskTh ?? desk.deskEn) as DeskWords };
}
