import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { checkSync } from 'recheck';
import ts from 'typescript';

/** Everything that may meet input: the api, its rooms, and what the web runs. */
const SOURCES = [
  'libs/*/src/**/*.ts',
  'apps/api/src/**/*.ts',
  'apps/web/src/**/*.ts',
  'apps/web/src/**/*.svelte',
];

/** Patterns that are slow in theory, with why it does not matter. Nothing is here without a reason. */
const ALLOWED: Record<string, string> = {
  '/[\\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\\.){1,5}[A-Za-z]{2,24}/g':
    'Each repeat is bounded, so its time grows with the length alone; it meets comments of 4,000 characters.',
};

interface Pattern {
  place: string;
  source: string;
  flags: string;
}

/** Every regular expression literal, and every `new RegExp` of a constant text. */
function patternsOf(file: string): { patterns: Pattern[]; computed: string[] } {
  const text = readFileSync(file, 'utf8');
  const code = file.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, script]) => script).join('\n')
    : text;
  const tree = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const patterns: Pattern[] = [];
  const computed: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      patterns.push({ place: file, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    } else if (
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      node.expression.getText(tree) === 'RegExp'
    ) {
      const [source, flags] = node.arguments ?? [];
      if (source && ts.isStringLiteralLike(source))
        patterns.push({
          place: file,
          source: source.text,
          flags: flags && ts.isStringLiteralLike(flags) ? flags.text : '',
        });
      else computed.push(`${file}: ${node.getText(tree).slice(0, 80)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { patterns, computed };
}

const files = SOURCES.flatMap((glob) => globSync(glob)).filter(
  (file) => !/\.(spec|e2e-spec|browser-spec)\.ts$|spec-kit|generated\.ts$/.test(file),
);
const found = files.map(patternsOf);
const unique = [
  ...new Map(
    found.flatMap(({ patterns }) => patterns).map((one) => [`/${one.source}/${one.flags}`, one]),
  ).entries(),
];

/** Long texts that make careless patterns walk back and forth. */
const LONG = 50_000;
const HOSTILE = [
  'a'.repeat(LONG),
  ' '.repeat(LONG),
  '\n'.repeat(LONG),
  '0'.repeat(LONG),
  'ก'.repeat(LONG),
  '-'.repeat(LONG),
  '.'.repeat(LONG),
  '/'.repeat(LONG),
  '<'.repeat(LONG),
  '"'.repeat(LONG),
  'a@'.repeat(LONG / 2),
  'a.'.repeat(LONG / 2),
  'a '.repeat(LONG / 2),
  '1-'.repeat(LONG / 2),
  '\u0e49'.repeat(LONG),
].flatMap((text) => [text, `${text}!`, `\u0000${text}`]);

describe('ReDoS: the patterns of the code', () => {
  it('are found: hundreds of files, a hundred patterns', () => {
    expect(files.length).toBeGreaterThan(150);
    expect(unique.length).toBeGreaterThan(60);
  });

  it('are written out, never put together from what somebody sent', () => {
    expect(found.flatMap(({ computed }) => computed)).toEqual([]);
  });

  it('are judged safe: none takes more than linear time, but for those with a reason', () => {
    const slow = unique.flatMap(([text, { place, source, flags }]) => {
      // The checker does not know the newest flag; what it means for classes does not change the time.
      const result = checkSync(source, flags.replace('v', 'u').replace('d', ''), { timeout: 4000 });
      if (result.status === 'safe' || text in ALLOWED) return [];
      const why = result.status === 'vulnerable' ? result.complexity.summary : result.error.kind;
      return [`${text} in ${place}: ${result.status}, ${why}`];
    });
    expect(slow).toEqual([]);
  }, 300_000);

  it('take no time over long hostile texts', () => {
    const slow: string[] = [];
    for (const [text, { place, source, flags }] of unique) {
      const pattern = new RegExp(source, flags.replace(/[gy]/g, ''));
      for (const input of HOSTILE) {
        const begun = performance.now();
        pattern.test(input);
        const took = performance.now() - begun;
        if (took > 250)
          slow.push(`${text} in ${place}: ${Math.round(took)} ms on ${JSON.stringify(input.slice(0, 4))}…`);
      }
    }
    expect(slow).toEqual([]);
  }, 300_000);

  it('have an allow-list that names only patterns that are still there', () => {
    expect(Object.keys(ALLOWED).filter((text) => !unique.some(([one]) => one === text))).toEqual([]);
  });
});
