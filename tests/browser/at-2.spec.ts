import { expect, test, type Browser, type Page } from '@playwright/test';
import { foundCouncil } from '#server/seed/found-council.ts';
import { newId } from '#server/db/ids.ts';
import { accessibilityFaults } from './accessibility.ts';
import { openHouse } from '../fixtures/house.ts';
import { startServer, type TestServer } from './server.ts';

/*
 * A committee of twelve meets in writing (AT-2): three papers and a questionnaire go out, answers come by link, account and
 * paper, the clock closes, and what came back is paper 1 of the next meeting.
 */
test.describe.configure({ mode: 'serial' });

const slug = 'kyodo';
const [criterion, open] = [newId(), newId()];
let server: TestServer;
let council: Awaited<ReturnType<typeof foundCouncil>>;
let meetingId: string;
let nextId: string;
const tokens = new Map<string, string>();
const heard: string[] = [];

test.beforeAll(async () => {
  const house = await openHouse('2021-03-01');
  const sit = { slug, preset: 'consent_first_signed', members: 12, password: 'とても長い合言葉です1' };
  council = await foundCouncil(house, sit);
  ({ meetingId } = await house.must<{ meetingId: string }>(council.secretariat, 'create-written-meeting', {
    councilId: council.councilId,
    closesAt: '2021-03-15T23:59:00+09:00',
    visibility: 'open',
  }));
  for (const title of ['協働事業の一覧', '協働の考え方', 'アンケートの趣旨'])
    await house.must(council.secretariat, 'add-material', {
      meetingId,
      title,
      visibility: 'open',
      url: 'https://example.org/',
    });
  await house.must(council.secretariat, 'write-question', {
    meetingId,
    step: 'put',
    questionId: criterion,
    kind: 'single',
    text: '青少年ボランティア育成事業は、世代を超えて参加しやすいですか。',
    options: ['はい', '一部', 'いいえ'],
    comment: true,
    view: 'named',
  });
  ({ meetingId: nextId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: '2021-04-20T19:00:00+09:00',
    endsAt: '2021-04-20T21:00:00+09:00',
    place: '市役所',
    kind: 'live',
    visibility: 'open',
  }));
  for (const person of [council.secretariat, council.facilitator, ...council.seats.map((s) => s.personId)])
    tokens.set(person, (await house.app.sessions.issue(person, 'test')).token);
  const { dataDir } = house;
  await house.app.close();
  server = await startServer({ dataDir, demoDate: '2021-03-01' });
});
test.afterAll(() => server.dispose());

const at = (path: string) => `${server.origin}/c/${slug}${path}`;
const writing = () => at(`/meetings/${meetingId}/writing`);

async function enter(browser: Browser, personId: string | null, options: object = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', ...options });
  if (personId !== null)
    await context.addCookies([{ name: 'yoriai', value: tokens.get(personId) ?? '', url: server.origin }]);
  const page = await context.newPage();
  page.on('pageerror', (error) => heard.push(error.message));
  return page;
}
const post = (page: Page, command: string, data: object) =>
  page.request.post(`${server.origin}/api/v1/commands/${command}`, {
    data,
    headers: { 'Idempotency-Key': newId(), Origin: server.origin },
  });
const said = (words: string) => ({
  meetingId,
  version: 1,
  answers: [
    { question: criterion, choice: [0], words: '' },
    { question: open, choice: [], words },
  ],
});
const seen = async (page: Page, name: string) => {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

test('[AT-2.2] [R-KAW-02] the questions are written together and go out with three papers', async ({
  browser,
}) => {
  const desk = await enter(browser, council.secretariat, { viewport: { width: 1440, height: 900 } });
  await desk.goto(`${writing()}/questions`);
  await expect(desk.getByLabel('設問の文').first()).toHaveValue(/^青少年ボランティア育成事業は/);
  await seen(desk, '1-questions');
  // a question of another hand is there without a reload
  await post(desk, 'write-question', {
    meetingId,
    step: 'put',
    questionId: open,
    kind: 'free',
    text: '外国人も参加しやすくするために、必要なことは何ですか。',
    view: 'anonymous',
  });
  await expect(desk.getByRole('form', { name: '問2' })).toBeVisible();
  await desk.goto(writing());
  await desk.getByRole('button', { name: '確定して発送する' }).click();
  await expect(desk.getByText('発送しました')).toBeVisible();
  await expect(desk.getByText('回答　12人中0人')).toBeVisible();
  for (const title of ['協働事業の一覧', '協働の考え方', 'アンケートの趣旨'])
    await expect(desk.getByRole('link', { name: title })).toBeVisible();
  expect(await accessibilityFaults(desk)).toEqual([]);
  await seen(desk, '2-hub');
  await desk.context().close();
});

test('[AT-2.3] [WRT10] a member answers by his link on a phone without a script', async ({ browser }) => {
  const desk = await enter(browser, council.secretariat, { viewport: { width: 1440, height: 900 } });
  await desk.goto(`${writing()}/print?seat=9`);
  await seen(desk, '3-print');
  const code = (await desk.locator('b.code').innerText()).replaceAll('-', '');
  const name = /　(\S.*\S)　様/.exec(await desk.locator('.to').innerText())?.[1] ?? '';
  const phone = await enter(browser, null, {
    viewport: { width: 390, height: 800 },
    javaScriptEnabled: false,
  });
  await phone.goto(at(`/answer/${code}`));
  await phone.getByLabel('氏名').fill('知らない人');
  await phone.getByRole('button', { name: '回答用紙を開く' }).click();
  await expect(phone.getByText('お名前が、この回答用紙の宛名と一致しません。').first()).toBeVisible();
  await seen(phone, '4-name');
  await phone.getByLabel('氏名').fill(name);
  await phone.getByRole('button', { name: '回答用紙を開く' }).click();
  await expect(phone.getByText('お名前は事務局と議長だけに分かります', { exact: false })).toBeVisible();
  await phone.getByRole('button', { name: '回答を送る' }).click();
  await expect(phone.getByText('まだ何も記入されていません。').first()).toBeVisible();
  await phone.getByLabel('いいえ').check();
  await phone.getByLabel('補足・理由').fill('夜の会場が多いため。');
  await phone.getByRole('button', { name: '途中で保存する' }).click();
  await expect(phone.getByText('途中までの内容を保存しました。まだ送っていません。').first()).toBeVisible();
  await phone.getByRole('button', { name: '回答を送る' }).click();
  await expect(phone.getByText('回答を受け付けました。').first()).toBeVisible();
  await seen(phone, '5-answer');
  await phone.context().close();
  // the same form by his account; what looks for faults is itself a script
  const signedIn = await enter(browser, council.seats[8]!.personId, {
    viewport: { width: 390, height: 800 },
  });
  await signedIn.goto(`${writing()}/answer`);
  await expect(signedIn.getByLabel('補足・理由')).toHaveValue('夜の会場が多いため。');
  expect(await accessibilityFaults(signedIn)).toEqual([]);
  await signedIn.context().close();

  for (let no = 1; no <= 8; no++) {
    const member = await enter(browser, council.seats[no - 1]!.personId);
    expect((await post(member, 'answer-writing', said(`意見${no}`))).ok()).toBe(true);
    await member.context().close();
  }
  // one on paper, typed in with its scan
  await desk.goto(`${writing()}/enter/10`);
  await desk.getByLabel('はい', { exact: true }).check();
  await desk.getByLabel('ご回答').fill('紙で書きました');
  await desk.getByLabel('用紙の写し').setInputFiles({
    name: '用紙.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4 scan'),
  });
  await seen(desk, '6-enter');
  await desk.getByRole('button', { name: '登録する' }).click();
  await expect(desk.getByText('回答を登録しました。')).toBeVisible();
  await expect(desk.getByRole('link', { name: '用紙.pdf' })).toBeVisible();
  await desk.goto(writing());
  await expect(desk.getByText('回答　12人中10人')).toBeVisible();
  // states, never what was said
  await expect(desk.getByText('紙で書きました')).toHaveCount(0);
  await desk.context().close();
});

test('[AT-2.3] the clock closes: 10 of 12 count, one is for reference, one has not answered', async ({
  browser,
}) => {
  await server.stop();
  await server.startAgain({ DEMO_DATE: '2021-03-20' });
  const late = await enter(browser, council.seats[10]!.personId, { viewport: { width: 390, height: 800 } });
  const answered = await post(late, 'answer-writing', said('遅れました'));
  expect(await answered.json()).toMatchObject({ result: { late: true } });
  await late.goto(`${writing()}/answer`);
  await seen(late, '7-late');
  await late.context().close();
  const desk = await enter(browser, council.secretariat, { viewport: { width: 1440, height: 900 } });
  await desk.goto(writing());
  await expect(desk.getByText('回答　12人中10人')).toBeVisible();
  await expect(desk.getByText('期限後 1人　未回答 1人。', { exact: false })).toBeVisible();
  const body = await desk.locator('main').innerText();
  for (const never of ['みなし', '賛成したもの', '同意したもの']) expect(body).not.toContain(never);
  await seen(desk, '8-closed');
  // written down by the clock, not by looking
  await expect
    .poll(async () => (await desk.request.get(`${server.origin}/api/v1/meetings/${meetingId}`)).json())
    .toMatchObject({ state: 'closed' });
  await desk.context().close();
});

test('[AT-2.4] [R-KAW-03] what came back is grouped together, untouched, and becomes paper 1 of the next meeting', async ({
  browser,
}) => {
  const desk = await enter(browser, council.secretariat, { viewport: { width: 1440, height: 900 } });
  const member = await enter(browser, council.seats[3]!.personId, { viewport: { width: 390, height: 800 } });
  await desk.goto(`${writing()}/compiled`);
  await member.goto(`${writing()}/compiled`);
  await desk.getByRole('button', { name: 'まとまりを作る' }).click();
  await desk.getByLabel('まとまりの名前').fill('言葉の壁');
  await expect(member.getByLabel('まとまりの名前')).toHaveValue('言葉の壁');
  const quote = desk.locator('li', { has: desk.getByText('意見1', { exact: true }) }).last();
  await quote.locator('select').selectOption({ label: '「言葉の壁」へ' });
  await desk.getByPlaceholder('委員と事務局で一緒に書きます。').fill('言葉への支援を求める意見が多い。');
  await expect(member.getByPlaceholder('委員と事務局で一緒に書きます。')).toHaveValue(
    '言葉への支援を求める意見が多い。',
  );
  await seen(desk, '9-compiled');
  await seen(member, '10-compiled-phone');
  // the member reads the anonymous answer, and not whose it is
  await expect(member.getByText('意見1', { exact: true }).first()).toBeVisible();
  const csv = await (await member.request.get(`${writing()}/answers.csv`)).text();
  expect(csv).toContain('意見1');
  expect(csv.split('\n').find((line) => line.includes('意見1'))).toMatch(/,意見1,,\s*$/);
  await desk.getByRole('button', { name: '資料にする' }).click();
  await expect(desk).toHaveURL(new RegExp(`/meetings/${nextId}/compiled/1$`));
  await expect(desk.getByText('もとになった書面会議：')).toBeVisible();
  await expect(desk.getByText('言葉への支援を求める意見が多い。')).toBeVisible();
  await seen(desk, '11-paper');
  await desk.goto(at(`/meetings/${nextId}/materials`));
  await expect(desk.getByText('資料1', { exact: true })).toBeVisible();
  expect(heard).toEqual([]);
  await desk.context().close();
  await member.context().close();
});
