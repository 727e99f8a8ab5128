import { expect, test, type Browser, type Page } from '@playwright/test';
import { range } from '../fixtures/deciding.ts';
import { complaintsOf, prepareMeeting, type Prepared } from './prepared.ts';
import { enterSample, startSample } from './sample.ts';
import type { TestServer } from './server.ts';

/*
 * A council that makes rules of its own, on paper-like forms, and a meeting held by them: an open table, an amendment before
 * the original, and the result that says by which rule it came about.
 */

async function leave(...pages: Page[]): Promise<void> {
  for (const page of pages) {
    expect(complaintsOf(page)).toEqual([]);
    await page.context().close();
  }
}

test.describe('without script', () => {
  let server: TestServer;
  test.beforeAll(async () => {
    server = await startSample();
  });
  test.afterAll(() => server.dispose());

  test('[RUL3] [RUL9] [RUL4] a draft is made from a preset, refused where the law forbids it, saved, compared and adopted', async ({
    browser,
  }) => {
    const page = await enterSample(browser, server, 'secretariat', { javaScriptEnabled: false });
    const rules = `${server.origin}/c/mizukidai/settings/rules`;
    await page.goto(rules);
    await page.getByLabel('案の名前').fill('認可後の会則案');
    await page.getByText('認可地縁団体', { exact: true }).check();
    await page.getByRole('button', { name: '案を作る' }).click();
    await expect(page.getByRole('heading', { name: '認可後の会則案' })).toBeVisible();
    // what it means is told with the seats of this council
    await expect(page.getByText('25人なら、13人の出席が必要です。').first()).toBeVisible();

    await page.getByLabel('招集通知の期限（日前）').fill('3');
    await page.getByRole('button', { name: '案を保存する' }).click();
    await expect(
      page.getByText(/少なくとも5日前に通知する必要があります（地方自治法260条の15）/).first(),
    ).toBeVisible();
    await expect(page.getByLabel('招集通知の期限（日前）')).toHaveValue('3');
    await expect(page.getByLabel('招集通知の期限（日前）')).toHaveAttribute('aria-invalid', 'true');
    await page.getByLabel('招集通知の期限（日前）').fill('14');
    await page.getByRole('button', { name: '案を保存する' }).click();
    await expect(page.getByText('案を保存しました。')).toBeVisible();
    const notice = page.getByRole('row', { name: /招集/ });
    await expect(notice).toContainText('7日前');
    await expect(notice).toContainText('14日前');
    await expect(notice).toContainText('変更');
    await expect(page.getByLabel('議案の文面として使う')).toContainText('名簿の全員の4分の3以上');

    // nothing of it holds yet
    await page.goto(rules);
    await expect(page.getByRole('heading', { name: /現在の会則・決め方（第2版）/ })).toBeVisible();
    await page.getByRole('link', { name: '認可後の会則案' }).click();
    await page.getByRole('button', { name: 'この内容を適用する' }).click();
    await expect(page.getByText('会則・決め方を変更するには、会議の決定が必要です。').first()).toBeVisible();
    await page.getByLabel('根拠となる決定').selectOption({ index: 1 });
    await page.getByLabel('適用を始める日').fill('令和5年4月1日');
    await page.getByRole('button', { name: 'この内容を適用する' }).click();
    await expect(page.getByText(/第3版の会則として、.*4月1日.*から適用します。/)).toBeVisible();
    await page.goto(`${rules}/versions/3`);
    await expect(page.getByRole('heading', { name: '第3版' })).toBeVisible();
    await expect(page.getByText(/異なる項目は\d+件です。/)).toBeVisible();
    await page.goto(rules);
    await expect(page.getByText('適用前')).toBeVisible();
    await page.context().close();
  });
});

test.describe('a meeting by rules of its own', () => {
  let prepared: Prepared;
  const original = '公園の清掃は月1回行う。道具は会費で購入する。';
  test.beforeAll(async () => {
    prepared = await prepareMeeting(original);
  });
  test.afterAll(() => prepared.server.dispose());

  const command = async (page: Page, name: string, input: object) => {
    const response = await page.request.post(`${prepared.server.origin}/api/v1/commands/${name}`, {
      headers: { 'Idempotency-Key': crypto.randomUUID(), Origin: prepared.server.origin },
      data: input,
    });
    const answer = (await response.json()) as { ok: boolean; result: Record<string, string>; error?: object };
    expect(answer.error).toBeUndefined();
    return answer.result;
  };
  async function vote(
    browser: Browser,
    seats: readonly number[],
    choice: string,
    round: object,
  ): Promise<void> {
    for (const no of seats) {
      const page = await prepared.enter(browser, prepared.council.seats[no - 1]!.personId);
      await command(page, 'cast-ballot', { ...round, choice });
      await page.context().close();
    }
  }

  test('[OPT1] [OPT4] [AMD5] [RUL7] adopts an open table, asks about the amendment first, and shows members and comers side by side', async ({
    browser,
  }) => {
    test.setTimeout(180_000);
    const { council, enter, room, server } = prepared;
    const settings = `${server.origin}/c/${council.slug}/settings/rules`;
    const secretariat = await enter(browser, council.secretariat);
    await secretariat.goto(settings);
    await secretariat.getByLabel('案の名前').fill('開かれた会議の会則');
    await secretariat.getByRole('button', { name: '案を作る' }).click();
    await secretariat.getByRole('radio', { name: /^委員と、受付をした来場者/ }).check({ force: true });
    await secretariat.getByRole('button', { name: '案を保存する' }).click();
    await expect(secretariat.getByText('案を保存しました。')).toBeVisible();
    await secretariat.getByRole('button', { name: 'この内容を適用する' }).click();
    await expect(secretariat.getByText(/第2版の会則として/)).toBeVisible();

    const recorder = await enter(browser, council.recorder);
    await recorder.goto(`${room}/door`);
    await recorder.getByLabel('名前').fill('佐藤');
    await recorder.getByRole('button', { name: '受け付ける' }).click();
    await expect(recorder.getByText('18歳未満の方は、表決に参加できません。')).toBeVisible();
    await recorder.getByText('18歳以上であることを確認しました').click();
    await recorder.getByRole('button', { name: '受け付ける' }).click();
    await expect(recorder.getByText(/来場者1として受け付けました/)).toBeVisible();

    const facilitator = await enter(browser, council.facilitator);
    await facilitator.goto(room);
    await expect(facilitator.locator('.saved')).toHaveAttribute('data-state', 'saved');
    await facilitator.locator('nav.agenda ol a', { hasText: '高齢者の見守り' }).click();
    await expect(facilitator.getByText('表決に参加する来場者　1人')).toBeVisible();
    await facilitator.getByRole('button', { name: '第1版として固定する' }).click();
    await expect(facilitator.getByText(original).first()).toBeVisible();

    const member = await enter(browser, council.seats[3]!.personId);
    await member.goto(room);
    await expect(member.locator('.saved')).toHaveAttribute('data-state', 'saved');
    await member.locator('nav.agenda ol a', { hasText: '高齢者の見守り' }).click();
    await member.getByText('修正案を出す', { exact: true }).click();
    await member.getByLabel('修正後の全文').fill(original.replace('月1回', '月2回'));
    await expect(member.getByText('変更した文').first()).toBeAttached();
    await member.getByRole('button', { name: 'この修正案を出す' }).click();
    await expect(member.getByText('修正案があるため、原案より先に、修正案1を確認します。')).toBeVisible();

    const comer = await recorder.locator('input[name=seatId]').first().inputValue();
    const first = await openVote(facilitator, '修正案1の確認を始める');
    await expect(member.getByRole('heading', { name: /採決（多数決）.*修正案1/ }).first()).toBeVisible();
    await vote(browser, range(4, 16), 'for', first);
    await command(recorder, 'cast-ballot', { ...first, for: comer, via: 'live', choice: 'for' });
    await command(facilitator, 'close-round', { roundId: first.roundId });
    await expect(member.getByText('可決（文面に反映）')).toBeVisible();

    const second = await openVote(facilitator, '第2回の確認を始める');
    await vote(browser, range(4, 16), 'for', second);
    await command(recorder, 'cast-ballot', { ...second, for: comer, via: 'live', choice: 'against' });
    await command(facilitator, 'close-round', { roundId: second.roundId });
    await member.goto(`${server.origin}/c/${council.slug}/rounds/${second.roundId}`);
    await expect(member.getByText(original.replace('月1回', '月2回'))).toBeVisible();
    await expect(member.getByText('委員25人：賛成 13、未回答 12')).toBeVisible();
    await expect(member.getByText('来場者1人：反対 1')).toBeVisible();
    await expect(member.getByText(/名簿には、委員のほか、受付をした来場者を含みます。/)).toBeVisible();
    await expect(
      member.getByText(/受付を始めた時点で、名簿の25人のうち出席・委任は20人でした（必要13人）。/),
    ).toBeVisible();
    expect(await member.content()).not.toContain('佐藤');
    await leave(secretariat, recorder, facilitator, member);
  });

  /** Opens a vote from the room; what a ballot names. */
  async function openVote(page: Page, heading: string): Promise<{ roundId: string; textHash: string }> {
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await page.getByRole('radio', { name: /^採決（多数決）/ }).check({ force: true });
    const opened = page.waitForResponse((response) => response.url().endsWith('/open-round'));
    await page.getByRole('button', { name: 'この文面で確認を始める' }).click();
    const { result } = (await (await opened).json()) as { result: { roundId: string; textHash: string } };
    return { roundId: result.roundId, textHash: result.textHash };
  }
});
