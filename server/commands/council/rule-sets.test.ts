import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rulePresets, type RuleSet } from '#lib/domain/council/rule-set.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { frozenRuleIn } from '../../db/decode.ts';
import { ruleOfMeeting } from '../../records/register.ts';

/* A council that makes rules of its own, decides on them and meets by them. */

let house: House;
let council: TestCouncil;

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house, 'mizukidai', 'consent_first');
});
afterAll(() => house.close());

const own: RuleSet = {
  ...rulePresets.consent_first,
  noticeDays: 10,
  specials: [
    { category: 'bylaw', majority: { op: 'ge', num: 2, den: 3, base: 'present' }, chairVotes: false },
  ],
};
const propose = (body: object, more: object = {}) =>
  house.act<{ draftId: string }>(council.facilitator, 'keep-rule-draft', {
    councilId: council.councilId,
    title: '会則改正案',
    body,
    ...more,
  });
const adopt = (input: object, by = council.secretariat) =>
  house.act<{ version: number; fromOn: string }>(by, 'adopt-rule-set', {
    councilId: council.councilId,
    ...input,
  });
const rules = async () => {
  const view = await house.app.read.council.rules(house.actorOf(council.chair), council.slug);
  if (isRefusal(view)) throw new Error(view.refused);
  return view;
};
const audits = (command: string) =>
  house.app.db.selectFrom('audit_event').selectAll().where('command', '=', command).execute();

/** A decision of the council: the first of the seats present say yes, the next no. The chair leads and is not asked in a vote. */
async function decide(
  table: TestTable,
  text: string,
  votes: { readonly yes: number; readonly no?: number },
  asked: { readonly mode: 'consent' | 'majority'; readonly category?: string },
) {
  const round = await table.round(text, asked);
  const yes = asked.mode === 'majority' ? 'for' : 'consent';
  const say = async (no: number, choice: string) =>
    house.must(no === 13 ? council.alternate : council.seats[no - 1]!.personId, 'cast-ballot', {
      roundId: round.roundId,
      textHash: round.textHash,
      choice,
    });
  for (const no of range(2, 1 + votes.yes)) await say(no, yes);
  if (votes.no) for (const no of range(2 + votes.yes, 1 + votes.yes + votes.no)) await say(no, 'against');
  await house.must(council.facilitator, 'close-round', { roundId: round.roundId });
  const { decisionId } = await house.must<{ decisionId: string }>(council.chair, 'declare-decision', {
    roundId: round.roundId,
    title: '会則の改正',
    scope: 'district',
  });
  return { decisionId, roundId: round.roundId };
}

describe('a draft', () => {
  test('[RUL9] is made from a preset, changed, and holds nothing', async () => {
    const made = await house.must<{ draftId: string }>(council.chair, 'keep-rule-draft', {
      councilId: council.councilId,
      title: '認可地縁団体の形',
      preset: 'association',
    });
    await house.must(council.secretariat, 'keep-rule-draft', {
      councilId: council.councilId,
      draftId: made.draftId,
      title: '認可地縁団体の形（2）',
      body: { ...rulePresets.association, noticeDays: 14 },
    });
    const view = await rules();
    expect(view.drafts).toMatchObject([
      { title: '認可地縁団体の形（2）', version: null, rules: { noticeDays: 14, basis: 'association' } },
    ]);
    expect(view.versions).toMatchObject([{ version: 1, state: 'held', decision: null }]);
    await house.must(council.chair, 'discard-rule-draft', { draftId: made.draftId });
    expect((await rules()).drafts).toEqual([]);
  });

  test('[RUL2] [RUL4] that cannot work is refused with its field and its reason, and nothing is kept', async () => {
    const cases: [object, string, string][] = [
      [{ ...own, quorum: { ...own.quorum, op: 'ge', num: 5, den: 4 } }, 'quorum', 'quorum-above-roll'],
      [{ ...own, fallback: 'consent' }, 'fallback', 'fallback-itself'],
      [{ ...own, proxyLimit: 0 }, 'quorum.countProxy', 'proxies-not-taken'],
      [{ ...rulePresets.association, noticeDays: 3 }, 'noticeDays', 'law-notice'],
      [{ ...rulePresets.association, roll: 'door' }, 'roll', 'law-roll'],
    ];
    for (const [body, field, why] of cases)
      expect(await propose(body)).toMatchObject({ refused: 'rules-impossible', field, params: { why } });
    expect(await propose({ ...own, roll: 'everybody' })).toMatchObject({
      refused: 'bad-input',
      field: 'body.roll',
    });
    expect(await propose({ ...own, extra: 1 })).toMatchObject({ refused: 'bad-input' });
    expect((await rules()).drafts).toEqual([]);
  });

  test('[RUL9] is for those who lead and the secretariat, in their own council', async () => {
    const [member, resident] = [council.seats[4]!.personId, council.resident];
    for (const by of [member, resident])
      expect(
        await house.act(by, 'keep-rule-draft', { councilId: council.councilId, title: 'x', body: own }),
      ).toMatchObject({ refused: 'forbidden' });
    expect(
      await house.act(null, 'keep-rule-draft', { councilId: council.councilId, title: 'x', body: own }),
    ).toMatchObject({ refused: 'session-required' });
    const other = await foundCouncil(house, 'asahi');
    const mine = await propose(own);
    const { draftId } = mine as { draftId: string };
    for (const [command, input] of [
      ['keep-rule-draft', { councilId: other.councilId, draftId, title: 'x', body: own }],
      ['adopt-rule-set', { councilId: other.councilId, draftId }],
    ] as const)
      expect(await house.act(other.secretariat, command, input)).toMatchObject({
        refused: 'not-found',
        field: 'draftId',
      });
    await house.must(council.facilitator, 'discard-rule-draft', { draftId });
  });

  test('[RUL9] is one of twenty at most', async () => {
    const ids: string[] = [];
    for (const n of range(1, 20))
      ids.push(((await propose(own, { title: `案${n}` })) as { draftId: string }).draftId);
    expect(await propose(own)).toEqual({ refused: 'drafts-full', params: { n: 20 } });
    for (const draftId of ids) await house.must(council.chair, 'discard-rule-draft', { draftId });
  });
});

describe('a decision', () => {
  let table: TestTable;
  let draftId: string;
  let byConsent: { decisionId: string };

  test('[CNC7] [RUL7] adopts the draft from a day on, and a meeting is held by the rules of its day', async () => {
    ({ draftId } = (await propose(own)) as { draftId: string });
    table = await sitDown(house, council, '2022-06-01', { seats: range(1, 19) });
    byConsent = await decide(table, '会則を改める。', { yes: 18 }, { mode: 'consent' });
    expect(await adopt({ draftId })).toMatchObject({ refused: 'decision-required', field: 'decisionId' });
    const { decisionId } = byConsent;
    for (const [fromOn, why] of [
      ['2022-05-31', 'past'],
      ['2023-07-01', 'too-far'],
    ])
      expect(await adopt({ draftId, decisionId, fromOn })).toMatchObject({
        refused: 'bad-input',
        field: 'fromOn',
        params: { why },
      });
    expect(await adopt({ draftId, decisionId }, council.facilitator)).toMatchObject({ refused: 'forbidden' });
    expect(await adopt({ draftId, decisionId, fromOn: '2022-07-01' })).toMatchObject({
      version: 2,
      fromOn: '2022-07-01',
    });
    expect((await rules()).versions).toMatchObject([
      { version: 2, state: 'coming', fromOn: '2022-07-01', decision: { id: decisionId } },
      { version: 1, state: 'held' },
    ]);
    const meeting = await house.app.db
      .selectFrom('meeting')
      .selectAll()
      .where('id', '=', table.meetingId)
      .executeTakeFirstOrThrow();
    expect((await ruleOfMeeting(house.app.db, meeting)).version).toBe(1);
    const later = { ...meeting, opened_at: null, starts_at: Date.parse('2022-07-01T00:00:00+09:00') };
    expect((await ruleOfMeeting(house.app.db, later)).version).toBe(2);
    expect(await audits('adopt-rule-set')).toMatchObject([{ detail: expect.stringContaining('2022-07-01') }]);
  });

  test('[RUL9] an adopted draft stays as it was decided, by command and by hand', async () => {
    expect(await propose(own, { draftId })).toMatchObject({ refused: 'already-done' });
    expect(await house.act(council.chair, 'discard-rule-draft', { draftId })).toMatchObject({
      refused: 'already-done',
    });
    expect(await adopt({ draftId, decisionId: byConsent.decisionId })).toMatchObject({
      refused: 'already-done',
    });
    await expect(
      sql.raw(`update rule_draft set body = '{}' where id = '${draftId}'`).execute(house.app.db),
    ).rejects.toThrow('stays as it was adopted');
    await expect(
      sql.raw(`update rule_set set from_on = '' where version = 2`).execute(house.app.db),
    ).rejects.toThrow('append-only');
    await house.must(council.facilitator, 'close-meeting', { meetingId: table.meetingId });
  });

  test('[RUL8] [RUL5] of less than the rules ask for a change of themselves changes nothing', async () => {
    house.clock.moveTo(Date.parse('2022-07-05T12:00:00+09:00'));
    const next = { ...own, noticeDays: 14 };
    expect(await adopt({ body: next, decisionId: byConsent.decisionId })).toMatchObject({ version: 3 });
    const small = await sitDown(house, council, '2022-08-01', { seats: range(1, 19) });
    const few = await decide(small, '通知を二週間前とする。', { yes: 11, no: 7 }, { mode: 'majority' });
    await house.must(council.facilitator, 'close-meeting', { meetingId: small.meetingId });
    const body = { ...own, noticeDays: 12 };
    expect(await adopt({ body, decisionId: few.decisionId })).toMatchObject({
      refused: 'majority-too-small',
      field: 'decisionId',
    });

    const large = await sitDown(house, council, '2022-09-01', { seats: range(1, 19) });
    const enough = await decide(
      large,
      '通知を十二日前とする。',
      { yes: 12, no: 6 },
      { mode: 'majority', category: 'bylaw' },
    );
    const round = await house.app.db
      .selectFrom('round')
      .select('rule')
      .where('id', '=', enough.roundId)
      .executeTakeFirstOrThrow();
    expect(frozenRuleIn(round)).toMatchObject({
      category: 'bylaw',
      majority: { op: 'ge', num: 2, den: 3, base: 'present' },
    });
    expect(await adopt({ body, decisionId: enough.decisionId })).toMatchObject({ version: 4 });
    await house.must(council.facilitator, 'close-meeting', { meetingId: large.meetingId });
  });

  test('[RUL5] a matter of which the rules say nothing, or a threshold beside its own, is refused', async () => {
    const table = await sitDown(house, council, '2022-10-03', { seats: range(1, 19) });
    const { proposalId } = await table.freeze('財産を処分する。');
    const open = (more: object) =>
      house.act(council.facilitator, 'open-round', { proposalId, mode: 'majority', ...more });
    expect(await open({ category: 'property' })).toMatchObject({ refused: 'bad-input', field: 'category' });
    expect(await open({ category: 'bylaw', threshold: 'three_quarters' })).toMatchObject({
      refused: 'bad-input',
      field: 'threshold',
    });
    expect(await open({ mode: 'consent', category: 'bylaw' })).toMatchObject({
      refused: 'bad-input',
      field: 'category',
    });
  });
});
