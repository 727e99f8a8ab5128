import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAgenda, removeItem } from '#lib/doc/agenda.ts';
import { readBoard } from '#lib/doc/board.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

let house: House;
let council: TestCouncil;

beforeAll(async () => {
  house = await openHouse('2022-06-01');
  council = await foundCouncil(house);
});
afterAll(() => house.close());

const submit = (personId: string | null, more: object = {}) =>
  house.act<{ issueId: string }>(personId, 'submit-issue', {
    councilId: council.councilId,
    title: '坂の上の家から買物に行けない',
    body: 'バスが1日4本に減りました。',
    fields: ['elderly'],
    lifeStages: ['seniors'],
    ...more,
  });
const screen = (personId: string | null, issueId: string, more: object) =>
  house.act<{ state: string; no: number | null }>(personId, 'screen-issue', { issueId, ...more });
const move = (personId: string, issueId: string, more: object) =>
  house.act<{ state: string }>(personId, 'move-issue', { issueId, ...more });
const row = (issueId: string) =>
  house.app.db.selectFrom('issue').selectAll().where('id', '=', issueId).executeTakeFirstOrThrow();
const board = async () => readBoard(await house.app.sync.readDoc(`council/${council.slug}/board`));
const actor = (personId: string | null) => house.actorOf(personId);

/** A published issue. */
async function published(): Promise<string> {
  const submitted = await submit(null);
  if ('refused' in submitted) throw new Error(submitted.refused);
  await house.must(council.secretariat, 'screen-issue', { issueId: submitted.issueId, verdict: 'publish' });
  return submitted.issueId;
}

/** An issue somebody works on. */
async function inProgress(): Promise<string> {
  const issueId = await published();
  await house.must(council.facilitator, 'screen-issue', { issueId, verdict: 'route', route: 'joint' });
  return issueId;
}

async function meeting(): Promise<string> {
  const made = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: '2022-07-10T19:00:00+09:00',
    endsAt: '2022-07-10T21:00:00+09:00',
    place: '第1集会所',
    kind: 'live',
    visibility: 'open',
  });
  return made.meetingId;
}

describe('bringing an issue', () => {
  test('[R-HAC-04] the street brings one without an account; nobody but the screeners sees it', async () => {
    const sent = await submit(null);
    expect(sent).toMatchObject({ issueId: expect.any(String) as string });
    const { issueId } = sent as { issueId: string };
    expect(await row(issueId)).toMatchObject({ state: 'submitted', no: null, submitter_person_id: null });
    expect((await board()).some((card) => card.id === issueId)).toBe(false);
    const { read } = house.app;
    expect(await read.issues.byId(actor(null), issueId)).toMatchObject({ refused: 'not-found' });
    expect(await read.issues.byId(actor(council.seats[9]!.personId), issueId)).toMatchObject({
      refused: 'not-found',
    });
    expect(await read.issues.byId(actor(council.secretariat), issueId)).toMatchObject({ id: issueId });
    expect(await read.issues.waitingCards(actor(council.resident), council.councilId)).toEqual([]);
    const waiting = await read.issues.waitingCards(actor(council.facilitator), council.councilId);
    expect(waiting.some((issue) => issue.id === issueId)).toBe(true);
  });

  test('[R-HAC-04] who is signed in and gives no name is named to nobody', async () => {
    const from = async (more: object) => {
      const { issueId } = (await submit(council.resident, more)) as { issueId: string };
      const read = house.app.read.issues;
      const [issue] = await read.waiting(actor(council.facilitator), council.councilId, [issueId]);
      return issue?.from;
    };
    expect(await from({})).toBe('');
    expect(await from({ submitterName: '二丁目の母' })).toBe('二丁目の母');
  });

  test('[ISS10] what looks personal is flagged, not refused', async () => {
    const sent = await submit(null, { body: '連絡は 090-1234-5678 までお願いします。' });
    expect(JSON.parse((await row((sent as { issueId: string }).issueId)).flags)).toEqual(['phone']);
  });

  test('[R-HAC-04] writing for somebody else keeps the typist and leaves the person unnamed', async () => {
    const sent = await submit(council.secretariat, { submittedVia: 'phone', onBehalf: true });
    expect(await row((sent as { issueId: string }).issueId)).toMatchObject({
      submitted_via: 'phone',
      submitter_person_id: null,
      entered_by: council.secretariat,
    });
    expect(await submit(null, { submittedVia: 'phone' })).toMatchObject({ refused: 'session-required' });
    expect(await submit(council.resident, { onBehalf: true })).toMatchObject({ refused: 'forbidden' });
  });

  test.each([
    ['title', { title: '' }],
    ['title', { title: 'あ'.repeat(61) }],
    ['title', { title: 'a\nb' }],
    ['body', { body: 'あ'.repeat(100_000) }],
    ['lifeStages', { lifeStages: ['everybody'] }],
    ['submittedVia', { submittedVia: 'telepathy' }],
    ['surprise', { surprise: true }],
    ['councilId', { councilId: 'A'.repeat(22) }],
  ])('bad %s is refused by name', async (field, more) => {
    expect(await submit(null, more)).toMatchObject({ field });
  });

  test('[CAN10] a text that is too long is refused whole, with both counts', async () => {
    expect(await submit(null, { title: 'あ'.repeat(61) })).toEqual({
      refused: 'bad-input',
      field: 'title',
      params: { n: 61, max: 60 },
    });
    // also what is not even read
    expect(await submit(null, { body: 'あ'.repeat(9000) })).toMatchObject({ params: { n: 9000, max: 4000 } });
    // an empty one is wrong in another way
    expect(await submit(null, { title: '' })).toEqual({
      refused: 'bad-input',
      field: 'title',
      params: { why: 'empty' },
    });
  });

  test('[R-HAC-04] the same key acts once', async () => {
    const input = { councilId: council.councilId, title: '水飲み場' };
    const first = await house.act(null, 'submit-issue', input, 'once');
    expect(await house.act(null, 'submit-issue', input, 'once')).toEqual(first);
  });
});

describe('screening', () => {
  test('[ISS1] publishing numbers it, clears the words and puts a card on the board', async () => {
    const sent = await submit(null, { title: '水飲み場', body: '連絡は 090-1234-5678 まで。' });
    const { issueId } = sent as { issueId: string };
    const screened = await screen(council.facilitator, issueId, {
      verdict: 'publish',
      body: '水が出ません。',
      route: 'referred',
    });
    expect(screened).toMatchObject({ state: 'published' });
    expect(await row(issueId)).toMatchObject({ body: '水が出ません。', route: 'referred' });
    const card = (await board()).find((one) => one.id === issueId);
    expect(card).toMatchObject({ column: 'published', title: '水飲み場', route: 'referred' });
    expect(JSON.stringify(card)).not.toContain('090');
    const { no } = screened as { no: number };
    expect(await house.app.read.issues.one(actor(null), council.councilId, no)).toMatchObject({
      id: issueId,
      history: [{ to: 'published' }],
    });
    expect(await screen(council.facilitator, issueId, { verdict: 'publish' })).toMatchObject({
      refused: 'wrong-state',
    });
    // the next one has the next number
    expect((await row(await published())).no).toBe(no + 1);
  });

  test('[ISS1] returning needs a reason; the private path and returned ones never reach the board', async () => {
    const { issueId } = (await submit(null)) as { issueId: string };
    expect(await screen(council.secretariat, issueId, { verdict: 'return' })).toMatchObject({
      refused: 'reason-required',
      field: 'reason',
    });
    await house.must(council.secretariat, 'screen-issue', { issueId, verdict: 'redirect_private' });
    expect(await row(issueId)).toMatchObject({ state: 'redirected_private', no: null });
    expect((await board()).some((card) => card.id === issueId)).toBe(false);
  });

  test('[P] screening is for facilitator, chair, secretariat and whoever was given the power', async () => {
    const { issueId } = (await submit(null)) as { issueId: string };
    const verdict = { verdict: 'publish' };
    // who may not know of it is told that there is nothing
    for (const person of [null, council.resident, council.officer, council.seats[9]!.personId])
      expect(await screen(person, issueId, verdict)).toMatchObject({ refused: 'not-found' });
    await house.must(council.secretariat, 'assign-role', {
      councilId: council.councilId,
      personId: council.resident,
      role: 'resident',
      powers: ['screen'],
    });
    expect(await screen(council.resident, issueId, verdict)).toMatchObject({ state: 'published' });
  });

  test('[ISS1][ISS6] routing starts the work and says who; without a route it is refused', async () => {
    const issueId = await published();
    expect(await screen(council.facilitator, issueId, { verdict: 'route' })).toMatchObject({
      refused: 'reason-required',
      field: 'route',
    });
    await house.must(council.facilitator, 'screen-issue', {
      issueId,
      verdict: 'route',
      route: 'joint',
      leadOrganizationId: council.organizations.町会連合会,
    });
    expect((await board()).find((card) => card.id === issueId)).toMatchObject({
      column: 'in_progress',
      route: 'joint',
      leadParty: '町会連合会',
    });
  });
});

describe('moving a card', () => {
  const member = () => council.seats[10]!.personId;

  test('[ISS3] a hand moves only where no act tells', async () => {
    const issueId = await published();
    for (const to of ['published', 'on_agenda', 'in_progress', 'resolved', 'closed'])
      expect(await move(member(), issueId, { to, route: 'self', result: '済みました。' })).toMatchObject({
        refused: 'wrong-state',
      });
  });

  test('[ISS4] resolving asks for route and result, closing and taking up again for a reason', async () => {
    const issueId = await inProgress();
    expect(await move(member(), issueId, { to: 'resolved' })).toMatchObject({ field: 'result' });
    expect(await move(member(), issueId, { to: 'closed' })).toMatchObject({ refused: 'reason-required' });
    const result = '週3日、たまり場を開きました。';
    expect(await move(member(), issueId, { to: 'resolved', result })).toMatchObject({ state: 'resolved' });
    expect(await row(issueId)).toMatchObject({
      result,
      route: 'joint',
      resolved_at: expect.any(Number) as number,
    });
    await house.must(member(), 'move-issue', { issueId, to: 'in_progress', reason: 'また暗くなりました。' });
    expect(await row(issueId)).toMatchObject({ state: 'in_progress', result: '', resolved_at: null });
    const { no } = await row(issueId);
    const view = await house.app.read.issues.one(actor(null), council.councilId, no!);
    expect(view).toMatchObject({
      history: [
        { to: 'published' },
        { to: 'in_progress' },
        { to: 'resolved', reason: result },
        { to: 'in_progress' },
      ],
    });
  });

  test('[ISS5] of two people moving the same card the second is told that it has moved on', async () => {
    const issueId = await inProgress();
    const words = { result: '直りました。', route: 'self' };
    await house.must(member(), 'move-issue', { issueId, from: 'in_progress', to: 'resolved', ...words });
    expect(await move(council.chair, issueId, { from: 'in_progress', to: 'closed', ...words })).toMatchObject(
      { refused: 'conflict' },
    );
    expect((await board()).find((card) => card.id === issueId)).toMatchObject({ column: 'resolved' });
  });

  test('an issue of a title alone is published as it came; words taken out stay out', async () => {
    for (const body of ['', '連絡は 090-0000-0000 まで']) {
      const { issueId } = (await submit(null, { body })) as { issueId: string };
      const publish = { verdict: 'publish', title: '街路灯が暗い', body: '' };
      expect(await screen(council.secretariat, issueId, publish)).toMatchObject({ state: 'published' });
      expect((await row(issueId)).body).toBe('');
    }
  });

  test.each([
    ['a telephone number', { body: '連絡は ０９０−１２３４−５６７８ まで' }],
    ['a number of twelve digits', { body: '番号は 1234 5678 9012 です' }],
    ['an address', { title: '3丁目5番12号の空き家' }],
    ['an address for a place', { place: '3丁目5番12号' }],
  ])('[ISS35] %s is published only once it is said to have been checked', async (_, words) => {
    const { issueId } = (await submit(null, words)) as { issueId: string };
    const before = await row(issueId);
    for (const more of [{}, { checked: false }])
      expect(await screen(council.facilitator, issueId, { verdict: 'publish', ...more })).toMatchObject({
        refused: 'personal-data-left',
        field: 'checked',
      });
    expect(await row(issueId)).toEqual(before);
    expect(await screen(council.facilitator, issueId, { verdict: 'publish', checked: true })).toMatchObject({
      state: 'published',
    });
  });

  test('[ISS35] the audit log says who checked, and of which kinds, never the words; nothing where nothing was', async () => {
    const published = async (words: object, more: object = {}) => {
      const { issueId } = (await submit(null, words)) as { issueId: string };
      await screen(council.facilitator, issueId, { verdict: 'publish', ...more });
      const { person_id, detail } = await house.app.db
        .selectFrom('audit_event')
        .select(['person_id', 'detail'])
        .where('entity_id', '=', issueId)
        .where('command', '=', 'screen-issue')
        .executeTakeFirstOrThrow();
      return { by: person_id, detail: JSON.parse(detail) as object };
    };
    const told = await published(
      { body: '連絡は 090-0000-0000 まで', place: '3丁目5番12号' },
      { checked: true },
    );
    expect(told).toEqual({
      by: council.facilitator,
      detail: { from: 'submitted', to: 'published', route: null, checked: ['address', 'phone'] },
    });
    expect((await published({ body: '街路灯が暗い' }, { checked: true })).detail).not.toHaveProperty(
      'checked',
    );
    expect((await published({ body: '山田さんが困っています。' })).detail).not.toHaveProperty('checked');
  });

  test('[ISS35] words put in while screening are searched too, words taken out stop nothing, nor does a name', async () => {
    const clean = (await submit(null)) as { issueId: string };
    const added = { verdict: 'publish', body: '電話 03-1234-5678' };
    expect(await screen(council.facilitator, clean.issueId, added)).toMatchObject({
      refused: 'personal-data-left',
    });
    const placed = (await submit(null, { place: '3丁目5番12号' })) as { issueId: string };
    expect(
      await screen(council.facilitator, placed.issueId, { verdict: 'publish', place: '' }),
    ).toMatchObject({ state: 'published' });
    expect((await row(placed.issueId)).place).toBe('');
    const named = (await submit(null, { body: '山田さんが困っています。' })) as { issueId: string };
    expect(JSON.parse((await row(named.issueId)).flags)).toEqual(['name']);
    expect(await screen(council.facilitator, named.issueId, { verdict: 'publish' })).toMatchObject({
      state: 'published',
    });
  });

  test('[ISS5] a word of the screening about an issue that has moved on since is told so and changes nothing', async () => {
    const { issueId } = (await submit(null)) as { issueId: string };
    await house.must(council.secretariat, 'screen-issue', {
      issueId,
      from: 'submitted',
      verdict: 'publish',
    });
    const before = await row(issueId);
    for (const verdict of ['publish', 'return', 'redirect_private'])
      expect(
        await screen(council.facilitator, issueId, { from: 'submitted', verdict, reason: 'x' }),
      ).toMatchObject({ refused: 'conflict' });
    const route = { verdict: 'route', route: 'self' };
    expect(await screen(council.facilitator, issueId, { from: 'in_progress', ...route })).toMatchObject({
      refused: 'conflict',
    });
    expect(await row(issueId)).toEqual(before);
    expect(await screen(council.facilitator, issueId, { from: 'published', ...route })).toMatchObject({
      state: 'in_progress',
    });
  });

  test('[COV4] issues are brought in the council’s own words too; words of no list are refused', async () => {
    const own = { lifeStages: ['単身赴任の方'] };
    expect(await submit(null, own)).toMatchObject({ refused: 'bad-input', field: 'lifeStages' });
    await house.must(council.secretariat, 'add-term', {
      councilId: council.councilId,
      list: 'life_stage',
      word: '単身赴任の方',
    });
    const { issueId } = (await submit(null, own)) as { issueId: string };
    expect(JSON.parse((await row(issueId)).life_stages)).toEqual(['単身赴任の方']);
  });

  test('[P] residents and officers move nothing; an unpublished issue is not found by members', async () => {
    const issueId = await inProgress();
    expect(await move(council.officer, issueId, { to: 'closed', result: 'x' })).toMatchObject({
      refused: 'forbidden',
    });
    const { issueId: hidden } = (await submit(null)) as { issueId: string };
    expect(await move(member(), hidden, { to: 'closed', result: 'x' })).toMatchObject({
      refused: 'not-found',
    });
  });

  test('another council’s card is not found', async () => {
    const other = await foundCouncil(house, 'higashi');
    const { issueId: hidden } = (await submit(null)) as { issueId: string };
    expect(await screen(other.secretariat, hidden, { verdict: 'publish' })).toMatchObject({
      refused: 'not-found',
    });
    const issueId = await inProgress();
    expect(await move(other.chair, issueId, { to: 'closed', result: 'x' })).toMatchObject({
      refused: 'forbidden',
    });
    expect(
      await house.act(council.chair, 'put-issue-on-agenda', {
        issueId,
        meetingId: (
          await house.must<{ meetingId: string }>(other.facilitator, 'create-meeting', {
            councilId: other.councilId,
            startsAt: '2022-07-10T19:00:00+09:00',
            endsAt: '2022-07-10T21:00:00+09:00',
            place: '第2集会所',
            kind: 'live',
            visibility: 'open',
          })
        ).meetingId,
      }),
    ).toMatchObject({ refused: 'not-found', field: 'meetingId' });
  });
});

describe('an issue on the agenda', () => {
  test('[contracts §4] the item is written once, before the closing items, with the issue’s id', async () => {
    const issueId = await published();
    const meetingId = await meeting();
    const { itemId } = await house.must<{ itemId: string }>(
      council.seats[4]!.personId,
      'put-issue-on-agenda',
      { issueId, meetingId, minutes: 20 },
    );
    const items = readAgenda(await house.app.sync.readDoc(`meeting/${meetingId}/agenda`));
    const at = items.findIndex((item) => item.id === itemId);
    expect(items[at]).toMatchObject({ type: 'discussion', issueId, minutes: 20 });
    expect(items[at + 1]?.type).toBe('other');
    expect((await board()).find((card) => card.id === issueId)).toMatchObject({ column: 'on_agenda' });
    // it stands there already: a second person's tap changes nothing
    expect(await house.act(council.chair, 'put-issue-on-agenda', { issueId, meetingId })).toMatchObject({
      refused: 'wrong-state',
    });
    expect(readAgenda(await house.app.sync.readDoc(`meeting/${meetingId}/agenda`))).toHaveLength(
      items.length,
    );
  });

  test('[P] residents and officers put nothing on an agenda', async () => {
    const issueId = await published();
    const meetingId = await meeting();
    expect(await house.act(council.officer, 'put-issue-on-agenda', { issueId, meetingId })).toMatchObject({
      refused: 'forbidden',
    });
  });
});

test('[R-HAC-24] photos of an issue become papers of the meeting, once', async () => {
  const issueId = await published();
  const photo = (id: string, publishedAt: number | null) =>
    house.app.db
      .insertInto('issue_photo')
      .values({
        id,
        council_id: council.councilId,
        issue_id: issueId,
        blob_hash: id.padEnd(64, '0'),
        mime: 'image/webp',
        bytes: 10,
        width: 1,
        height: 1,
        created_at: 1,
        published_at: publishedAt,
      })
      .execute();
  await photo('a', 1);
  await photo('b', null);
  const meetingId = await meeting();
  const put = () => house.act(council.facilitator, 'put-issue-on-agenda', { issueId, meetingId });
  const placed = (await put()) as { itemId: string };
  const papers = () =>
    house.app.db.selectFrom('material').selectAll().where('meeting_id', '=', meetingId).execute();
  expect(await papers()).toMatchObject([
    {
      no: 1,
      item_id: placed.itemId,
      mime: 'image/webp',
      visibility: 'open',
      title: expect.stringContaining('写真1') as string,
    },
  ]);
  await house.must(council.facilitator, 'screen-issue', { issueId, verdict: 'route', route: 'joint' });
  await put();
  expect(await papers()).toHaveLength(1);
});

describe('leaving an agenda undecided', () => {
  const column = async (issueId: string) => (await board()).find((card) => card.id === issueId)?.column;
  const put = (issueId: string, meetingId: string, more: object = {}) =>
    house.act<{ itemId: string }>(council.facilitator, 'put-issue-on-agenda', {
      issueId,
      meetingId,
      ...more,
    });
  const take = async (meetingId: string, itemId: string) =>
    house.app.sync.writeAs(`meeting/${meetingId}/agenda`, 'test', (doc) => removeItem(doc, itemId));

  test('[ISS5] put on an agenda from where the card was seen, or not at all', async () => {
    const issueId = await inProgress();
    const meetingId = await meeting();
    expect(await put(issueId, meetingId, { from: 'published' })).toMatchObject({ refused: 'conflict' });
    expect(await column(issueId)).toBe('in_progress');
    expect(await put(issueId, meetingId, { from: 'in_progress' })).toMatchObject({
      itemId: expect.any(String) as string,
    });
  });

  test('[BRD1] a cancelled meeting gives its issues back to where they stood', async () => {
    const [fresh, busy] = [await published(), await inProgress()];
    const meetingId = await meeting();
    for (const issueId of [fresh, busy]) await put(issueId, meetingId);
    await house.must(council.facilitator, 'cancel-meeting', { meetingId, reason: '大雪のため' });
    expect([await column(fresh), await column(busy)]).toEqual(['published', 'in_progress']);
    const view = await house.app.read.issues.byId(actor(null), fresh);
    expect(view).toMatchObject({ history: [{ to: 'published' }, { to: 'on_agenda' }, { to: 'published' }] });
  });

  test('[BRD1] taken out of the words before the call; not decided by the close; carried over stays', async () => {
    const [out, open, later] = [await published(), await published(), await published()];
    const meetingId = await meeting();
    const placed = await put(out, meetingId);
    await put(open, meetingId);
    const third = await put(later, meetingId);
    await take(meetingId, (placed as { itemId: string }).itemId);
    await house.must(council.facilitator, 'call-meeting', { meetingId, urgentReason: '急ぎのため' });
    expect([await column(out), await column(open)]).toEqual(['published', 'on_agenda']);
    const before = house.clock.now();
    house.clock.moveTo(Date.parse('2022-07-10T19:00:00+09:00'));
    for (const seat of council.seats.slice(0, 15))
      await house.must(council.recorder, 'record-attendance', {
        meetingId,
        seatId: seat.seatId,
        mode: 'in_person',
      });
    await house.must(council.facilitator, 'open-meeting', { meetingId });
    const next = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
      councilId: council.councilId,
      startsAt: '2022-09-10T19:00:00+09:00',
      endsAt: '2022-09-10T21:00:00+09:00',
      place: '第1集会所',
      kind: 'live',
      visibility: 'open',
    });
    await house.must(council.facilitator, 'carry-over-item', {
      itemId: (third as { itemId: string }).itemId,
      toMeetingId: next.meetingId,
    });
    await house.must(council.facilitator, 'close-meeting', { meetingId });
    expect([await column(open), await column(later)]).toEqual(['published', 'on_agenda']);
    await house.must(council.facilitator, 'cancel-meeting', { meetingId: next.meetingId });
    expect(await column(later)).toBe('published');
    house.clock.moveTo(before);
  });
});
