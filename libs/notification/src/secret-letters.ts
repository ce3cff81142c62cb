import { seal, unseal, type Environment } from '@rapfang/platform';
import { MailKind } from './mail.words.js';

/** Letters that let their holder in: sealed while they wait, emptied once sent. */
const SECRET_KINDS: ReadonlySet<MailKind> = new Set([MailKind.SIGN_IN, MailKind.INVITATION]);
const PURPOSE = 'letter';

interface KindOfLetter {
  kind: MailKind;
  text: string;
}
type Secret = Pick<Environment, 'sessionSecret'>;

export const isSecret = ({ kind }: Pick<KindOfLetter, 'kind'>): boolean => SECRET_KINDS.has(kind);

/** The text as it may lie in the outbox. */
export function textToKeep({ sessionSecret }: Secret, letter: KindOfLetter): string {
  return isSecret(letter) ? seal(sessionSecret, PURPOSE, letter.text) : letter.text;
}

/** The text as it is posted. @throws Error when SESSION_SECRET has changed since */
export function textToPost({ sessionSecret }: Secret, letter: KindOfLetter): string {
  return isSecret(letter) ? unseal(sessionSecret, PURPOSE, letter.text) : letter.text;
}
