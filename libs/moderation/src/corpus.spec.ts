import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdingCheck, runChecks } from './checks.rules.js';
import { fold } from './fold.rules.js';
import { fingerprintOf } from './fingerprint.rules.js';
import { TermMatcher } from './term-matcher.rules.js';

interface Lists {
  th: string[];
  en: string[];
}
const lists = JSON.parse(readFileSync('prisma-free-db/demo/terms.json', 'utf8')) as Lists;
const terms = new TermMatcher(
  [...lists.th, ...lists.en].map((text) => ({ id: text, text, severity: 'HOLD', matching: 'WORD' })),
);

/** Last field of each record of a CSV with quotes. */
function lastFields(csv: string): string[] {
  const records = csv.match(/(?:"(?:[^"]|"")*"|[^"\n])+/g) ?? [];
  return records.slice(1).map((record) => {
    const quoted = /,"((?:[^"]|"")*)"\s*$/.exec(record);
    return quoted ? (quoted[1] as string).replaceAll('""', '"') : record.slice(record.lastIndexOf(',') + 1);
  });
}

/** Share held of all, and of each check, when each is the only comment there is. */
function measure(bodies: readonly string[]): { held: number; by: Record<string, number>; texts: string[] } {
  const by: Record<string, number> = {};
  const texts: string[] = [];
  for (const body of bodies) {
    const findings = runChecks(
      {
        ...{
          body,
          letters: fold(body),
          at: '2026-01-01T00:00:00.000Z',
          sectionId: 's',
          fingerprint: fingerprintOf(fold(body)),
          terms,
        },
        ...{ earlier: [], isEdit: false, addressIsBusy: false, countsFlood: true },
      },
      null,
      (check) => {
        throw new Error(check);
      },
    );
    const check = holdingCheck(findings);
    if (!check) continue;
    by[check] = (by[check] ?? 0) + 1;
    texts.push(`${check} ${body.slice(0, 120).replaceAll('\n', ' ')}`);
  }
  return { held: texts.length / bodies.length, by, texts };
}

// Selected only where the real comments are at hand; test/run.mjs says so when they are not.
const corpus = process.env['CORPUS_DIR'];
const folder = corpus ? join(corpus, 'comments') : '';
if (existsSync(folder)) {
  describe('Of real comments, few are held', () => {
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    it.each([
      ['a town hall in English', 0.02, () => lastFields(read('polis-american-assembly.bowling-green.csv'))],
      ['a consultation in Chinese', 0.04, () => lastFields(read('polis-vtaiwan.uberx.csv'))],
      [
        'informal messages in Thai, advertising and abuse among them',
        0.08,
        () =>
          read('thai-messages.tsv')
            .split('\n')
            .slice(1)
            .map((line) => line.split('\t')[1] ?? '')
            .filter((text) => text.trim() !== ''),
      ],
    ])('%s: less than a share of %d', (name, most, bodies) => {
      const all = bodies();
      const { held, by, texts } = measure(all);
      process.stdout.write(`${name}: ${texts.length} of ${all.length} held ${JSON.stringify(by)}\n`);
      if (process.env['SHOW_HELD']) process.stdout.write(`${texts.join('\n')}\n`);
      expect(all.length).toBeGreaterThan(150);
      expect(held).toBeLessThan(most);
    });

    it('and of the plan itself no sentence', () => {
      const plan = JSON.parse(
        readFileSync(join(corpus as string, 'plans/dg-plan-2566-2570.json'), 'utf8'),
      ) as unknown;
      const texts: string[] = [];
      const walk = (value: unknown): void => {
        if (typeof value === 'string' && value.length > 20) texts.push(value);
        else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
      };
      walk(plan);
      const { texts: held } = measure(texts.filter((text) => !text.startsWith('http')));
      expect(texts.length).toBeGreaterThan(500);
      expect(held).toEqual([]);
    });
  });
} else {
  describe('Real comments', () => {
    it('are measured where CORPUS_DIR names them; here the list of terms alone is read', () => {
      expect(lists.th.length + lists.en.length).toBeGreaterThan(20);
    });
  });
}
