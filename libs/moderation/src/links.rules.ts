import { LinkifyIt } from 'linkify-it';
import { PASS, type Check } from './check.kinds.js';
import { fold } from './fold.rules.js';

export interface Link {
  start: number;
  end: number;
  host: string;
  isMail: boolean;
}

/** Links that a comment with sources holds; more are marked, many more are held. */
const LINKS_FREE = 2;
const LINKS_MOST = 5;
/** Letters beside the links that make a comment of them. */
const WORDS_LEAST = 15;

const finder = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, maxLength: 2000 });

/** Web and mail addresses in a text, in order. */
export function links(text: string): Link[] {
  // What has neither of these holds none, and most comments have not.
  if (!/[.@:]/.test(text)) return [];
  return (finder.match(text) ?? []).map(({ index, lastIndex, schema, url }) => ({
    start: index,
    end: lastIndex,
    host: hostOf(url),
    isMail: schema === 'mailto:',
  }));
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url;
}

/** Advertising comes as links: many of them, or nothing but one. Two sources are a good comment. */
export const checkLinks: Check = ({ body }) => {
  const found = links(body).filter(({ isMail }) => !isMail);
  if (found.length === 0) return PASS;
  const marks = found.map(({ start, end }) => ({ start, end, kind: 'LINK' as const }));
  let rest = '';
  let last = 0;
  for (const { start, end } of found) {
    rest += `${body.slice(last, start)} `;
    last = end;
  }
  if (fold(rest + body.slice(last)).length < WORDS_LEAST)
    return { outcome: 'HOLD', evidence: { rule: 'ONLY_LINK', marks, count: found.length } };
  if (found.length <= LINKS_FREE) return PASS;
  return {
    outcome: found.length > LINKS_MOST ? 'HOLD' : 'FLAG',
    evidence: { rule: 'MANY_LINKS', marks, count: found.length },
  };
};
