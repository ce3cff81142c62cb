/** Keys by their physical place (`event.code`), so that P is P under the Thai layout too. */
export interface KeyPress {
  /** `KeyP`, `Digit1`, `Slash`, `Shift+Digit1`. */
  name: string;
  event: KeyboardEvent;
}

const typed = new Set(['text', 'search', 'email', 'url', 'tel', 'password', 'number', 'date', 'time']);

/** True where letters belong to a text: single keys are off there (WCAG 2.1.4). */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return target instanceof HTMLInputElement && typed.has(target.type);
}

/** The press as a name, or null when it is the browser's (Ctrl, Alt, Meta) or still being composed. */
export function readKey(event: KeyboardEvent): KeyPress | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented)
    return null;
  const code = event.code.replace(/^Numpad(?=\d$)/, 'Digit');
  return { name: (event.shiftKey ? 'Shift+' : '') + code, event };
}

/** 1–9 of a digit key, or null. */
export function digitOf(name: string): number | null {
  const match = /^(?:Shift\+)?Digit([1-9])$/.exec(name);
  return match ? Number(match[1]) : null;
}

/** What is printed on the same key of the Thai (Kedmanee) layout. */
export const thaiLetters: Record<string, string> = {
  J: '่',
  K: 'า',
  P: 'ย',
  H: '้',
  X: 'ป',
  T: 'ะ',
  R: 'พ',
  S: 'ห',
  A: 'ฟ',
  B: 'ิ',
  Z: 'ผ',
  '/': 'ฝ',
};
