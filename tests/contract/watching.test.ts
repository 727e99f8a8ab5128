import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until, updatesOf } from '#server/sync/tests/bed.ts';
import { startServer, type TestServer } from '../browser/server.ts';
import { post, socketOf } from '../crash/crew.ts';
import { setStage, type Stage } from '../crash/stage.ts';
import { changeByHand } from '../fixtures/by-hand.ts';

/*
 * What whoever keeps the machine gets to see of a day: figures and a log. Neither tells who was there, from where, or
 * what was written (I11).
 */

let stage: Stage;
let server: TestServer;
beforeAll(async () => {
  stage = await setStage(1);
  // as talkative as it can be, behind a proxy that names the street
  server = await startServer({
    dataDir: stage.folder,
    env: { LOG_LEVEL: 'debug', TRUST_PROXY: '1', SUBMIT_PER_ADDRESS: '1000' },
  });
});
afterAll(async () => {
  await server.dispose();
  stage.remove();
});

const street = { 'X-Forwarded-For': '203.0.113.77', 'User-Agent': 'Rakuraku-Phone/9' };

async function send(path: string, body: BodyInit, more: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...street, Origin: server.origin, Accept: 'text/html', ...more },
    body,
  });
}
const look = (path: string, cookie = '') =>
  fetch(`${server.origin}${path}`, { headers: { ...street, cookie }, redirect: 'manual' });
const signIn = (loginName: string, password: string) =>
  send('/sign-in', new URLSearchParams({ loginName, password }));
const figures = (headers: Record<string, string> = {}) => fetch(`${server.origin}/metrics`, { headers });

const password = 'とても長い合言葉です1';
const wrongPassword = 'まちがいの合言葉です9';
const title = '夜中に隣の声が聞こえる';
const body = '坂の上三丁目5-2の山本さん、電話 090-1234-5678 に心配なことがあります。';
const words = 'ないしょの書きかけ';

/** Everything that happened, and what nobody may read of it afterwards. */
async function playADay(): Promise<string[]> {
  const signedIn = await signIn('hiraga', password);
  expect(signedIn.status).toBe(303);
  const [, token = ''] = /yoriai=([^;]+)/.exec(signedIn.headers.get('set-cookie') ?? '') ?? [];
  expect(token).toHaveLength(43);
  expect((await signIn('hiraga', wrongPassword)).status).toBe(401);
  expect((await signIn('yamamoto.tarou@example.jp', wrongPassword)).status).toBe(401);

  // a worry that goes the private way
  const answer = await post(server.origin, '', 'submit-issue', {
    councilId: stage.councilId,
    title,
    body,
    submitterName: '渡辺 花子',
  });
  const { issueId, code } = ((await answer.json()) as { result: { issueId: string; code: string } }).result;
  expect(await statusOf(post(server.origin, stage.secretariat, 'screen-issue', redirect(issueId)))).toBe(200);
  expect((await look(`/c/${stage.slug}/reply/${code}`)).status).toBe(200);
  expect((await look(`/c/${stage.slug}/reply/ZZZZ-ZZZZ-ZZZZ`)).status).toBeLessThan(500);

  // refused, wrong, and no JSON at all
  const [member = ''] = stage.members;
  expect(await statusOf(post(server.origin, member, 'screen-issue', redirect(issueId)))).toBe(404);
  expect(await statusOf(post(server.origin, member, 'submit-issue', { title, body }))).toBe(422);
  expect(await statusOf(post(server.origin, member, title, { body }))).toBe(404);
  const broken = await send('/api/v1/commands/submit-issue', `{"title":"${title}`, {
    'Content-Type': 'application/json',
    'Idempotency-Key': 'k',
    cookie: member,
  });
  expect(broken.status).toBe(400);
  expect((await look(`/${encodeURIComponent(body)}?${new URLSearchParams({ title })}`)).status).toBe(404);

  // words, and a frame that is none
  const writer = socketOf(server.origin, stage.agenda, member);
  await writer.opened;
  writer.hello();
  writer.update(updatesOf((doc) => doc.getText('memo').insert(0, words))[0]!);
  await until(() => writer.saved() === 1, 10_000);
  writer.ws.send(Buffer.from(words));
  writer.ws.send(Buffer.from(words));
  await writer.closed;
  writer.destroy();

  // a row that can't be read: the cause of the error holds a piece of it
  const other = await post(server.origin, '', 'submit-issue', { councilId: stage.councilId, title, body });
  const hurt = ((await other.json()) as { result: { issueId: string } }).result.issueId;
  const held = '["坂の上三丁目5-2';
  expect(changeByHand(stage.folder, 'update issue set fields = ? where id = ?', held, hurt)).toBe(1);
  expect((await look(`/c/${stage.slug}/issues/waiting`, stage.secretariat)).status).toBe(500);

  return [
    ...[
      '平賀',
      '委員1',
      '渡辺',
      '山本',
      'hiraga',
      'yamamoto',
      '坂の上',
      '三丁目',
      '090-1234',
      '1234-5678',
      title,
      '隣の声',
      words,
    ],
    ...[password, wrongPassword, token, stage.secretariat, member, code, code.slice(0, 4)],
    ...['203.0.113.77', '127.0.0.1', 'Rakuraku', 'ZZZZ'],
  ].map((secret) => secret.replace(/^yoriai=/, ''));
}

const redirect = (issueId: string) => ({ issueId, verdict: 'redirect_private' });
const statusOf = async (response: Promise<Response>) => (await response).status;

describe('a day, and what is seen of it', () => {
  test('[I11] log and terminal hold no name, address, code, token, text or IP; the figures no council, id or path', async () => {
    const secrets = await playADay();
    await until(() => server.output().includes('"msg":"a request failed"'), 20_000);
    const log = server.output();
    // it did say what happened
    expect(log).toContain('"msg":"a request failed"');
    expect(log).toContain('fields holds no JSON');
    expect(log).toMatch(/"command":"screen-issue","refused":"not-found"/);
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);

    const answer = await figures();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const text = await answer.text();
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    for (const own of [stage.slug, stage.councilId, stage.meetingId]) expect(text).not.toContain(own);
    const value = (line: string) =>
      Number(
        text
          .split('\n')
          .find((one) => one.startsWith(`${line} `))
          ?.slice(line.length + 1),
      );
    expect(value('yoriai_acts_total{command="submit-issue",outcome="done"}')).toBe(2);
    expect(value('yoriai_acts_total{command="submit-issue",outcome="bad-input"}')).toBe(1);
    expect(value('yoriai_acts_total{command="screen-issue",outcome="not-found"}')).toBe(1);
    expect(value('yoriai_requests_total{route="/c/[slug]/issues/waiting",status="5xx"}')).toBe(1);
    expect(value('yoriai_requests_total{route="none",status="4xx"}')).toBe(1);
    expect(value('yoriai_words_updates_total')).toBeGreaterThan(0);
    expect(value('yoriai_words_commit_seconds_count')).toBe(
      value('yoriai_words_commit_seconds_bucket{le="+Inf"}'),
    );
    expect(value('yoriai_documents_open')).toBeGreaterThan(0);
    expect(value('yoriai_outbox')).toBe(0);
    expect(value('yoriai_last_backup_age_seconds')).toBeNaN();
    expect(text).toMatch(/^yoriai_last_backup_age_seconds \+Inf$/m);
    expect(value('yoriai_file_bytes{file="records.db"}')).toBeGreaterThan(0);
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e6);
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
    // two words name a series, both of the code
    const labels = [...text.matchAll(/(\w+)="([^"]*)"/g)].filter(([, name]) => name !== 'le');
    expect(labels.filter(([, , said = '']) => !/^[\w.\-[\]/+= ]*$/.test(said))).toEqual([]);
  });

  test('[F-S6] a proxy that is trusted makes nobody of the street one of this machine', async () => {
    const passedOn: Record<string, string>[] = [
      { 'X-Forwarded-For': '127.0.0.1' },
      { 'X-Forwarded-For': '203.0.113.77' },
      { Forwarded: 'for=127.0.0.1' },
    ];
    for (const headers of passedOn) expect((await figures(headers)).status).toBe(404);
    expect((await fetch(`${server.origin}/metrics`, { method: 'POST' })).status).toBe(405);
  });
});
