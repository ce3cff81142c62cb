import { fold, type FoldedLetter } from './fold.rules.js';

/** WORD: where a word begins and ends (`ass` not in `class`); ANYWHERE: inside other words too. */
export const TermMatching = { WORD: 'WORD', ANYWHERE: 'ANYWHERE' } as const;
export type TermMatching = keyof typeof TermMatching;

export const TermSeverity = { FLAG: 'FLAG', HOLD: 'HOLD' } as const;
export type TermSeverity = keyof typeof TermSeverity;

export interface Term {
  id: string;
  text: string;
  severity: TermSeverity;
  matching: TermMatching;
}

export interface TermFound {
  term: Term;
  start: number;
  end: number;
}

interface Node {
  next: Map<string, Node>;
  /** Longest proper suffix that is a node too. */
  fail: Node | null;
  /** Nearest node on the way of `fail` that ends a term. */
  ending: Node | null;
  depth: number;
  terms: { term: Term; runs: number[] }[];
}

const words = new Intl.Segmenter('th', { granularity: 'word' });
const LETTER = /[\p{L}\p{M}\p{Nd}]/u;
const THAI = /[\u0E00-\u0E7F]/;

/**
 * Finds all terms in one pass over the folded text.
 * Source: Aho and Corasick, "Efficient string matching", CACM 18 (1975).
 */
export class TermMatcher {
  readonly #root: Node = { next: new Map(), fail: null, ending: null, depth: 0, terms: [] };

  /** Terms without any letter are left out: they would be found everywhere. */
  constructor(terms: readonly Term[]) {
    for (const term of terms) this.add(term);
    this.link();
  }

  /**
   * Places of all terms in a text, in its own UTF-16 units, in order; one for each term and place.
   * @param letters the text folded, where that is done already
   */
  find(text: string, letters: readonly FoldedLetter[] = fold(text)): TermFound[] {
    if (this.#root.next.size === 0) return [];
    const found: TermFound[] = [];
    // Only a text that holds something like a term is divided into words.
    let edges: Set<number> | null = null;
    let node = this.#root;
    for (const [index, { letter }] of letters.entries()) {
      while (node !== this.#root && !node.next.has(letter)) node = node.fail as Node;
      node = node.next.get(letter) ?? this.#root;
      for (let end: Node | null = node; end; end = end.ending) {
        for (const { term, runs } of end.terms) {
          const match = letters.slice(index + 1 - runs.length, index + 1);
          if (!isAsLong(match, runs) || !isOneWord(text, match)) continue;
          edges ??= wordEdges(text);
          const [start, stop] = rangeOf(match);
          if (term.matching === 'WORD' && !standsAlone(text, start, stop, edges)) continue;
          found.push({ term, start, end: stop });
        }
      }
    }
    return found.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  private add(term: Term): void {
    const letters = fold(term.text);
    if (letters.length === 0) return;
    let node = this.#root;
    for (const { letter } of letters) {
      let next = node.next.get(letter);
      if (!next)
        node.next.set(
          letter,
          (next = { next: new Map(), fail: null, ending: null, depth: node.depth + 1, terms: [] }),
        );
      node = next;
    }
    node.terms.push({ term, runs: letters.map(({ run }) => run) });
  }

  /** Breadth first: a node's links lead to shorter ones, which are done by then. */
  private link(): void {
    const queue = [this.#root];
    for (let node = queue.shift(); node; node = queue.shift()) {
      for (const [letter, child] of node.next) {
        let fail = node.fail;
        while (fail && !fail.next.has(letter)) fail = fail.fail;
        child.fail = fail?.next.get(letter) ?? this.#root;
        child.ending = child.fail.terms.length > 0 ? child.fail : child.fail.ending;
        queue.push(child);
      }
    }
  }
}

/** `ass` is not found in `as`: a letter that the term doubles is doubled in the text. */
function isAsLong(match: readonly FoldedLetter[], runs: readonly number[]): boolean {
  return match.every(({ run }, index) => run >= (runs[index] as number));
}

/**
 * Blanks between the letters are a disguise only when they are between all of them: `f u c k`, not
 * `as sent`. Signs inside are one wherever they are: `f-uck`.
 */
function isOneWord(text: string, match: readonly FoldedLetter[]): boolean {
  let blank = 0;
  let gaps = 0;
  for (let index = 1; index < match.length; index += 1) {
    const gap = text.slice((match[index - 1] as FoldedLetter).end, (match[index] as FoldedLetter).start);
    if ((match[index] as FoldedLetter).start < (match[index - 1] as FoldedLetter).end) continue;
    gaps += 1;
    if (/\s/.test(gap)) blank += 1;
  }
  return blank === 0 || blank === gaps;
}

function rangeOf(match: readonly FoldedLetter[]): [number, number] {
  return [(match[0] as FoldedLetter).start, (match.at(-1) as FoldedLetter).end];
}

/** Where words begin and end; Thai is written without blanks, so its words are found by dictionary. */
function wordEdges(text: string): Set<number> {
  const edges = new Set<number>([text.length]);
  for (const { index } of words.segment(text)) edges.add(index);
  return edges;
}

function standsAlone(text: string, start: number, end: number, edges: ReadonlySet<number>): boolean {
  // Marks that folding drops still belong to the last letter.
  let stop = end;
  while (stop < text.length && /[\p{M}\u200B-\u200D\u2060]/u.test(text[stop] as string)) stop += 1;
  return isEdge(text, start, edges) && isEdge(text, stop, edges);
}

/** Between two Thai letters the dictionary decides, elsewhere whether both sides are letters. */
function isEdge(text: string, at: number, edges: ReadonlySet<number>): boolean {
  const [before, after] = [text[at - 1], text[at]];
  if (before === undefined || after === undefined) return true;
  if (THAI.test(before) && THAI.test(after)) return edges.has(at);
  // A Latin word glued to a Thai one is a word of its own.
  if (THAI.test(before) !== THAI.test(after)) return true;
  return !(LETTER.test(before) && LETTER.test(after));
}
