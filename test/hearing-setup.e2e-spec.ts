import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PLAN } from './harness/operations.js';
import { startTestServer, type TestServer } from './harness/server.js';

const HEARING = `fragment H on Hearing {
  id key state revision currentItemId title { th en } stream { kind url } slowSeconds guestsMay viewerMoves viewerMayPrepare
  items { id number sectionKey minutes plannedAt startedAt section { key title { th } } } round { key } plan { key }
}`;
const CREATE = `${HEARING} mutation($input: CreateHearingInput!) { createHearing(input: $input) { ...H } }`;
const MOVE = `${HEARING} mutation($input: MoveHearingInput!) { moveHearing(input: $input) { ...H } }`;
const BY_KEY = `${HEARING} query($key: String!) { hearing(key: $key) { ...H } }`;

interface Hearing {
  id: string;
  state: string;
  viewerMoves: string[];
  items: { id: string; section: { key: string } | null; plannedAt: string }[];
}

describe('A hearing through the api', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
  });
  afterAll(() => test.stop());

  it('is set up by the secretariat, seen by everybody, started by a moderator', async () => {
    const secretariat = await test.client().as('secretariat');
    const { rounds } = await secretariat.must<{ rounds: { key: string }[] }>(
      'query($plan: String!) { rounds(planKey: $plan, state: OPEN) { key } }',
      { plan: PLAN },
    );
    const input = {
      planKey: PLAN,
      roundKey: rounds[0]?.key,
      key: 'public-hearing-2',
      title: { th: 'ประชาพิจารณ์ร่างแผน', en: 'Public hearing' },
      startsAt: '2026-12-01T13:30:00+07:00',
      endsAt: '2026-12-01T16:00:00+07:00',
      streamUrl: 'https://youtu.be/abcDEF123_-',
      items: [
        { title: { th: 'เปิดประชุม' }, minutes: 10 },
        { title: { th: 'ช่องทางรับฟัง' }, sectionKey: 's4.m2', minutes: 40 },
      ],
    };
    const { createHearing } = await secretariat.must<{ createHearing: Hearing }>(CREATE, { input });
    expect(createHearing).toMatchObject({ state: 'PREPARED', revision: 1, viewerMayPrepare: true });
    const guest = test.client();
    const { hearing } = await guest.must<{ hearing: Hearing }>(BY_KEY, { key: 'public-hearing-2' });
    expect(hearing).toMatchObject({
      viewerMoves: [],
      viewerMayPrepare: false,
      round: { key: rounds[0]?.key },
    });
    expect(hearing.items.map(({ section, plannedAt }) => [section?.key ?? null, plannedAt])).toEqual([
      [null, '2026-12-01T06:30:00.000Z'],
      ['s4.m2', '2026-12-01T06:40:00.000Z'],
    ]);
    const moderator = await test.client().as('moderator');
    const move = { id: hearing.id, move: 'START', expectedState: 'PREPARED' };
    const { moveHearing } = await moderator.must<{ moveHearing: Hearing }>(MOVE, { input: move });
    expect(moveHearing).toMatchObject({ state: 'LIVE', viewerMoves: ['PAUSE'] });
    expect(await moderator.codeOf(MOVE, { input: move })).toBe('CONFLICT');
    const close = { id: hearing.id, move: 'CLOSE', expectedState: 'LIVE' };
    expect(await moderator.codeOf(MOVE, { input: close })).toBe('FORBIDDEN');
  });

  it('names the field of a set-up that cannot be', async () => {
    const secretariat = await test.client().as('secretariat');
    const { errors } = await secretariat.ask(CREATE, {
      input: {
        planKey: PLAN,
        roundKey: 'x',
        key: 'h',
        title: { th: 'ก' },
        startsAt: 'tomorrow',
        endsAt: 'x',
        items: [],
      },
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', field: 'roundKey' });
  });
});
