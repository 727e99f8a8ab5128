import { spawnSync } from 'node:child_process';
import { expect, test, type Browser, type Page } from '@playwright/test';
import WebSocket from 'ws';
import { choose, press, type } from './keyboard.ts';
import { enterSample, read, startSample } from './sample.ts';
import type { TestServer } from './server.ts';

/*
 * AT-1 of domain §6 (steps 1–4, 6–8 without the service record, 10 without correction requests): a council
 * meets, from the notice to sealed minutes. Each person in a browser of his own, tapping; 今泉 (member4) does
 * her part of it by keyboard only. The sample council on 2023-02-08 holds two meetings of the year and one in
 * preparation, so the new one is the fourth.
 */
test.describe.configure({ mode: 'serial' });
test.setTimeout(300_000);

const council = '/c/mizukidai';
const phone = { width: 390, height: 844 };
const v1 = '一人暮らしの高齢者への声かけ訪問は、民生委員が週2回おこないます。半年後に見直します。';
const v2 =
  '一人暮らしの高齢者への声かけ訪問は、民生委員が週1回、町会が月2回おこないます。半年後に見直します。';
const objection = '民生委員の負担が週2回では重い';

let server: TestServer;
let meeting: string;
let room: string;

test.beforeAll(async () => {
  server = await startSample();
});
test.afterAll(() => server.dispose());

/** The state the meeting is in, a chip of its own: its words stand in buttons and hints, too. */
const stateOf = (page: Page) => page.locator('.meeting .chip');
const agendaLink = (page: Page, name: string) => page.locator('nav.agenda a', { hasText: name });

/** The day of the sample goes on: the same folder, served on another day. */
async function onDay(day: string): Promise<void> {
  await server.stop();
  await server.startAgain({ DEMO_DATE: day });
}

/** Opens the live room and waits until its words have arrived: from then on a tap is heard. */
async function enterRoom(page: Page): Promise<void> {
  await page.goto(room);
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved', { timeout: 20_000 });
}

interface RoundJson {
  readonly id: string;
  readonly no: number;
  readonly state: string;
  readonly textHash: string;
  readonly decisionId: string | null;
  readonly outcome: {
    readonly code: string;
    readonly total: { readonly byChoice: Record<string, string> };
  } | null;
}

/** The phone of each member, in the pocket until the next round. */
const phones = new Map<string, Page>();

/** A member replies on his phone, on the page of the round. */
async function reply(
  browser: Browser,
  handle: string,
  roundId: string,
  choice: string,
  words: Record<string, string> = {},
) {
  const page = phones.get(handle) ?? (await enterSample(browser, server, handle, { viewport: phone }));
  phones.set(handle, page);
  await page.goto(`${server.origin}${council}/rounds/${roundId}`);
  await page.getByRole('radio', { name: new RegExp(`^${choice}`) }).check({ force: true });
  for (const [label, text] of Object.entries(words))
    await page.getByRole('textbox', { name: label }).fill(text);
  await page.getByRole('button', { name: 'この内容で回答する' }).click();
  await expect(page.getByText('回答を受け付けました')).toBeVisible();
}

/** 今泉 replies from her own page, without a pointer. */
async function objectByKeyboard(browser: Browser, roundId: string): Promise<void> {
  const page = await enterSample(browser, server, 'member4');
  await page.goto(`${server.origin}${council}`);
  await press(page, page.locator(`main a[href$="/rounds/${roundId}"]`).first());
  await page.waitForURL(/\/rounds\//);
  await choose(page, page.locator('.stances'), page.getByRole('radio', { name: /^異議/ }));
  await type(page, page.getByRole('textbox', { name: 'このままでは進められない理由' }), objection);
  await type(page, page.getByRole('textbox', { name: '何があれば同意できますか' }), '週1回にする');
  await press(page, page.getByRole('button', { name: 'この内容で回答する' }));
  await expect(page.getByText('回答を受け付けました')).toBeVisible();
  await page.context().close();
}

/** Everybody replies, three at a time, as in a hall. */
async function replies(one: (handle: string) => Promise<void>): Promise<void> {
  const waiting = [...present];
  const next = async () => {
    for (let handle = waiting.shift(); handle; handle = waiting.shift()) await one(handle);
  };
  await Promise.all([next(), next(), next()]);
}

/** The agenda item in the middle of the room, and its proposal drafted, frozen and put to a round. */
async function freezeAndOpen(facilitator: Page, text: string, version: number, no: number): Promise<string> {
  await agendaLink(facilitator, '高齢者の見守り：町会').click();
  await facilitator.getByPlaceholder('例：声かけ訪問').fill(text);
  await expect(facilitator.locator('.saved')).toHaveAttribute('data-state', 'saved');
  await facilitator.getByRole('button', { name: `第${version}版として固定する` }).click();
  await expect(facilitator.getByRole('heading', { name: `確認する文面　第${version}版` })).toBeVisible();
  await facilitator.getByRole('button', { name: 'この文面で確認を始める' }).click();
  await expect(facilitator.locator('#round h3')).toContainText(`合意の確認（第${no}回）`);
  const rounds = await roundsOf(facilitator);
  return rounds.find((round) => round.no === no && round.state === 'open')!.id;
}

async function roundsOf(page: Page): Promise<RoundJson[]> {
  const { rounds } = await read<{ rounds: RoundJson[] }>(page, server, `/api/v1/meetings/${meeting}`);
  return rounds;
}

async function closeRound(facilitator: Page): Promise<void> {
  await facilitator.getByRole('button', { name: '回答を締め切る' }).first().click();
  await facilitator.locator('dialog[open]').getByRole('button', { name: '回答を締め切る' }).click();
}

/** Replies of the 21 who are there: seat 13 through its alternate, the others themselves. */
const present = [...Array(21).keys()].map((n) => (n + 1 === 13 ? 'alternate' : `member${n + 1}`));

test('[AT-1.1] the facilitator prepares a meeting: February still counts as fiscal year 2022, the fourth', async ({
  browser,
}) => {
  const facilitator = await enterSample(browser, server, 'facilitator');
  await facilitator.goto(`${server.origin}${council}/meetings`);
  await facilitator.getByText('会議を準備する').first().click();
  await facilitator.getByLabel('開催日').fill('2023-02-15');
  await facilitator.getByLabel('開始').fill('19:00');
  await facilitator.getByLabel('終了').fill('21:00');
  await facilitator.getByRole('textbox', { name: '場所' }).fill('みずき台団地 第1集会所');
  await facilitator.getByRole('button', { name: 'この内容で準備を始める', exact: true }).click();
  await facilitator.waitForURL(/\/meetings\/[\w-]{22}/);
  room = facilitator.url().split('#')[0]!.split('?')[0]!;
  meeting = room.split('/').at(-1)!;
  await expect(facilitator).toHaveTitle('令和4年度（2022年度）第4回 みずき台中学校区 地域づくり推進会議');
  await facilitator.context().close();
});

test('[AT-1.2] three browsers on one agenda: two write, the city officer suggests', async ({ browser }) => {
  const imaizumi = await enterSample(browser, server, 'member4');
  const nogami = await enterSample(browser, server, 'recorder');
  const toda = await enterSample(browser, server, 'officer');
  for (const page of [imaizumi, nogami, toda]) await page.goto(room);
  await expect(imaizumi.locator('.saved')).toHaveAttribute('data-state', 'saved');
  await expect(nogami.locator('.saved')).toHaveAttribute('data-state', 'saved');

  await press(imaizumi, agendaLink(imaizumi, '前回の決定事項'));
  await press(imaizumi, imaizumi.getByRole('button', { name: '議題を加える', exact: true }));
  await type(
    imaizumi,
    imaizumi.locator('.item-head .title input'),
    '高齢者の見守り：町会・民生委員・市の役割分担',
  );
  for (const page of [imaizumi, nogami, toda])
    await expect(agendaLink(page, '高齢者の見守り：町会')).toBeVisible();
  await agendaLink(nogami, '高齢者の見守り：町会').click();
  await nogami.getByRole('button', { name: '議題を加える', exact: true }).click();
  await nogami.locator('.item-head .title input').fill('町会の役員のなり手');
  for (const page of [imaizumi, nogami, toda])
    await expect(agendaLink(page, '町会の役員のなり手')).toBeVisible();
  const order = (page: Page) => page.locator('nav.agenda li b').allTextContents();
  await expect.poll(() => order(toda)).toEqual(await order(imaizumi));
  expect(await order(nogami)).toEqual(await order(imaizumi));

  await agendaLink(toda, '高齢者の見守り：町会').click();
  await toda.getByLabel('提案の内容').fill('市は福祉総務課が出席します。');
  await toda.getByRole('button', { name: '提案する' }).click();
  await agendaLink(imaizumi, '高齢者の見守り：町会').click();
  await expect(imaizumi.getByText('市は福祉総務課が出席します。')).toBeVisible();
  for (const page of [imaizumi, nogami, toda]) await page.context().close();
});

test('[AT-1.3] called six days before it is refused; with an urgent reason it is called, and the notice prints it', async ({
  browser,
}) => {
  await onDay('2023-02-09');
  const facilitator = await enterSample(browser, server, 'facilitator');
  await enterRoom(facilitator);
  await facilitator.getByRole('button', { name: '招集する' }).click();
  await facilitator
    .getByRole('dialog', { name: '招集しますか' })
    .getByRole('button', { name: '招集する' })
    .click();
  await expect(facilitator.locator('.refusal')).toContainText('7日前までに通知する必要があります');
  await facilitator.getByLabel('緊急に招集する理由').fill('春の訪問が始まる前に決めるため');
  await facilitator.getByRole('button', { name: '緊急に招集する' }).click();
  await expect(stateOf(facilitator)).toHaveText('開催予定');
  await facilitator.goto(`${room}/notice`);
  await expect(facilitator.getByText('春の訪問が始まる前に決めるため')).toBeVisible();
  await facilitator.context().close();
});

test('[AT-1.4] 18 in the hall, 2 online, 1 alternate, 1 blank proxy, 3 absent: quorum 22 of 25, needed 13, 21 may reply', async ({
  browser,
}) => {
  await onDay('2023-02-15');
  const recorder = await enterSample(browser, server, 'recorder');
  await enterRoom(recorder);
  await recorder.getByRole('button', { name: '出席を記録する' }).click();
  const row = (no: number) =>
    recorder.locator('main li', { has: recorder.locator(`small:text-matches("^${no}　")`) });
  const mark = async (no: number, how: string) => {
    const button = row(no).getByRole('button', { name: how, exact: true });
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
  };
  for (let no = 1; no <= 21; no++) {
    if (no === 13) continue;
    await mark(no, no <= 19 ? '会場で出席' : 'オンラインで出席');
  }
  await mark(13, '代理出席');
  await mark(22, '委任');
  for (let n = 0; n < 6; n++) {
    const add = recorder.getByRole('button', { name: '傍聴を加える' });
    await add.click();
    await expect(recorder.getByText(`傍聴 ${n + 1}人`)).toBeVisible();
    // the others' screens may count before this one has its answer; two taps until then are one person
    await expect(add).toHaveAttribute('aria-busy', 'false');
  }
  const facilitator = await enterSample(browser, server, 'facilitator');
  await enterRoom(facilitator);
  await facilitator.getByRole('button', { name: '開会する' }).click();
  await facilitator
    .getByRole('dialog', { name: '開会しますか' })
    .getByRole('button', { name: '開会する' })
    .click();
  await expect(stateOf(facilitator)).toHaveText('開会中');
  await expect(facilitator.getByText('回答できるのは出席21人です。傍聴6人は別に数えます。')).toBeVisible();
  await expect(
    facilitator.getByRole('img', { name: /定足数に算入する人数は22人、必要な人数は13人/ }),
  ).toBeVisible();
  await facilitator.context().close();
  await recorder.context().close();
});

/** The six tasks of the canvas; each party with its part. */
const tasks = [
  { title: '見守りの名簿', parties: { '市 福祉総務課': '主担当' } },
  { title: '見守りの研修', parties: { '市 福祉総務課': '主担当', 地域包括支援センター: '相談先' } },
  { title: '気になる方の連絡', parties: { 民生委員・児童委員協議会: '主担当', 町会連合会: '協力' } },
  { title: '集会所のお茶会', parties: { 町会連合会: '主担当' } },
  {
    title: '声かけ訪問',
    parties: {
      町会連合会: '主担当',
      '民生委員・児童委員協議会': '協力',
      '市 福祉総務課': '協力',
      地域包括支援センター: '相談先',
    },
  },
] as const;
const cityWide = '全市の緊急通報装置';

test('[AT-1.5][I9] a canvas of six tasks: a city-wide service can not be given to the district, but asked of the city', async ({
  browser,
}) => {
  const imaizumi = await enterSample(browser, server, 'member4');
  await enterRoom(imaizumi);
  await agendaLink(imaizumi, '高齢者の見守り：町会').click();
  const canvas = imaizumi.locator('section', {
    has: imaizumi.getByRole('heading', { name: '役割分担の案' }),
  });
  let begun = 0;
  const begin = async (title: string) => {
    await imaizumi.getByRole('button', { name: /^(役割分担の案を作る|仕事を加える)$/ }).click();
    await expect(canvas.locator('details.task')).toHaveCount(++begun);
    const task = canvas.locator('details.task').last();
    await task.getByLabel('仕事', { exact: true }).fill(title);
    await expect(task.locator('summary')).toContainText(title);
    return task;
  };
  for (const { title, parties } of tasks) {
    const task = await begin(title);
    await task.getByLabel(/^比較/).fill('市だけで訪ねるより、顔の分かる人が早く気づけます。');
    for (const [party, part] of Object.entries(parties))
      await task.getByRole('combobox', { name: party, exact: true }).selectOption({ label: part });
    await task.locator('summary').click();
  }
  const device = await begin(cityWide);
  await device.getByLabel('範囲').selectOption({ label: '全市' });
  await device
    .getByRole('combobox', { name: '市 福祉総務課', exact: true })
    .selectOption({ label: '主担当' });
  const refused = device.getByText(`「${cityWide}」は地域に移せません。`);
  await device.getByLabel('範囲').selectOption({ label: 'この地区' });
  await expect(refused).toBeVisible();
  await expect(device.getByText('市が責任を持って担当します')).toBeVisible();
  await expect(device.getByLabel('範囲')).toHaveValue('city_wide');
  await device.getByRole('button', { name: '変更しない' }).click();
  await expect(refused).toBeHidden();
  await device.getByRole('combobox', { name: '町会連合会', exact: true }).selectOption({ label: '主担当' });
  await expect(refused).toBeVisible();
  await device.getByRole('button', { name: '市への要望にする' }).click();
  await expect(device.locator('summary')).toContainText('市への要望');
  await expect(imaizumi.locator('.saved')).toHaveAttribute('data-state', 'saved');
  await imaizumi.context().close();
});

test('[AT-1.6][AT-1.7] 18 consent, 2 concerns, 1 objection: not agreed yet, and it can not be recorded as consensus', async ({
  browser,
}) => {
  const facilitator = await enterSample(browser, server, 'facilitator');
  await enterRoom(facilitator);
  await agendaLink(facilitator, '高齢者の見守り：町会').click();
  await facilitator.getByRole('button', { name: 'この議題に移る' }).click();
  await expect(facilitator.locator('.item-head .chip.now')).toBeVisible();
  const round = await freezeAndOpen(facilitator, v1, 1, 1);
  const elder = await enterSample(browser, server, 'member14', { viewport: phone });
  await elder.goto(`${server.origin}${council}/rounds/${round}`);
  await replies((handle) =>
    handle === 'member4'
      ? objectByKeyboard(browser, round)
      : handle === 'member8' || handle === 'member17'
        ? reply(browser, handle, round, '懸念あり', { 心配な点: '坂の上の班は世帯が多いです。' })
        : reply(browser, handle, round, '同意'),
  );
  await expect(facilitator.getByText('21人のうち21人', { exact: true })).toBeVisible();
  await closeRound(facilitator);
  await expect(facilitator.getByText('まだ合意していません。異議が1件あります。').first()).toBeVisible();
  const [closed] = await roundsOf(facilitator);
  const told = await facilitator.evaluate(async (roundId) => {
    const response = await fetch('/api/v1/commands/declare-decision', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
      body: JSON.stringify({
        roundId,
        title: '見守り',
        scope: 'district',
        declaredCode: 'CONSENSUS',
        declaredReason: '急ぐため',
      }),
    });
    return ((await response.json()) as { error?: { code: string } }).error?.code;
  }, closed!.id);
  expect(told).toBe('decision-not-consensus');

  // version 2; somebody still has version 1 open and replies to it
  const second = await freezeAndOpen(facilitator, v2, 2, 2);
  await elder.getByRole('radio', { name: /^同意/ }).check({ force: true });
  await elder.getByRole('button', { name: 'この内容で回答する' }).click();
  await expect(elder.getByText('文面が変わりました').first()).toBeVisible();
  await elder.context().close();
  await replies((handle) =>
    handle === 'member8' || handle === 'member17'
      ? reply(browser, handle, second, '懸念あり', { 心配な点: '月2回を二人で回るのは大変です。' })
      : reply(browser, handle, second, '同意'),
  );
  await closeRound(facilitator);
  await expect(facilitator.getByText('懸念を付けて合意しました（懸念 2件を記録）。').first()).toBeVisible();
  for (const page of [facilitator, ...phones.values()]) await page.context().close();
});

test('[AT-1.8] the decision makes a role division; it is active only when the city accepts from its own account', async ({
  browser,
}) => {
  const facilitator = await enterSample(browser, server, 'facilitator');
  await enterRoom(facilitator);
  await facilitator.getByRole('button', { name: '決定として記録する' }).click();
  await expect(
    facilitator.locator('#round').getByRole('link', { name: /^令和4年度 決定第\d+号$/ }),
  ).toBeVisible();
  const decision = (await roundsOf(facilitator)).find(({ no }) => no === 2)?.decisionId;
  expect(decision).toBeTruthy();
  const canvas = facilitator.locator('section', {
    has: facilitator.getByRole('heading', { name: /^役割分担(の案)?$/ }),
  });
  await expect(canvas.getByText(cityWide)).toBeVisible();
  await canvas.getByLabel('役割分担の件名').fill('高齢者の見守り');
  await canvas.getByRole('button', { name: '役割分担として記録する' }).click();
  await expect(canvas.getByRole('link', { name: '役割分担表を見る（記録済み）' })).toBeVisible();
  await expect(canvas.getByRole('heading', { name: '役割分担', exact: true })).toBeVisible();
  const decisionIs = async () =>
    (await read<{ state: string }>(facilitator, server, `/api/v1/decisions/${decision}`)).state;
  for (const handle of ['member1', 'member4', 'officer']) {
    // I10: not active while one of its leads and supports has not accepted
    expect(await decisionIs()).toBe('recorded');
    const page = await enterSample(browser, server, handle);
    await page.goto(`${server.origin}${council}/roles`);
    const accept = page.locator('#asked').getByRole('button', { name: /^引き受ける\s*：/ });
    await expect(accept).not.toHaveCount(0);
    for (let left = await accept.count(); left > 0; left--) {
      if (handle === 'member4') await press(page, accept.first());
      else await accept.first().click();
      await expect(accept).toHaveCount(left - 1);
    }
    await page.context().close();
  }
  expect(await decisionIs()).toBe('in_effect');
  await facilitator.goto(`${server.origin}${council}/roles`);
  const division = facilitator.locator('.division', {
    has: facilitator.getByRole('heading', { name: '高齢者の見守り　役割分担表', exact: true }),
  });
  await expect(division.getByText('実施中')).toBeVisible();
  await facilitator.context().close();
});

/** How the server closes a socket on a document, opened with the session of this browser. */
async function closeCodeOf(page: Page, docName: string): Promise<number> {
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/sync/${docName}`, {
    headers: { Cookie: cookie, Origin: server.origin },
  });
  return new Promise((resolve, reject) => {
    socket.on('close', (code) => resolve(code));
    socket.on('error', reject);
  });
}

test('[AT-1.10] minutes grow, are circulated within 2 days, signed by two and the chair, sealed and published', async ({
  browser,
}) => {
  const facilitator = await enterSample(browser, server, 'facilitator');
  await enterRoom(facilitator);
  await facilitator.getByRole('button', { name: '閉会する' }).click();
  await facilitator.locator('dialog[open]').getByRole('button', { name: '閉会する' }).click();
  await expect(stateOf(facilitator)).toHaveText('閉会');

  await onDay('2023-02-17');
  const recorder = await enterSample(browser, server, 'recorder');
  await recorder.goto(`${room}/minutes/draft`);
  const gist = recorder.locator('main textarea').nth(2);
  await gist.fill('民生委員の負担を週1回にとどめ、町会が月2回を受け持つ案にまとめた。');
  await expect(recorder.locator('.saved')).toHaveAttribute('data-state', 'saved');
  const signatory = async (field: string, name: string) => {
    const select = recorder.getByLabel(field);
    const value = await select.locator('option', { hasText: name }).first().getAttribute('value');
    await select.selectOption(value);
  };
  await signatory('議事録署名人1', '江藤 良子');
  await signatory('議事録署名人2', '岡部 修');
  await recorder.getByRole('button', { name: '回覧する' }).first().click();
  await recorder.locator('dialog[open]').getByRole('button', { name: '回覧する' }).click();
  await recorder.waitForURL(/\/minutes$/);

  for (const handle of ['member6', 'member7', 'chair']) {
    const page = await enterSample(browser, server, handle, { viewport: phone });
    await page.goto(`${room}/minutes`);
    const sign = page.getByRole('button', { name: '相違ないことを確認しました' });
    if (handle === 'member6') await press(page, sign);
    else await sign.click();
    await expect(page.getByText('確認を受け付けました。')).toBeVisible();
    await page.context().close();
  }
  const chair = await enterSample(browser, server, 'chair');
  await chair.goto(`${room}/minutes`);
  await chair.getByRole('link', { name: '議事録を確定する' }).click();
  await chair.getByRole('button', { name: 'この本文で確定する' }).click();
  await expect(chair.getByText('確定しています').first()).toBeVisible();

  // I8: neither the screen nor a raw socket changes what is sealed
  expect(await closeCodeOf(recorder, `meeting/${meeting}/minutes`)).toBe(4409);
  const secretariat = await enterSample(browser, server, 'secretariat');
  await secretariat.goto(`${room}/minutes`);
  await secretariat.locator('summary', { hasText: '議事録を公開する' }).click();
  await secretariat.getByRole('button', { name: '公開する', exact: true }).click();
  await expect(secretariat.getByText('に公開しました').first()).toBeVisible();

  // kill -9, start again: nothing that was marked saved is missing, and the chain verifies
  await server.kill();
  await server.startAgain({ DEMO_DATE: '2023-02-17' });
  const street = await enterSample(browser, server, null, { javaScriptEnabled: false });
  await street.goto(`${room}/minutes`);
  await expect(street.getByText('町会が月2回を受け持つ案にまとめた。')).toBeVisible();
  await expect(street.getByText('懸念を付して合意した').first()).toBeVisible();
  await expect(street.getByText('声かけ訪問').first()).toBeVisible();
  const verified = spawnSync(process.execPath, ['server/cli/main.ts', 'verify', '--data', server.dataDir], {
    encoding: 'utf8',
  });
  expect(verified.stdout + verified.stderr).not.toBe('');
  expect(verified.status).toBe(0);
  for (const page of [facilitator, recorder, chair, secretariat, street]) await page.context().close();
});
