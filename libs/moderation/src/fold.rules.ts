import unhomoglyph from 'unhomoglyph';

/** One letter of a folded text: what it stands for, how often it was written, and where. */
export interface FoldedLetter {
  letter: string;
  /** How often it was written in a row: `fuuuck` folds to `fuck` with u × 3. */
  run: number;
  /** UTF-16 units of the text it came from; `end` is the first one after. */
  start: number;
  end: number;
}

/** Thai marks that writers leave out or vary to slip past: tone marks, silencer, maitaikhu. */
const THAI_TONES = /[\u0E47-\u0E4C]/g;
const THAI = /[\u0E00-\u0E7F]/;
/** Kept: letters, digits, and the Thai vowels that are marks. All else is blanks, signs, joiners. */
const KEPT = /[\p{L}\p{Nd}]|[\u0E31\u0E34-\u0E3A\u0E4D]/u;
const LATIN = /[a-z]/;
const BLANK = /\s/;
/** Digits and signs that stand for Latin letters beside others. */
const LEET: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't' };
const LEET_SIGNS: Readonly<Record<string, string>> = { '@': 'a', $: 's', '!': 'i' };

/** What folding makes of one code point, remembered: a language uses few. */
const known = new Map<string, string>();
const KNOWN_MOST = 20_000;

/**
 * Letters of one code point after folding, '' for what is dropped: compatibility form, lower case,
 * look-alikes of Latin letters, no accents, ASCII digits.
 */
function foldPoint(point: string): string {
  const before = known.get(point);
  if (before !== undefined) return before;
  let folded = point;
  // A look-alike may stand for a sign that is itself one; a few steps settle all of Unicode's table.
  for (let step = 0; step < 4; step += 1) {
    const next = foldOnce(folded);
    if (next === folded) break;
    folded = next;
  }
  if (known.size < KNOWN_MOST) known.set(point, folded);
  return folded;
}

function foldOnce(text: string): string {
  let folded = '';
  for (const point of text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(THAI_TONES, '')) {
    const digit = thaiDigit(point);
    if (digit !== null) folded += digit;
    // Thai letters and ASCII are what look-alikes are told by.
    else if (THAI.test(point) || point < '\u0080') folded += KEPT.test(point) ? point : '';
    else if (KEPT.test(point)) {
      for (const like of unhomoglyph(point).normalize('NFKD').toLowerCase())
        if (KEPT.test(like)) folded += like;
    }
  }
  return folded;
}

function thaiDigit(point: string): string | null {
  return point >= '๐' && point <= '๙' && point.length === 1 ? String(point.charCodeAt(0) - 0x0e50) : null;
}

/**
 * The letters of a text as banned terms are compared: signs, blanks, joiners and tone marks dropped,
 * look-alikes told, a letter written many times in a row once. Linear in the text.
 */
export function fold(text: string): FoldedLetter[] {
  return collapse(text, readLeet(lettersOf(text)));
}

/** The folded letters alone, none twice in a row: folding them again gives the same. */
export function foldedText(letters: readonly FoldedLetter[]): string {
  let text = '';
  let last = '';
  for (const { letter } of letters) {
    if (letter !== last) text += letter;
    last = letter;
  }
  return text;
}

function lettersOf(text: string): FoldedLetter[] {
  const letters: FoldedLetter[] = [];
  let start = 0;
  for (const point of text) {
    const end = start + point.length;
    const sign = LEET_SIGNS[point];
    // A sign is a letter only between two: `f@ck`, not `a@b.example` or `yes!`.
    if (sign && isLatin(text[start - 1]) && isLatin(text[end])) {
      letters.push({ letter: sign, run: 1, start, end });
    } else {
      for (const letter of foldPoint(point)) letters.push({ letter, run: 1, start, end });
    }
    start = end;
  }
  return letters;
}

function isLatin(unit: string | undefined): boolean {
  return unit !== undefined && LATIN.test(unit.toLowerCase());
}

/** Digits that touch a Latin letter are read as the letters they look like, from both sides. */
function readLeet(letters: FoldedLetter[]): FoldedLetter[] {
  const read = (index: number, beside: number): void => {
    const letter = letters[index] as FoldedLetter;
    const like = LEET[letter.letter];
    const neighbour = letters[beside];
    if (like && neighbour && LATIN.test(neighbour.letter)) letters[index] = { ...letter, letter: like };
  };
  for (let index = 1; index < letters.length; index += 1) read(index, index - 1);
  for (let index = letters.length - 2; index >= 0; index -= 1) read(index, index + 1);
  return letters;
}

/**
 * Joins a letter to the same one before it. Over a blank only where both are words of one letter
 * (`f u u c k`): the end of one word is not the beginning of the next.
 */
function collapse(text: string, letters: readonly FoldedLetter[]): FoldedLetter[] {
  const collapsed: FoldedLetter[] = [];
  let before: FoldedLetter | null = null;
  for (const letter of letters) {
    const last = collapsed.at(-1);
    if (last && before && last.letter === letter.letter && areJoined(text, before, letter)) {
      last.run += 1;
      last.end = letter.end;
    } else collapsed.push({ ...letter });
    before = letter;
  }
  return collapsed;
}

function areJoined(text: string, one: FoldedLetter, next: FoldedLetter): boolean {
  return !BLANK.test(text.slice(one.end, next.start)) || (isAlone(text, one) && isAlone(text, next));
}

function isAlone(text: string, { start, end }: FoldedLetter): boolean {
  return BLANK.test(text[start - 1] ?? ' ') && BLANK.test(text[end] ?? ' ');
}
