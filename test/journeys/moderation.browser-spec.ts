import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { deskQueueTh as q } from '../../apps/web/src/lib/words/desk-queue-th.js';
import { ApiClient } from '../harness/api-client.js';
import { startBrowserTest, type BrowserTest } from '../harness/browser.js';
import { COMMENT_BY_ID, DECIDE, PLAN, submit, type CommentView } from '../harness/operations.js';
import { deskReady, mailsTo, signIn, until } from './stage.js';

describe('Two moderators in two windows', () => {
  let test: BrowserTest;
  let one: Page;
  let two: Page;
  beforeAll(async () => {
    test = await startBrowserTest();
    [one, two] = [await test.window(), await test.window()];
    await signIn(one, 'moderator', '/desk/moderation');
    await signIn(two, 'moderator-2', '/desk/moderation');
  });
  afterAll(() => test.stop());

  const stateOf = async (id: string) => {
    const moderator = await new ApiClient(test.server.url).as('moderator');
    return (await moderator.must<{ comment: CommentView }>(COMMENT_BY_ID, { id })).comment.state;
  };
  const becomes = (id: string, state: string) =>
    until(
      `${id} is ${state}`,
      () => stateOf(id),
      (now) => now === state,
    );
  const sent = async (body: string) =>
    (await submit(new ApiClient(test.server.url), 's4.p4.4', body)).comment.id;
  const open = async (page: Page, id: string) => {
    await page.goto(`/desk/moderation?state=all&sort=newest&open=${id}`);
    await deskReady(page);
  };
  /** Waits until the first moderator holds the comment, or has left it. */
  const claimed = (id: string, held: boolean) =>
    until(
      `the claim is ${held ? 'held' : 'given back'}`,
      async () => {
        const api = await new ApiClient(test.server.url).as('moderator-2');
        const { deskClaims } = await api.must<{ deskClaims: { commentId: string }[] }>(
          `{ deskClaims(planKey: "${PLAN}") { commentId } }`,
        );
        return deskClaims.some(({ commentId }) => commentId === id);
      },
      (now) => now === held,
    );
  const hide = async (page: Page) => {
    await page.keyboard.press('x');
    await page.keyboard.press('2');
  };

  it('see who looks at a comment, are refused by name, take it over, and take a decision back in time', async () => {
    const id = await sent('ข้อที่สองคนเปิดพร้อมกัน');
    await open(one, id);
    await claimed(id, true);
    await open(two, id);
    await two
      .getByText(/ปรียา.*กำลังพิจารณา/)
      .first()
      .waitFor();
    await hide(two);
    await two.getByRole('alert').filter({ hasText: 'ปรียา' }).waitFor();
    expect(await stateOf(id)).toBe('PUBLISHED');
    await two.getByRole('alert').getByRole('button', { name: q.takeOver }).click();
    await two.getByRole('alert').waitFor({ state: 'detached' });
    await hide(two);
    await becomes(id, 'HIDDEN');
    await two.getByRole('button', { name: q.undo }).waitFor();
    await two.keyboard.press('z');
    await becomes(id, 'PUBLISHED');
  });

  it('decide many with one reason, and hear which one somebody else had decided', async () => {
    const ids = [await sent('กองหนึ่ง'), await sent('กองสอง'), await sent('กองสาม')];
    await one.goto('/desk/moderation?state=published&sort=newest');
    await deskReady(one);
    for (const id of ids) await one.locator(`input[name="comment"][value^="${id}:"]`).check();
    const other = await new ApiClient(test.server.url).as('moderator-2');
    await other.must(DECIDE, {
      input: {
        commentId: ids[1],
        decision: 'HIDE',
        expectedState: 'PUBLISHED',
        expectedRevision: 1,
        reasonCode: 'OFF_TOPIC',
      },
    });
    await one.getByLabel(q.bulkDecision).selectOption('HIDE');
    await one.getByLabel(q.bulkReason).selectOption('DUPLICATE');
    await one.getByRole('button', { name: q.bulkDo }).click();
    await one
      .getByRole('status')
      .filter({ hasText: q.bulkDone('2', '1') })
      .waitFor();
    await one.getByRole('alert').filter({ hasText: 'ธนกร' }).waitFor();
    for (const id of ids) expect(await stateOf(id)).toBe('HIDDEN');
    await one.getByRole('button', { name: q.undo }).click();
    await becomes(ids[0] as string, 'PUBLISHED');
    await becomes(ids[2] as string, 'PUBLISHED');
    expect(await stateOf(ids[1] as string)).toBe('HIDDEN');
  });

  it('an author without an account appeals by the receipt, another moderator overturns it, and the author sees so', async () => {
    const { comment, receiptCode } = await submit(
      new ApiClient(test.server.url),
      's4.p4.4',
      'ข้อที่ถูกซ่อนโดยไม่ควร',
    );
    const first = await new ApiClient(test.server.url).as('moderator');
    await first.must(DECIDE, {
      input: {
        commentId: comment.id,
        decision: 'HIDE',
        expectedState: 'PUBLISHED',
        expectedRevision: 1,
        reasonCode: 'OFF_TOPIC',
      },
    });
    const author = await test.window({ javaScriptEnabled: false });
    await author.goto(`/receipts/${receiptCode}`);
    await author.locator('summary', { hasText: 'อุทธรณ์' }).click();
    await author.locator('#appeal-text').fill('เรื่องนี้เกี่ยวกับแผนโดยตรง');
    await author.getByRole('button', { name: 'ส่งคำอุทธรณ์' }).click();
    await author.getByText('รอผู้กลั่นกรองคนอื่นพิจารณา').waitFor();
    expect(await author.locator('#appeal-text').count()).toBe(0);

    const appeal = (page: Page) => page.getByRole('article').filter({ hasText: 'เรื่องนี้เกี่ยวกับแผนโดยตรง' });
    await one.goto('/desk/appeals');
    await appeal(one).getByText(q.appeal.yours).waitFor();
    await two.goto('/desk/appeals');
    await appeal(two).getByLabel(q.appeal.reason).fill('เกี่ยวกับโครงการที่ 4.4');
    await appeal(two).getByRole('button', { name: q.appeal.overturn }).click();
    await two.getByText(q.appeal.done.OVERTURNED).waitFor();
    expect(await stateOf(comment.id)).toBe('PUBLISHED');
    await author.reload();
    await author.getByText('เกี่ยวกับโครงการที่ 4.4').waitFor();
  });

  it('decide in the same instant: one wins, the other is told by whom, and one decision is on record', async () => {
    const id = await sent('ข้อที่สองคนตัดสินในวินาทีเดียวกัน');
    // Neither hears that the other is there: only the decision itself stands between them.
    const claims = (url: URL) => url.search.includes('/claim');
    for (const page of [one, two]) {
      await page.route(claims, (route) => route.abort());
      await open(page, id);
      await page.keyboard.press('x');
    }
    await Promise.all([one.keyboard.press('2'), two.keyboard.press('3')]);
    const told = async () => ({
      one: await one.getByRole('alert').filter({ hasText: 'ธนกร' }).count(),
      two: await two.getByRole('alert').filter({ hasText: 'ปรียา' }).count(),
    });
    const lost = await until('one of them is told', told, (now) => now.one + now.two > 0);
    expect(lost.one + lost.two).toBe(1);
    const api = await new ApiClient(test.server.url).as('moderator');
    const { comment } = await api.must<{
      comment: { state: string; decisions: { byName: string; reason: { code: string } | null }[] };
    }>('query($id: ID!) { comment(id: $id) { state decisions { byName reason { code } } } }', { id });
    expect(comment.state).toBe('HIDDEN');
    expect(comment.decisions).toHaveLength(1);
    expect(comment.decisions[0]?.byName).toContain(lost.one ? 'ธนกร' : 'ปรียา');
    expect(comment.decisions[0]?.reason?.code).toBe(lost.one ? 'OFF_TOPIC' : 'ABUSE');
    for (const page of [one, two]) await page.unroute(claims);
  });

  it('where the round asks for four eyes, one proposes a refusal, the other confirms it, and the author hears once', async () => {
    const secretariat = await new ApiClient(test.server.url).as('secretariat');
    await secretariat.must(
      'mutation($input: SetRoundModerationInput!) { setRoundModeration(input: $input) { id } }',
      {
        input: {
          planKey: PLAN,
          roundKey: 'demo-open',
          policy: 'BEFORE_PUBLICATION',
          checks: [],
          fourEyes: true,
          reportsOpen: true,
          reportThreshold: 3,
          reportsHold: false,
          reason: 'ทดลองสองคนเห็นตรงกัน',
        },
      },
    );
    const email = 'four-eyes@example.org';
    const mails = () => mailsTo(test.database.folder, email).length;
    const { comment } = await submit(new ApiClient(test.server.url), 's4.p4.4', 'ข้อที่ต้องสองคนเห็นตรงกัน', {
      email,
    });
    expect(comment.state).toBe('PENDING');
    await until('the receipt is mailed', mails, (n) => n === 1);

    await open(one, comment.id);
    await hide(one);
    await one.getByRole('status').filter({ hasText: q.proposed }).waitFor();
    expect(await stateOf(comment.id)).toBe('PENDING');
    await open(one, comment.id);
    await one.getByText(q.ownProposal).waitFor();
    expect(await one.getByRole('button', { name: q.confirm }).count()).toBe(0);
    await one.goto('/desk?overview');
    await claimed(comment.id, false);

    await two.goto('/desk/moderation?proposed=yes&state=all');
    await deskReady(two);
    await two.locator(`[data-row="${comment.id}"]`).click();
    await two
      .getByText(/ปรียา.*เสนอไม่เผยแพร่/)
      .first()
      .waitFor();
    expect(mails()).toBe(1);
    await two.getByRole('button', { name: q.confirm }).click();
    await becomes(comment.id, 'REFUSED');
    // Letters about decisions wait until nobody can take them back.
    await until('the author is told', mails, (n) => n > 1, 30_000);
    await new Promise((resume) => setTimeout(resume, 300));
    expect(mails()).toBe(2);
  });
});
