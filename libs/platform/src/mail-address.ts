import { isEmail } from 'class-validator';

/** Longest address that SMTP carries. */
const ADDRESS_MOST = 254;
/** What quoting would let into an address: line breaks, a second address, marks that cannot be seen. */
const UNSAFE = /[\s\p{Cc}\p{Cf}"(),:;<>[\]\\]/u;

/** Whether a letter can be sent to it, to it alone, and with no header of its own. Not whether anybody reads it. */
export function isMailAddress(text: string): boolean {
  return text.length <= ADDRESS_MOST && text.isWellFormed() && !UNSAFE.test(text) && isEmail(text);
}
