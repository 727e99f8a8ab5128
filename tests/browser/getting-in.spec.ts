import { expect, test, type Browser, type Page } from '@playwright/test';
import { hydrated } from './hydrated.ts';
import { startServer, type TestServer } from './server.ts';

/*
 * Getting in (issue 2, slice 2): from the set-up link to a council with its people, all through pages and
 * paper slips, no e-mail; residents come in without script; what was lost is made good by an officer.
 */

let server: TestServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.dispose());

const council = '/c/mizukidai';

async function browserOf(
  browser: Browser,
  options: { javaScriptEnabled?: boolean; locale?: string; width?: number } = {},
): Promise<Page> {
  const { javaScriptEnabled = true, locale = 'ja-JP', width = 1440 } = options;
  const context = await browser.newContext({
    javaScriptEnabled,
    locale,
    viewport: { width, height: 900 },
    baseURL: server.origin,
  });
  return context.newPage();
}

async function choose(page: Page, name: string | null, password: string): Promise<void> {
  if (name !== null) await page.fill('[name=loginName]', name);
  await page.fill('[name=password]', password);
  await page.click('button[type=submit]');
}

test.describe.serial('a council begins', () => {
  let founder: Page;
  let slips: string[] = [];
  let poster = '';

  test('[F-P42] the set-up link makes a council and signs its founder in; it works once', async ({
    browser,
  }) => {
    founder = await browserOf(browser);
    await founder.goto('/');
    await expect(founder.getByText('推進会議は、まだ登録されていません')).toBeVisible();
    const link = /http\S+(\/join\/\S+)/.exec(server.output())?.[1] ?? '';
    await founder.goto(link);
    await founder.fill('[name=city]', 'ことのは市');
    await founder.fill('[name=district]', 'みずき台中学校区');
    await founder.fill('[name=slug]', 'みずき台');
    await founder.fill('[name=personName]', '平賀 航');
    await choose(founder, 'hiraga', 'ながい合言葉です');
    // refused with a reason at its field; what was written stays, the password does not
    await expect(founder.locator('.refusal')).toBeVisible();
    await expect(founder.getByText('英小文字・数字・ハイフンだけで')).toBeVisible();
    await expect(founder.locator('[name=city]')).toHaveValue('ことのは市');
    await expect(founder.locator('[name=password]')).toHaveValue('');
    // and that is said
    await expect(founder.locator('.refusal')).toContainText('パスワードは、安全のため残していません。');
    await founder.fill('[name=slug]', 'Mizukidai');
    await choose(founder, 'hiraga', 'ながい合言葉です');
    await founder.waitForURL(`**${council}`);
    await expect(founder.getByRole('heading', { level: 1 })).toContainText('平賀さん');
    await expect(founder.getByText('みずき台中学校区 地域づくり推進会議')).toBeVisible();
    await founder.goto(link);
    await expect(founder.getByText('この招待状は使用済みです')).toBeVisible();
  });

  test('[F-P37] a resident at the entrance reads of councils, not of terminals', async ({ browser }) => {
    const resident = await browserOf(browser, { width: 390 });
    await resident.goto('/');
    await expect(resident.getByRole('link', { name: /公開ページを見る/ })).toBeVisible();
    const words = await resident.locator('main').innerText();
    expect(words).not.toMatch(/npm|サーバー|端末|リンク/);
    await resident.context().close();
  });

  test('[F-P17] [F-P42] a pasted roster makes seats and slips, shown once', async () => {
    await founder.goto(`${council}/settings`);
    await expect(founder.getByText('席を登録すると、委員を招待できます。')).toBeVisible();
    await founder.goto(council);
    await founder.getByRole('link', { name: /登録する/ }).click();
    await founder.waitForURL('**/settings/seats');
    await hydrated(founder);
    await founder.fill(
      '[name=roster]',
      '団体\t氏名\tよみ\n町会連合会\t大沢 文江\tおおさわ\n民生委員協議会\t今泉 幸子\tいまいずみ\n商店会\n商店会\t二人目の席',
    );
    await founder.getByRole('button', { name: '内容を確認する' }).click();
    await expect(founder.getByText('4席、3人を登録します')).toBeVisible();
    // what the names say of the organisations is shown, to be corrected
    await expect(founder.getByLabel('民生委員協議会の種類')).toHaveValue('welfare_commissioner');
    await founder.getByRole('button', { name: 'この内容で登録する' }).click();
    await expect(founder.getByText('4席、3人を登録しました。')).toBeVisible();
    slips = await founder.locator('li.sheet .secret').allTextContents();
    expect(slips).toHaveLength(3);
    // [F-P17] no phone opens localhost: said above the slips and on each of them, and printed only on saying so
    await expect(founder.getByText('このアドレスは、このコンピューターでしか開けません。')).toBeVisible();
    await expect(founder.getByRole('button', { name: 'それでも印刷する' })).toBeVisible();
    await founder.emulateMedia({ media: 'print' });
    await expect(founder.getByText('このコンピューターでしか開けません', { exact: true })).toHaveCount(3);
    await founder.emulateMedia({ media: 'screen' });
    // what can't be shown again is not left without being asked
    const asked: string[] = [];
    founder.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void (dialog.type() === 'confirm' ? dialog.dismiss() : dialog.accept());
    });
    await founder.getByRole('link', { name: '会議', exact: true }).first().click();
    await expect.poll(() => asked).toEqual(['confirm']);
    await expect(founder.locator('li.sheet .secret')).toHaveCount(3);
    await founder.goto(`${council}/settings/seats`);
    await hydrated(founder);
    expect(asked).toEqual(['confirm', 'beforeunload']);
    await expect(founder.getByText('空席')).toHaveCount(1);
    // no token is ever shown again
    expect(await founder.content()).not.toContain('/join/');
    // [CAN10] a name longer than its field holds is kept whole, told, and not sent
    await founder.getByText('席を1つ加える').click();
    const label = founder.locator('form[action="?/seat"] [name=label]');
    await label.fill('み'.repeat(70));
    await expect(founder.getByText('70字あります。60字までにしてください。')).toBeVisible();
    await founder.locator('form[action="?/seat"] button[type=submit]').click();
    // the browser leads back to the field in place of sending
    await expect(label).toBeFocused();
    await expect(label).toHaveValue('み'.repeat(70));
    await expect(founder.getByText('登録しました。')).toHaveCount(0);
  });

  test('a member comes in with his slip on a phone; the slip is spent', async ({ browser }) => {
    const phone = await browserOf(browser, { width: 390 });
    // [CNC36] without a camera for the code, it is typed as it comes
    await phone.goto('/join');
    await phone.getByLabel('符号').fill('7K3M 9QX2');
    await phone.getByRole('button', { name: '次へ' }).click();
    await expect(phone.getByText('この符号は読み取れません。')).toBeVisible();
    await phone.getByLabel('符号').fill(` ${(slips[1] ?? '').toLowerCase().replaceAll('-', ' ')}`);
    await phone.getByRole('button', { name: '次へ' }).click();
    await expect(phone.getByRole('heading', { level: 1 })).toContainText('今泉 幸子さん');
    await choose(phone, 'imaizumi', 'みまもりのあいことば');
    await phone.waitForURL(`**${council}`);
    await expect(phone.getByRole('heading', { level: 1 })).toContainText('今泉さん');
    await phone.goto(`/join/${slips[1]}`);
    await expect(phone.getByText('この招待状は使用済みです')).toBeVisible();
    // a member reads the roster and changes nothing: the settings are not offered
    await phone.goto(council);
    await expect(phone.getByRole('link', { name: /課題を届ける/ })).toBeVisible();
    await expect(phone.getByRole('link', { name: '推進会議の設定' })).toHaveCount(0);
    await phone.getByRole('link', { name: '委員と会則' }).click();
    await expect(phone.getByRole('heading', { level: 1 })).toHaveText('委員と会則');
    await expect(phone.getByRole('link', { name: '大沢 文江' })).toBeVisible();
    await expect(phone.getByText('新しい方を招待する')).toHaveCount(0);
    await phone.goto(`${council}/settings/invitations`);
    await expect(phone.getByText('このページは、閲覧できる方が限られています。')).toBeVisible();
    await phone.context().close();
  });

  test('[R-HAC-19] facilitator and the secretariat’s duties are handed to somebody of the district', async () => {
    await founder.goto(`${council}/settings/people`);
    await founder.getByRole('link', { name: '今泉 幸子' }).click();
    await founder.waitForURL(/\/people\/[^/]+$/);
    await hydrated(founder);
    await founder
      .locator('form', { hasText: '役職を登録する' })
      .locator('[name=role]')
      .selectOption('facilitator');
    await founder.getByRole('button', { name: '役職を登録する' }).click();
    await expect(founder.getByText('登録しました。')).toBeVisible();
    for (const power of ['roster', 'call', 'agenda', 'record', 'screen', 'minutes', 'publish'])
      await founder.check(`[name=powers][value=${power}]`);
    await founder.getByRole('button', { name: 'この仕事を任せる' }).click();
    await expect(founder.getByText('名簿、招集、次第')).toBeVisible();
    await founder.goto(`${council}/settings/duties`);
    await expect(founder.locator('.power').getByRole('link', { name: '今泉 幸子' })).toHaveCount(7);
  });

  test('[CNC6] who founded the council can’t leave it without anybody who assigns roles', async () => {
    await founder.goto(`${council}/settings/people`);
    await founder.getByRole('link', { name: '平賀 航', exact: true }).click();
    await founder.locator('summary[aria-label="会長の任期を終了する"]').click();
    await founder.getByRole('button', { name: '会長の任期を終了する' }).click();
    await expect(founder.getByText('終了しました。')).toBeVisible();
    await founder.locator('summary[aria-label="事務局の任期を終了する"]').click();
    await founder.getByRole('button', { name: '事務局の任期を終了する' }).click();
    await expect(founder.locator('.refusal')).toContainText('役職を登録できる方が、一人もいなくなります。');
  });

  test('[R-HAC-03] residents come in by the poster, in their language, without script', async ({
    browser,
  }) => {
    await founder.goto(`${council}/settings/invitations`);
    await founder.getByRole('button', { name: '二次元コードを発行して印刷へ' }).click();
    poster = (await founder.locator('.poster code').first().textContent()) ?? '';
    const plain = await browserOf(browser, { javaScriptEnabled: false, locale: 'en-GB', width: 390 });
    await plain.goto(poster);
    await expect(plain.getByRole('heading', { level: 1 })).toContainText('Take part in');
    await plain.fill('[name=displayName]', 'Hoa');
    await choose(plain, 'hoa', 'a long sentence');
    await expect(plain.getByRole('heading', { level: 1 })).toContainText('Hoa');
    // a second visit offers no second account
    await plain.goto(poster);
    await expect(plain.getByText('You are already part of this council.')).toBeVisible();
    // Japanese from the footer, kept
    await plain.goto('/me');
    await plain.getByRole('link', { name: '日本語' }).click();
    await expect(plain.getByRole('heading', { level: 1 })).toHaveText('個人設定');
    await expect(plain.locator('html')).toHaveAttribute('lang', 'ja');
    await plain.check('[name=theme][value=dark]');
    await plain.getByRole('button', { name: '表示を変更する' }).click();
    await expect(plain.locator('html')).toHaveAttribute('data-theme', 'dark');
    await plain.context().close();
  });

  test('a lost password: an officer’s slip sets a new one and ends the other devices', async ({
    browser,
  }) => {
    const old = await browserOf(browser);
    await old.goto('/sign-in?next=/c/mizukidai/meetings');
    await choose(old, 'imaizumi', 'みまもりのあいことば');
    // the address of the sign-in page ends alike
    await old.waitForURL(({ pathname }) => pathname === `${council}/meetings`);
    await founder.goto(`${council}/settings/people`);
    await founder.getByRole('link', { name: '今泉 幸子' }).click();
    await founder.getByRole('button', { name: 'パスワード再設定用紙を発行する' }).click();
    const slip = await founder.locator('li.sheet .secret').textContent();
    const fresh = await browserOf(browser, { width: 390 });
    await fresh.goto(`/join/${slip}`);
    await expect(fresh.getByText('ログイン名は「imaizumi」です。')).toBeVisible();
    await choose(fresh, null, 'あたらしいあいことば');
    await fresh.waitForURL(`**${council}`);
    await old.goto('/me');
    await expect(old.getByRole('link', { name: 'ログイン' }).first()).toBeVisible();
    await old.goto('/sign-in');
    await choose(old, 'imaizumi', 'みまもりのあいことば');
    await expect(old.locator('.refusal')).toBeVisible();
    await old.context().close();

    // sign out everywhere, from the phone
    const laptop = await browserOf(browser);
    await laptop.goto('/sign-in');
    await choose(laptop, 'imaizumi', 'あたらしいあいことば');
    await laptop.waitForURL(`**${council}`);
    await fresh.goto('/me');
    const [response] = await Promise.all([
      fresh.waitForResponse((answer) => answer.url().endsWith('/sign-out/everywhere')),
      fresh.getByRole('button', { name: 'すべての端末からログアウトする' }).click(),
    ]);
    expect(await response.headerValue('clear-site-data')).toBe('"cache", "storage"');
    await laptop.goto(council);
    await laptop.waitForURL('**/public');
    await fresh.context().close();
    await laptop.context().close();
  });

  test('[B66] sign-in leads nowhere but home', async ({ browser }) => {
    const page = await browserOf(browser);
    await page.goto('/sign-in?next=//evil.example/');
    await choose(page, 'imaizumi', 'あたらしいあいことば');
    await page.waitForURL(`**${council}`);
    expect(new URL(page.url()).origin).toBe(server.origin);
    await page.context().close();
  });

  test('the API lists councils in pages and answers as contracts §3 says', async ({ request }) => {
    const at = (path: string) => request.get(`${server.origin}/api/v1/councils${path}`);
    expect(await (await at('?limit=1')).json()).toMatchObject({
      items: [{ slug: 'mizukidai' }],
      nextCursor: null,
    });
    const one = await (await at('/mizukidai')).json();
    expect(one).toMatchObject({
      rooms: { board: 'council/mizukidai/board', canvas: 'council/mizukidai/canvas' },
      rules: { version: 1, set: { noticeDays: 7 } },
    });
    expect((await at('/nowhere')).status()).toBe(404);
    const refused = await at('?limit=500');
    expect(refused.status()).toBe(422);
    expect(await refused.json()).toMatchObject({ ok: false, error: { code: 'bad-input', field: 'limit' } });
  });
});

test('without --demo there are no sample people', async ({ page }) => {
  for (const path of ['/demo', '/demo/enter/chair'])
    expect((await page.goto(server.origin + path))?.status()).toBe(404);
});
