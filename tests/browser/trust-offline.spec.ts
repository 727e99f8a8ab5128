import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { newId } from '#server/db/ids.ts';
import { hydrated } from './hydrated.ts';
import { prepareMeeting, type Prepared } from './prepared.ts';

/*
 * What becomes of a form and of a page when the network is gone, the session has ended, the tab is doubled or the
 * deadline passes. Nothing that was written is lost, and nothing is said that is not so.
 */

let prepared: Prepared;
let round: string;
test.beforeAll(async ({ browser }) => {
  prepared = await prepareMeeting('見守りを週に一度おこなう。');
  const leads = await prepared.enter(browser, prepared.council.facilitator);
  const { meetingId, itemId } = prepared;
  const frozen = await act(leads, 'freeze-proposal', { meetingId, itemId });
  const closesAt = new Date(Date.now() + 3_600_000).toISOString();
  const opened = await act(leads, 'open-round', { proposalId: frozen.proposalId, mode: 'consent', closesAt });
  round = `/c/${prepared.council.slug}/rounds/${opened.roundId}`;
  await leads.context().close();
});
test.afterAll(() => prepared.server.dispose());

async function act(page: Page, command: string, input: object): Promise<Record<string, string>> {
  const answer = await page.request.post(`${prepared.server.origin}/api/v1/commands/${command}`, {
    data: input,
    headers: { Origin: prepared.server.origin, 'Idempotency-Key': `${command}-${Date.now()}` },
  });
  const { ok, result, error } = await answer.json();
  if (!ok) throw new Error(`${command}: ${JSON.stringify(error)}`);
  return result;
}

const at = (address: string) => prepared.server.origin + address;
const member = (browser: Browser, no: number) =>
  prepared.enter(browser, prepared.council.seats[no]!.personId, { width: 390, height: 844 });
const told = (page: Page) => page.locator('.told .refusal');
const send = (page: Page) => page.locator('main form button.big');

/** Makes a choice that asks for words, and writes them. */
async function concern(page: Page, words: string): Promise<void> {
  await page.locator('label:has(input[value=concern])').click();
  await page.locator('[name=reason-concern]').fill(words);
}

/** The session of a page's browser ends; the answer brings it back. */
async function endSession(page: Page): Promise<() => Promise<void>> {
  const cookies = await page.context().cookies();
  await page.context().clearCookies({ name: 'yoriai' });
  return () => page.context().addCookies(cookies);
}

/** What of the product lies in the browser's caches: addresses of pages. */
const copies = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('yoriai-pages'));
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map(({ url }) => new URL(url).pathname);
  });

/** The councils whose office this device knows. */
const offices = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('yoriai-offline'));
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().flatMap(({ url }) => new URL(url).searchParams.get('council') ?? []);
  });

test('[CNC30] [F-P23] a page that cannot be had says how the office of its council is reached, and a shared device forgets it', async ({
  browser,
}) => {
  const { council } = prepared;
  const secretariat = await prepared.enter(browser, council.secretariat);
  const unsaid = { councilId: council.councilId, telephone: '', fax: '', hours: '', email: '', desks: '' };
  const said = { telephone: '04-7000-0000（内線 12）', hours: '平日 9時〜17時' };
  await act(secretariat, 'set-office', { ...unsaid, ...said });
  const page = await member(browser, 10);
  await page.goto(at(`/c/${council.slug}`));
  await expect.poll(() => offices(page)).toEqual([council.slug]);
  await page.context().setOffline(true);
  const call = page.getByRole('link', { name: /04-7000-0000/ });
  // below the council, outside of any, and in no other
  for (const path of [`/c/${council.slug}/figures`, '/me']) {
    await page.goto(at(path));
    await expect(page.getByRole('heading', { name: '通信が切れています' })).toBeVisible();
    await expect(page.getByText('平日 9時〜17時')).toBeVisible();
    await expect(call).toHaveAttribute('href', 'tel:0470000000');
  }
  await page.goto(at('/c/another'));
  await expect(page.getByRole('heading', { name: '通信が切れています' })).toBeVisible();
  await expect(call).toHaveCount(0);
  await page.context().setOffline(false);
  await page.context().addCookies([{ name: 'yoriai-shared', value: 'yes', url: prepared.server.origin }]);
  await page.goto(at(`/c/${council.slug}`));
  await expect.poll(() => offices(page)).toEqual([]);
  await page.context().close();
  await act(secretariat, 'set-office', unsaid);
  await secretariat.context().close();
});

test('[F-P23] without a network a reply stays in its form, pages seen before are read as copies, signing out removes them', async ({
  browser,
}) => {
  const page = await member(browser, 4);
  const home = `/c/${prepared.council.slug}`;
  await page.goto(at(home));
  await expect.poll(() => copies(page)).toContain(home);
  await page.goto(at(`${home}/settings/people`));
  await page.goto(prepared.room);
  await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
  await page.goto(at(round));
  await concern(page, '当番が足りません');
  await page.context().setOffline(true);
  await send(page).click();
  await expect(told(page)).toContainText('送信していません。');
  await expect(told(page)).toBeFocused();
  await expect(page.locator('input[value=concern]')).toBeChecked();
  await expect(page.locator('[name=reason-concern]')).toHaveValue('当番が足りません');

  const other = await page.context().newPage();
  await other.goto(at(home));
  await expect(other.locator('.copy-note')).toContainText('開いたときの写しです');
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await other.goto(prepared.room);
  await expect(other.locator('.copy-note')).toBeVisible();
  await expect(other.locator('nav.agenda')).toContainText('高齢者の見守り');
  // never people: the page says that there is no copy, and which there are
  await other.goto(at(`${home}/settings/people`));
  await expect(other.getByRole('heading', { name: '通信が切れています' })).toBeVisible();
  await expect(other.locator('[data-readable] a')).not.toHaveCount(0);
  await expect(other.getByText('送信を確認できませんでした')).toBeHidden();

  await page.context().setOffline(false);
  await send(page).click();
  await expect(page.getByText('回答を受け付けました')).toBeVisible();
  // while there is a network no page is a copy
  await other.goto(at(home));
  await expect(other.locator('.copy-note')).toHaveCount(0);
  await other.goto(at('/me'));
  await hydrated(other);
  await other.getByRole('button', { name: 'この端末からログアウト' }).click();
  await expect(other.getByText('この端末に残っていた内容は、すべて削除しました。')).toBeVisible();
  expect(await other.evaluate(() => caches.keys())).toEqual([]);
  expect(await other.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await page.context().close();
});

test('[F-P23] a form that breaks on its way comes back from the worker; what a device may keep is said with each page', async ({
  browser,
}) => {
  const page = await member(browser, 5);
  await page.goto(at(round));
  await expect.poll(() => copies(page)).toContain(round);
  await page.reload();
  await concern(page, '冬の夜は暗い');
  await page.context().setOffline(true);
  // as if the network had gone between the question and the form
  await page.evaluate(() => document.querySelector<HTMLFormElement>('main form')!.submit());
  await expect(page.getByRole('heading', { name: '送信を確認できませんでした' })).toBeVisible();
  await expect(page.locator('textarea')).toHaveValue('冬の夜は暗い');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'もう一度送る' }).click();
  await expect(page.getByText('回答を受け付けました')).toBeVisible();

  const copyOf = async (address: string) => (await page.request.get(at(address))).headers()['x-yoriai-copy'];
  expect(await copyOf(round)).toBe(prepared.council.seats[5]!.personId);
  expect(await copyOf('/me')).toBe('no');
  await page.context().addCookies([{ name: 'yoriai-shared', value: 'yes', url: prepared.server.origin }]);
  expect(await copyOf(round)).toBe('none');
  await page.goto(at(round));
  await expect.poll(() => copies(page)).toEqual([]);
  await page.context().close();
});

test('[F-P16] a session that has ended is said at the form, and what was written stays: plain, scripted, and without script', async ({
  browser,
}) => {
  const page = await member(browser, 6);
  await page.goto(at(round));
  await concern(page, '道が狭い');
  const back = await endSession(page);
  await send(page).click();
  await expect(told(page)).toContainText('ログインの有効期限が切れたため');
  await expect(told(page).getByRole('link', { name: 'ログインする' })).toHaveAttribute('target', '_blank');
  await expect(page.locator('[name=reason-concern]')).toHaveValue('道が狭い');
  await back();
  await send(page).click();
  await expect(page.getByText('回答を受け付けました')).toBeVisible();
  await page.context().close();

  const secretariat = await prepared.enter(browser, prepared.council.secretariat);
  await secretariat.goto(at(`/c/${prepared.council.slug}/settings/people`));
  await hydrated(secretariat);
  const name = secretariat.locator('[name=displayName]');
  await name.fill('川村 花子');
  await secretariat.locator('[name=role]').selectOption('resident');
  await endSession(secretariat);
  await name.press('Enter');
  await expect(told(secretariat)).toContainText('ログインの有効期限が切れたため');
  await expect(name).toHaveValue('川村 花子');
  await secretariat.context().close();

  const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'ja-JP' });
  const member7 = await member(browser, 7);
  await plain.addCookies(await member7.context().cookies());
  await member7.context().close();
  const noScript = await plain.newPage();
  await noScript.goto(at(round));
  await concern(noScript, '雪の日が心配');
  const again = await endSession(noScript);
  await send(noScript).click();
  await expect(noScript.getByText('ログインの有効期限が切れていたため')).toBeVisible();
  await expect(noScript.locator('textarea')).toHaveValue('雪の日が心配');
  await again();
  await noScript.getByRole('button', { name: 'もう一度送る' }).click();
  await expect(noScript.getByText('回答を受け付けました')).toBeVisible();
  await plain.close();
});

test('[F-P38] a second tab learns of the reply given in the first; what is being written there stays', async ({
  browser,
}) => {
  const first = await member(browser, 8);
  await first.goto(at(round));
  const second = await first.context().newPage();
  await second.goto(at(round));
  const third = await first.context().newPage();
  await third.goto(at(round));
  await concern(third, '書きかけ');
  await concern(first, '最初の回答');
  await send(first).click();
  await expect(first.getByText('回答を受け付けました')).toBeVisible();
  await second.bringToFront();
  await expect(second.locator('[name=reason-concern]')).toHaveValue('最初の回答');
  await third.bringToFront();
  await expect(third.locator('.told')).toContainText('別のタブで送信がありました。');
  await expect(third.locator('[name=reason-concern]')).toHaveValue('書きかけ');
  await third.getByRole('button', { name: '新しい内容を読み込む' }).click();
  await expect(third.locator('[name=reason-concern]')).toHaveValue('最初の回答');
  // back after sending: the page is a true one
  await first.goBack();
  await expect(first.locator('[name=reason-concern]')).toHaveValue('最初の回答');
  await first.context().close();
});

test('[F-P18] the deadline passes on the page: no button, the words stay, and it is said', async ({
  browser,
}) => {
  const page = await member(browser, 9);
  await page.clock.install();
  await page.goto(at(round));
  await concern(page, 'まだ考え中');
  await page.clock.fastForward('01:02:00');
  await expect(page.getByText('締切を過ぎたため、回答は受け付けていません。')).toBeVisible();
  await expect(page.getByText('締切を過ぎました', { exact: true })).toBeVisible();
  await expect(send(page)).toBeHidden();
  await expect(page.locator('[name=reason-concern]')).toHaveValue('まだ考え中');
  await page.context().close();
});

test('[F-P38] a name of a paper that is too long comes back whole and counted', async ({ browser }) => {
  const leads = await prepared.enter(browser, prepared.council.facilitator);
  const name = `${'見守り活動の記録'.repeat(15)}.pdf`;
  const answer = await leads.request.post(`${prepared.room}/materials?/add`, {
    headers: { Origin: prepared.server.origin, Accept: 'text/html' },
    multipart: {
      idempotencyKey: 'long-name',
      visibility: 'open',
      title: '',
      file: { name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') },
    },
  });
  const page = await answer.text();
  expect(answer.status()).toBe(422);
  expect(page).toContain(`${name.length}字あります。100字までにしてください。`);
  expect(page).toContain(`value="${name}"`);
  expect(page).toContain('選んだファイルは引き継がれません。');
  await leads.context().close();
});

/* ---- every form there is, found in the routes */

const routes = path.join(import.meta.dirname, '../../src/routes');

/** Every form action of the pages, as path and `?/name`. */
function formsOfTheApp(): string[] {
  const named = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/^ {2}(\w+): async \((?:event|\{)/gm)].map(
      (found) => found[1] ?? '',
    );
  return readdirSync(routes, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('+page.server.ts'))
    .flatMap((file) => {
      const text = readFileSync(path.join(routes, file), 'utf8');
      if (!/export const actions\b/.test(text)) return [];
      const shared = /export const actions = (\w+)/.test(text);
      const names = named(
        shared ? path.join(routes, 'c/[slug]/coverage/planning-acts.ts') : path.join(routes, file),
      );
      const page = `/${path.dirname(file)}`;
      return names.map((name) => (name === 'default' ? page : `${page}?/${name}`));
    });
}

/** Forms that need nobody to be signed in: the street's own, and those that let people in. */
const street = [
  '/again',
  '/c/[slug]/answer/[code]?/name',
  '/c/[slug]/answer/[code]?/send',
  '/c/[slug]/answer/[code]?/draft',
  '/c/[slug]/issues/new',
  '/c/[slug]/issues/[no]?/support',
  '/c/[slug]/reply',
  '/join/[token]?/accept',
  '/join/[token]?/create',
  '/me?/language',
  '/me?/look',
  '/sign-in',
];

test('[F-P16] every form of the app comes back with what was written when its session has ended', async () => {
  const forms = formsOfTheApp();
  expect(forms.length).toBeGreaterThan(45);
  expect(street.filter((form) => !forms.includes(form))).toEqual([]);
  const words = 'お茶の当番を、<b>週に一度</b>決めたい';
  const lost: string[] = [];
  for (const form of forms.filter((one) => !street.includes(one))) {
    const address = form
      .replace('[slug]', prepared.council.slug)
      .replace('[id]', prepared.meetingId)
      .replace('[no]', '1');
    const answer = await fetch(at(address), {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: prepared.server.origin, Accept: 'text/html', 'Accept-Language': 'ja' },
      body: new URLSearchParams({
        idempotencyKey: 'walk',
        title: words,
        reason: words,
        password: 'ひみつの合言葉',
      }),
    });
    const page = await answer.text();
    const kept =
      answer.status === 401 &&
      page.includes('ログインの有効期限が切れていたため') &&
      page.includes('お茶の当番を、&lt;b>週に一度') &&
      page.includes(`action="${address}"`) &&
      !page.includes('ひみつの合言葉');
    if (!kept) lost.push(`${form}: ${answer.status}`);
  }
  expect(lost).toEqual([]);
});

/** What a page is asked while there is no network, in the browser; answers the forms that did not keep their words. */
async function sendAllForms({ actions, words }: { actions: readonly string[]; words: string }) {
  const actionOf = (form: HTMLFormElement) => form.getAttribute('action') ?? '';
  const forms = () => [...document.querySelectorAll<HTMLFormElement>('form[method=post]')];
  // forms that this page shows in another state of things are sent from it too; one has words on every page
  const shown = (action: string) => forms().some((form) => actionOf(form).endsWith(action));
  for (const action of ['?/unknown', ...actions.filter((one) => !shown(one))]) {
    const form = Object.assign(document.createElement('form'), { method: 'post', action });
    form.append(Object.assign(document.createElement('textarea'), { name: 'words' }));
    document.body.append(form);
  }
  const lost: string[] = [];
  for (const form of forms()) {
    const field = form.querySelector<HTMLInputElement>('textarea, input[type=text], input:not([type])');
    if (field) field.value = words;
    // whatever is still missing in it: what a form asks for is looked at by tests of its own
    const by = Object.assign(document.createElement('button'), { formNoValidate: true });
    form.append(by);
    form.requestSubmit(by);
    const told = () => form.querySelector('.told[data-say=offline]');
    for (const end = Date.now() + 3_000; !told() && Date.now() < end;)
      await new Promise((resolve) => setTimeout(resolve, 5));
    if (!told() || (field && field.value !== words)) lost.push(actionOf(form));
  }
  return { lost, forms: forms().length };
}

test('[F-P23] [F-P38] every form stays with its words without a network, is told of another tab’s act, and is read anew after Back', async ({
  browser,
}) => {
  const { council, meetingId } = prepared;
  const { councilId } = council;
  const leads = await prepared.enter(browser, council.facilitator);
  const member4 = await member(browser, 4);
  const anybody = await browser.newPage({ locale: 'ja-JP' });
  const secretariat = await prepared.enter(browser, council.secretariat);
  // the service worker has tests of its own; here it could stand between a form and the network that is gone
  for (const page of [leads, member4, secretariat])
    await page.addInitScript(() => void Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  for (const title of ['街灯が暗い', '名前の入った相談']) {
    const { issueId } = await act(member4, 'submit-issue', { councilId, title });
    await act(leads, 'screen-issue', { issueId, verdict: 'publish' });
    if (title.includes('名前')) await act(leads, 'hide-issue', { issueId, reason: '個人の名前がありました' });
  }
  const { token } = await act(secretariat, 'invite-member', {
    councilId,
    displayName: '新人',
    role: 'resident',
  });
  const startsAt = new Date(Date.now() + 20 * 86_400_000).toISOString();
  const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString();
  const next = { councilId, startsAt, endsAt, place: '集会所', kind: 'live', visibility: 'open' };
  const { meetingId: nextId } = await act(leads, 'create-meeting', next);
  const written = { councilId, closesAt: startsAt, visibility: 'open' };
  const { meetingId: writtenId = '' } = await act(secretariat, 'create-written-meeting', written);
  await act(secretariat, 'write-question', {
    meetingId: writtenId,
    step: 'put',
    questionId: newId(),
    kind: 'free',
    text: 'ご意見',
    view: 'named',
  });
  await act(leads, 'send-writing', { meetingId: writtenId });
  const sheet = await secretariat.request.get(
    at(`/c/${council.slug}/meetings/${writtenId}/writing/print?seat=4`),
  );
  const code = /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(await sheet.text())?.[0];
  const { draftId } = await act(leads, 'keep-rule-draft', {
    councilId,
    title: '規約の案',
    preset: 'consent_first',
  });
  const { no: lotNo } = await act(leads, 'announce-lot', {
    councilId,
    title: '議事録署名人',
    kind: 'some',
    count: 2,
    names: ['委員1', '委員2', '委員3'],
    source: 'room',
    visibility: 'council',
  });
  await act(leads, 'close-round', { roundId: round.split('/').at(-1)! });
  await act(leads, 'close-meeting', { meetingId });

  const actionsOf = new Map<string, string[]>();
  for (const form of formsOfTheApp()) {
    const [route = '', name] = form.split('?');
    actionsOf.set(route, [...(actionsOf.get(route) ?? []), name === undefined ? '' : `?${name}`]);
  }
  const addressOf = (route: string) =>
    route
      .replace('[slug]', council.slug)
      .replace('rounds/[id]', `rounds/${round.split('/').at(-1)}`)
      .replace('people/[id]', `people/${council.seats[6]!.personId}`)
      .replace(/\[id\](?=\/minutes)/, meetingId)
      .replace(/\[id\](?=\/writing)/, writtenId)
      .replace('[code]', code ?? '')
      .replace('[id]', nextId ?? '')
      .replace('[token]', token ?? '')
      .replace('[draft]', draftId ?? '')
      .replace('lots/[no]', `lots/${lotNo}`)
      .replace('[no]', route.endsWith('/hidden') ? '2' : '1');
  // what a refused form was answered with, shown by nothing else; what is there only after a deadline, and has no words
  const elsewhere = ['/again', '/c/[slug]/meetings/[id]/writing/compiled'];
  // hears from its document
  const live = ['/c/[slug]/meetings/[id]/minutes/draft'];
  const words = '書きかけの相談';
  const faults: string[] = [];
  let seen = 0;
  for (const [route, actions] of actionsOf) {
    if (elsewhere.includes(route)) continue;
    const address = addressOf(route);
    let page: Page | undefined;
    for (const one of street.some((form) => form.split('?')[0] === route)
      ? [anybody]
      : [leads, secretariat, member4])
      if (!page && (await one.request.get(at(address), { maxRedirects: 0 })).status() === 200) page = one;
    if (!page) {
      faults.push(`${route}: nobody sees it`);
      continue;
    }
    const signedIn = page !== anybody;
    const answer = await page.goto(at(address));
    await hydrated(page);
    // minutes that are still being made have no form, and nothing that watches forms
    if ((await page.locator('[data-forms]').count()) === 0) {
      if ((await page.locator('form[method=post]').count()) > 0)
        faults.push(`${route}: nothing watches its forms`);
      continue;
    }
    // after Back the page is asked for anew, by browsers that keep no page as it was
    const kept = answer!.headers()['cache-control'] ?? '';
    if (!kept.includes(signedIn ? 'no-store' : 'no-')) faults.push(`${route}: ${kept}`);
    await page.context().setOffline(true);
    const sent = await page
      .evaluate(sendAllForms, { actions, words })
      .catch((left: Error) => ({ lost: [`left the page: ${left.message}`], forms: 0 }));
    await page.context().setOffline(false);
    seen += sent.forms;
    faults.push(...sent.lost.map((form) => `${route} ${form}: lost without a network`));
    if (!signedIn) continue;
    await page.evaluate(() => new BroadcastChannel('yoriai:acts').postMessage('acted'));
    const told = page.locator('.told[data-say=overtaken]');
    await expect(told, route).toHaveCount(live.includes(route) ? 0 : 1);
  }
  // a page with a script of its own: the tab that acts is told nothing, another shows what is new, unasked
  const second = await secretariat.context().newPage();
  for (const page of [second, secretariat]) {
    await page.goto(at(`/c/${council.slug}/settings/office`));
    await hydrated(page);
  }
  const phone = (page: Page) => page.locator('[name=telephone]');
  await phone(secretariat).fill('04-7000-1234');
  await secretariat.locator('main form button').click();
  await second.bringToFront();
  await expect(phone(second)).toHaveValue('04-7000-1234');
  await expect(secretariat.locator('.told[data-say]')).toHaveCount(0);
  expect(faults).toEqual([]);
  expect(seen).toBeGreaterThan(60);
  for (const page of [leads, member4, anybody, secretariat]) await page.context().close();
});
