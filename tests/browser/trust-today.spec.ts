import { expect, test, type Locator, type Page } from '@playwright/test';
import { hydrated } from './hydrated.ts';
import { complaints, prepareMeeting, type Prepared } from './prepared.ts';

/* The evening of who leads: hands entered one tap a person, a page that stands open over an update, the calm closing. */

let prepared: Prepared;
test.beforeAll(async () => {
  prepared = await prepareMeeting();
});
test.afterAll(() => prepared.server.dispose());

const phone = { width: 390, height: 844 };

async function enterRoom(page: Page): Promise<Page> {
  await page.goto(prepared.room);
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
  return page;
}

/** An act of the person the page belongs to, as a page sends it. */
async function act<R = Record<string, unknown>>(page: Page, command: string, input: object): Promise<R> {
  const answer = await page.request.post(`${prepared.server.origin}/api/v1/commands/${command}`, {
    data: input,
    headers: { origin: prepared.server.origin, 'idempotency-key': `${command} ${Math.random()}` },
  });
  const said = (await answer.json()) as { ok: boolean; result: R };
  expect(said, command).toMatchObject({ ok: true });
  return said.result;
}

test('[F-P40] a show of hands is one tap a person by the list, on a phone and by keyboard, and a wrong tap is taken back', async ({
  browser,
}) => {
  const { council, enter } = prepared;
  const facilitator = await enterRoom(await enter(browser, council.facilitator));
  await facilitator.locator('nav.agenda ol a', { hasText: '高齢者の見守り' }).click();
  await facilitator.getByPlaceholder('例：声かけ訪問').fill('民生委員が週1回、町会が月2回おこないます。');
  await expect(facilitator.locator('.saved')).toHaveAttribute('data-state', 'saved');
  await facilitator.getByRole('button', { name: '第1版として固定する' }).click();
  await facilitator.getByRole('button', { name: 'この文面で確認を始める' }).click();
  await expect(facilitator.locator('#round')).toBeVisible();
  // who may not type for others has no list
  await expect(facilitator.getByText('挙手・口頭の回答を、名簿で記録する')).toHaveCount(0);

  const recorder = await enterRoom(await enter(browser, council.recorder, phone));
  await recorder.locator('.phone-tabs button').nth(1).click();
  await recorder.locator('nav.agenda ol a', { hasText: '高齢者の見守り' }).click();
  await recorder.getByText('挙手・口頭の回答を、名簿で記録する').click();
  const row = (page: Page, no: number) => page.locator('.hand', { hasText: `${no}　席${no}` });
  const tap = (of: Locator, name: string) => of.getByRole('button', { name, exact: true });
  await expect(recorder.getByText('あと19人')).toBeVisible();
  await tap(row(recorder, 5), '同意').click();
  await expect(tap(row(recorder, 5), '同意')).toHaveAttribute('aria-pressed', 'true');
  await expect(recorder.getByText('あと18人')).toBeVisible();
  await row(recorder, 5).getByRole('button', { name: '取り消す' }).click();
  await expect(recorder.getByText('あと19人')).toBeVisible();
  await expect(tap(row(recorder, 5), '同意')).toHaveAttribute('aria-pressed', 'false');
  // an objection wants its reason, in its row
  await tap(row(recorder, 6), '異議').click();
  await recorder.getByLabel(/委員6さんの「異議」の理由/).fill('週1回では足りません');
  await recorder.getByLabel('何があれば同意できますか').fill('週2回なら');
  await recorder.getByRole('button', { name: 'この内容で記録する' }).click();
  await expect(recorder.getByText('あと18人')).toBeVisible();
  // who replies himself has no buttons any more
  const member = await enter(browser, council.seats[6]!.personId);
  await member.goto(prepared.room);
  const { rounds } = (await (
    await member.request.get(`${prepared.server.origin}/api/v1/meetings/${prepared.meetingId}`)
  ).json()) as { rounds: { id: string }[] };
  const roundId = rounds[0]!.id;
  const { textHash } = (await (
    await member.request.get(`${prepared.server.origin}/api/v1/rounds/${roundId}`)
  ).json()) as { textHash: string };
  await act(member, 'cast-ballot', { roundId, textHash, choice: 'consent' });
  await expect(row(recorder, 7).getByText('ご本人が回答しました')).toBeVisible();

  // by keyboard a figure chooses, and the next who is missing has the focus
  const secretariat = await enterRoom(await enter(browser, council.secretariat));
  await secretariat.locator('nav.agenda ol a', { hasText: '高齢者の見守り' }).click();
  await secretariat.getByText('挙手・口頭の回答を、名簿で記録する').click();
  await expect(row(secretariat, 6).getByText('委員3さんが記録')).toBeVisible();
  await tap(row(secretariat, 8), '同意').focus();
  await secretariat.keyboard.press('1');
  await expect(tap(row(secretariat, 9), '同意')).toBeFocused();
  await secretariat.keyboard.press('4');
  await expect(tap(row(secretariat, 10), '同意')).toBeFocused();
  await expect(tap(row(secretariat, 9), '保留')).toHaveAttribute('aria-pressed', 'true');
  await secretariat.keyboard.press('ArrowUp');
  await expect(tap(row(secretariat, 9), '同意')).toBeFocused();
  await expect(recorder.getByText('あと15人')).toBeVisible();
  expect(await recorder.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  for (const page of [facilitator, recorder, member, secretariat]) {
    expect(complaints.get(page.context())).toEqual([]);
    await page.context().close();
  }
});

test('a page that stands open over an update loads itself anew, and waits for who is typing', async ({
  browser,
}) => {
  const { council, enter } = prepared;
  const member = await enterRoom(await enter(browser, council.seats[10]!.personId));
  let loads = 0;
  member.on('load', () => loads++);
  await member.route('**/_app/version.json', (route) => route.fulfill({ json: { version: 'another' } }));
  const cut = async () => {
    await member.context().setOffline(true);
    await expect(member.getByText('通信が切れています。', { exact: false }).first()).toBeVisible();
    await member.context().setOffline(false);
  };
  await member.locator('nav.agenda ol a', { hasText: '高齢者の見守り' }).click();
  await member.getByRole('radio', { name: /^懸念/ }).check({ force: true });
  await member.locator('#round textarea[name=reason]').fill('回数が心配です');
  await cut();
  await expect(member.getByText('システムが新しくなりました。')).toBeVisible({ timeout: 15_000 });
  await expect(member.locator('#round textarea[name=reason]')).toHaveValue('回数が心配です');
  expect(loads).toBe(0);
  // the reply is sent: nothing would be lost any more
  await member.getByRole('button', { name: 'この内容で回答する' }).click();
  await expect(member.getByText('回答を受け付けました').first()).toBeVisible();
  await member.getByRole('button', { name: '読み込み直す' }).click();
  await expect.poll(() => loads).toBe(1);
  await member.context().close();
});

test('at the closing every page calmly shows what was decided, one’s own tasks with their days, and the next date', async ({
  browser,
}) => {
  const { council, enter, meetingId, room, server } = prepared;
  const facilitator = await enterRoom(await enter(browser, council.facilitator));
  const { rounds } = (await (
    await facilitator.request.get(`${server.origin}/api/v1/meetings/${meetingId}`)
  ).json()) as { rounds: { id: string }[] };
  const recorder = await enter(browser, council.recorder);
  const roundId = rounds[0]!.id;
  await act(recorder, 'take-back-reply', { roundId, for: council.seats[5]!.seatId });
  const { textHash } = (await (
    await recorder.request.get(`${server.origin}/api/v1/rounds/${roundId}`)
  ).json()) as { textHash: string };
  for (const { seatId } of [...council.seats.slice(3, 6), ...council.seats.slice(9, 20)])
    if (seatId !== council.seats[10]!.seatId)
      await act(recorder, 'cast-ballot', { roundId, textHash, choice: 'consent', for: seatId, via: 'live' });
  await act(facilitator, 'close-round', { roundId });
  const { decisionId } = await act<{ decisionId: string }>(facilitator, 'declare-decision', {
    roundId,
    title: '見守りの役割分担',
    scope: 'district',
  });
  await act(facilitator, 'divide-roles', {
    decisionId,
    title: '見守り',
    level: 3,
    comparison: '地域の訪問は月2回増え、市は研修を受け持つ',
    tasks: [
      {
        title: '声かけ訪問',
        scope: 'district',
        level: 3,
        dueOn: '2030-04-30',
        assignments: [
          { organizationId: council.organizations.福祉総務課, responsibility: 'support' },
          { organizationId: council.organizations.町会連合会, responsibility: 'lead' },
        ],
      },
    ],
  });
  const later = Date.now() + 30 * 86_400_000;
  const { meetingId: nextId } = await act<{ meetingId: string }>(facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: new Date(later).toISOString(),
    endsAt: new Date(later + 7_200_000).toISOString(),
    place: '第3集会所',
    kind: 'live',
    visibility: 'open',
  });
  await act(facilitator, 'call-meeting', { meetingId: nextId });

  const lead = await enterRoom(await enter(browser, council.seats[0]!.personId, phone));
  const resident = await enter(browser, council.resident, phone);
  await resident.goto(room);
  await hydrated(resident);
  const screen = await enter(browser, council.recorder);
  await screen.goto(`${room}/screen`);
  await hydrated(screen);
  await facilitator.getByRole('button', { name: '閉会する' }).click();
  await facilitator.getByRole('dialog').getByRole('button', { name: '閉会する' }).click();

  const end = (page: Page) => page.getByRole('region', { name: '閉会しました。お疲れさまでした。' });
  for (const page of [facilitator, lead, resident]) {
    await expect(end(page).getByText('見守りの役割分担')).toBeVisible();
    await expect(end(page).getByText('第3集会所')).toBeVisible();
    await expect(page.locator('.refusal')).toHaveCount(0);
  }
  await expect(end(lead).getByText('声かけ訪問')).toBeVisible();
  await expect(end(lead).getByText(/4月30日.*まで/)).toBeVisible();
  await expect(end(resident).getByText('声かけ訪問')).toHaveCount(0);
  await expect(screen.getByText('閉会しました。お疲れさまでした。')).toBeVisible();
  await expect(screen.getByText('第3集会所')).toBeVisible();
  const calendar = await lead.request.get(
    `${server.origin}${(await end(lead).getByRole('link', { name: '予定表に取り込む' }).getAttribute('href')) ?? ''}`,
  );
  expect(await calendar.text()).toMatch(/LOCATION:第3集会所/);
  expect(await lead.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  // the street: what is not sealed is not told, the next date is
  const street = await browser.newPage();
  await street.goto(room);
  await expect(end(street).getByText('第3集会所')).toBeVisible();
  await expect(end(street).getByText('見守りの役割分担')).toHaveCount(0);
  await expect(end(street).getByText('ご自身の役割')).toHaveCount(0);
  await street.close();
  for (const page of [facilitator, recorder, lead, resident, screen]) {
    expect(complaints.get(page.context())).toEqual([]);
    await page.context().close();
  }
});

test('[F-P11] [REG15] on the home of who leads the next meeting is a card: replies by one tap, without script, and the person reads who typed', async ({
  browser,
}) => {
  const { council, enter, server } = prepared;
  const base = `${server.origin}/c/${council.slug}`;
  const facilitator = await enter(browser, council.facilitator);
  const still = await browser.newContext({ javaScriptEnabled: false, viewport: phone });
  await still.addCookies(await facilitator.context().cookies());
  const home = await still.newPage();
  await home.goto(base);
  const card = home.getByRole('region', { name: '次の会議の出欠' });
  await expect(card.getByText('未回答　25')).toBeVisible();
  await card.getByText('電話・紙の回答を記録する').click();
  const tap = (no: number, name: string) =>
    card
      .getByRole('group', { name: `委員${no}の回答` })
      .getByRole('button', { name, exact: true })
      .click();
  await tap(8, '代理');
  await expect(card.getByText('未回答　24')).toBeVisible();
  // a proxy that was typed gives way to what is typed next, and that is taken back
  await tap(9, '委任');
  await expect(card.getByText('委任　1')).toBeVisible();
  await tap(9, '欠席');
  await expect(card.getByText('委任　0')).toBeVisible();
  await card.getByRole('button', { name: /取り消す\s*委員9/ }).click();
  await expect(card.getByText('未回答　24')).toBeVisible();
  expect(await home.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await still.close();
  await facilitator.context().close();

  const told = await enter(browser, council.seats[7]!.personId);
  await told.goto(base);
  await expect(told.getByText('ご自身の回答：代理出席')).toBeVisible();
  await expect(told.getByText('委員2さんが電話・紙の回答を記録')).toBeVisible();
  await expect(told.getByRole('region', { name: '次の会議の出欠' })).toHaveCount(0);
  await told.context().close();
});
