import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLAN, SUBMIT } from '../harness/operations.js';
import { startTestServer, type TestServer } from '../harness/server.js';
import { ODDITIES, SCRIPTS } from './hostile.js';

const INJECTIONS = [
  'a@example.org\r\nBcc: victim@example.org',
  'a@example.org\nBcc: victim@example.org',
  'a@example.org%0aBcc:victim@example.org',
  'a@example.org, victim@example.org',
  'a@example.org;victim@example.org',
  '"a\r\nBcc: victim@example.org"@example.org',
  '<a@example.org>, victim@example.org',
  'a@example.org\u2028Bcc: victim@example.org',
  'a@example.org\u0000',
];

describe('Header injection in mail', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off' });
  });
  afterAll(() => test.stop());

  const letters = (): string[] => {
    const folder = join(test.database.folder, 'mail');
    return existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.endsWith('.eml'))
          .map((name) => readFileSync(join(folder, name), 'utf8'))
      : [];
  };
  const input = (rest: Record<string, unknown>) => ({
    input: {
      clientId: crypto.randomUUID(),
      planKey: PLAN,
      sectionKey: 's1.p1.2',
      body: 'จดหมาย',
      language: 'TH',
      ...rest,
    },
  });

  it.each(INJECTIONS)('an address that is two, or a header, is refused by name: %j', async (email) => {
    const { errors } = await test.client().ask(SUBMIT, input({ email }));
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION', field: 'email' });
    const request = 'mutation($email: String!) { requestSignIn(email: $email, locale: TH) { sent } }';
    expect(await test.client().codeOf(request, { email })).toBe('VALIDATION');
  });

  it('names and texts stay in the body: every letter has the headers that we wrote and no other', async () => {
    const guest = test.client();
    const texts = [...SCRIPTS.slice(0, 4), ...ODDITIES.filter((text) => text.length < 80 && /\S/.test(text))];
    for (const text of texts) {
      await guest.ask(
        SUBMIT,
        input({ email: 'reader@example.org', displayName: `ชื่อ ${text}`, body: `ข้อความ ${text}` }),
      );
    }
    for (let tries = 0; tries < 100 && letters().length < texts.length / 2; tries += 1)
      await new Promise((resume) => setTimeout(resume, 100));
    const found = letters();
    expect(found.length).toBeGreaterThan(5);
    for (const letter of found) {
      const head = (letter.split(/\r?\n\r?\n/, 1)[0] as string).replace(/\r?\n[ \t]+/g, ' ');
      const names = head.split(/\r?\n/).map((line) => line.split(':', 1)[0]?.toLowerCase());
      expect(names.filter((name) => name === 'to')).toHaveLength(1);
      expect(names.filter((name) => name === 'subject')).toHaveLength(1);
      expect(names).not.toContain('bcc');
      expect(names).not.toContain('cc');
      expect(names).not.toContain('x-evil');
      expect(head).toMatch(/^to: (<?reader@example\.org>?)$/im);
      // Letters are plain text: nothing in them is drawn by a reader's mail program.
      expect(head).not.toMatch(/text\/html/i);
      expect(letter).not.toMatch(/^content-type: text\/html/im);
    }
  });
});
