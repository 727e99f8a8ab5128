import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rulePresets } from '#lib/domain/council/rule-set.ts';
import {
  figuresOf,
  inMode,
  isInputError,
  outcomeOf,
  parseRound,
  quorumOf,
  type RoundJson,
  type RoundMode,
} from '#lib/domain/deciding/index.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { outcomeSentence } from '#lib/text/outcome.ts';
import { quorumSentence } from '#lib/text/quorum.ts';
import { sayRefusal } from '#lib/text/refusals.ts';
import { foundCouncil, type FoundedCouncil } from '#server/seed/found-council.ts';
import { range, sitDown, type TestRound, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { foundHomes, openRoundOn, sitDownHouseholds } from '#tests/fixtures/households.ts';
import { roundResult } from '../../src/routes/c/[slug]/rounds/[id]/result.ts';

/*
 * The golden cases of domain §5.9, G1 to G20: councils of their size, ballots by the product's own commands, and what is
 * printed in the end. What no screen offers (gradients, Borda, run-off, deemed resolutions) is counted from its published
 * input, as `yoriai tally` does, and said by the same sentences.
 */

let house: House;
let week = 0;
let councils = 0;

beforeAll(async () => {
  house = await openHouse('2022-04-10');
});
afterAll(() => house.close());

/** What differs from the preset. */
type Rules = Partial<Record<keyof typeof rulePresets.consent_first, unknown>>;

interface Hall {
  readonly council: FoundedCouncil;
  readonly table: TestTable;
}

/** A council of `n` seats under rules of its own. */
async function founded(n: number, rules: Rules = {}): Promise<FoundedCouncil> {
  const council = await foundCouncil(house, {
    slug: `golden-${++councils}`,
    preset: 'consent_first',
    members: n,
    password: 'とても長い合言葉です1',
  });
  if (Object.keys(rules).length > 0)
    await house.must(council.secretariat, 'adopt-rule-set', {
      councilId: council.councilId,
      body: { ...rulePresets.consent_first, ...rules },
    });
  return council;
}

/** The day of the next meeting, a fortnight after the one before; the clock stands ten days ahead of it. */
function nextDay(): string {
  const day = new Date(Date.UTC(2022, 4, 1 + 14 * ++week)).toISOString().slice(0, 10);
  house.clock.moveTo(Date.parse(`${day}T12:00:00+09:00`) - 10 * 86_400_000);
  return day;
}

/** The same, in session with these seats present. */
async function hall(n: number, present: readonly number[], rules: Rules = {}): Promise<Hall> {
  const council = await founded(n, rules);
  return { council, table: await sitDown(house, council, nextDay(), { seats: present }) };
}

/** Everybody's reply as the recorder hears it, in blocks: `{ for: 4, against: 3 }` is seats 1 to 4 and 5 to 7. */
async function say(
  { council }: Hall,
  round: TestRound,
  counts: Readonly<Record<string, number>>,
  more: Readonly<Record<string, object>> = {},
  from = 1,
) {
  const words = Object.entries(counts).flatMap(([word, n]) => Array.from({ length: n }, () => word));
  for (const [i, choice] of words.entries())
    await house.must(council.recorder, 'cast-ballot', {
      roundId: round.roundId,
      textHash: round.textHash,
      choice,
      for: council.seats[from + i - 1]!.seatId,
      via: 'live',
      ...more[choice],
    });
}

const close = (
  council: FoundedCouncil,
  { roundId }: TestRound,
  more: object = {},
  by = council.facilitator,
) => house.must(by, 'close-round', { roundId, ...more });

/** The result as the page of the round prints it. */
async function printed(council: FoundedCouncil, { roundId }: TestRound) {
  const page = await house.app.read.rounds.page(house.actorOf(council.facilitator), roundId);
  if (isRefusal(page)) throw new Error(page.refused);
  const result = roundResult(page, 'ja');
  if (!result) throw new Error('the round has no result');
  return {
    sentence: result.sentence,
    people: result.people.sentence,
    numbers: result.numbers.map(({ label, value }) => `${label} ${value}`).join('・'),
    rows: result.room?.rows.map(({ label, cells }) => `${label} ${cells.join('/')}`) ?? [],
    results: result.room?.results ?? null,
    same: result.room?.same ?? null,
    note: result.numbersNote ?? '',
    rule: result.rule.sentence,
    outcome: page.outcome!,
  };
}

/** What is printed of a round that is counted from its published input alone. */
function tallied(json: RoundJson) {
  const outcome = outcomeOf(json);
  if (isInputError(outcome)) throw new Error(JSON.stringify(outcome));
  return { sentence: outcomeSentence(figuresOf(inMode(json.mode, outcome)), null, 'ja'), outcome };
}

const majority = (base: string, op = 'gt', num = 1, den = 2) => ({ op, num, den, base });
const quorum = (op: string, num = 1, den = 2) => ({ ...rulePresets.consent_first.quorum, op, num, den });
const passed = '多数決で決まりました（全員の合意ではありません）。';
const rejected = '否決しました。';
const voted = (table: TestTable, more: object = {}) =>
  table.round('秋まつりの会場を移す。', { mode: 'majority', ...more });

describe('quorum', () => {
  test('[G1] 6 of 12: half or more is met, more than half is not', async () => {
    const half = await hall(12, range(1, 6), {
      quorum: quorum('ge'),
      chairVote: 'votes_no_casting',
      tieRule: 'rejected',
    });
    const round = await voted(half.table);
    await say(half, round, { for: 6 });
    await close(half.council, round);
    const met = await printed(half.council, round);
    expect(met.people).toBe('委員12人のうち、出席・委任を合わせて6人（必要6人）');
    expect(met.sentence).toBe(passed);
    // more than half of twelve needs seven: then the meeting can't even be opened
    const more = await founded(12, { chairVote: 'votes_no_casting', tieRule: 'rejected' });
    const refused = await sitDown(house, more, nextDay(), { seats: range(1, 6) }).then(
      () => null,
      (error: unknown) => String(error),
    );
    expect(refused).toContain('no-quorum');
    const why = { refused: 'no-quorum', params: { attended: '6', needed: '7' } } as const;
    expect(refused).toContain(JSON.stringify(why.params));
    expect(sayRefusal(why, 'ja').message).toContain('必要7人');
  });

  test('[G2] 24 → 13 / 12, 25 → 13 / 13, 750 → 376 / 375, two thirds of 20 → 14, three quarters of 750 → 563', () => {
    const needed = (eligible: number, op: 'gt' | 'ge', num: number, den: number) => {
      const roll = range(1, eligible).map((no) => ({
        key: `s${no}`,
        weight: { n: 1n, d: 1n },
        chair: false,
      }));
      const figures = quorumOf({
        quorum: { op, num, den, countAlternate: true, countProxy: true, countWritten: true },
        roll,
        attendance: [],
        proxies: [],
      });
      return quorumSentence(figures, eligible, 'ja').replace(/^.*必要/u, '必要');
    };
    expect([needed(24, 'gt', 1, 2), needed(24, 'ge', 1, 2)]).toEqual(['必要13人）', '必要12人）']);
    expect([needed(25, 'gt', 1, 2), needed(25, 'ge', 1, 2)]).toEqual(['必要13人）', '必要13人）']);
    expect([needed(750, 'gt', 1, 2), needed(750, 'ge', 1, 2)]).toEqual(['必要376人）', '必要375人）']);
    expect(needed(20, 'ge', 2, 3)).toBe('必要14人）');
    expect(needed(750, 'ge', 3, 4)).toBe('必要563人）');
  });
});

describe('majority and its base', () => {
  test.each([
    ['cast', passed, '7', '4'],
    ['ballots', rejected, '9', '5'],
    ['eligible', rejected, '10', '6'],
  ] as const)(
    '[G3] 4 for, 3 against, 1 blank, 1 abstain, 1 silent of 10: of %s',
    async (base, sentence, of, needed) => {
      const here = await hall(10, range(1, 10), {
        majority: majority(base),
        chairVote: 'votes_no_casting',
        tieRule: 'rejected',
      });
      const round = await voted(here.table);
      await say(here, round, { for: 4, against: 3, blank: 1, abstain: 1 });
      await close(here.council, round);
      const result = await printed(here.council, round);
      expect(result).toMatchObject({ sentence, numbers: '賛成 4・反対 3・棄権 1・無効・白票 1' });
      expect(result.outcome).toMatchObject({ base: of, needed });
      expect(result.note).toContain('1人');
    },
  );

  test.each([
    ['present', rejected, '15'],
    ['cast', passed, '13'],
  ] as const)('[G4] 7 for, 6 against, 2 abstain: of those %s', async (base, sentence, of) => {
    const here = await hall(15, range(1, 15), {
      majority: majority(base),
      chairVote: 'votes_no_casting',
      tieRule: 'rejected',
    });
    const round = await voted(here.table);
    await say(here, round, { for: 7, against: 6, abstain: 2 });
    await close(here.council, round);
    const result = await printed(here.council, round);
    expect(result.sentence).toBe(sentence);
    expect(result.outcome.base).toBe(of);
  });

  test('[G7] 9 to 9 with one abstention, the chair decides', async () => {
    const here = await hall(20, range(1, 20));
    const round = await voted(here.table);
    // seat 1 presides and casts no vote
    await say(here, round, { for: 9, against: 9, abstain: 1 }, {}, 2);
    await close(here.council, round);
    expect((await printed(here.council, round)).sentence).toBe(
      '賛成と反対が同数です。まだ決まっていません。',
    );
    await close(here.council, round, { chairCasts: 'for' }, here.council.chair);
    expect(await printed(here.council, round)).toMatchObject({
      sentence: '可否同数のため、議長の裁決により可決しました。',
      outcome: { code: 'PASSED_BY_CASTING_VOTE', base: '19' },
    });
  });

  test.each([
    [{ for: 13, against: 4, abstain: 2 }, passed],
    [{ for: 12, against: 5, abstain: 2 }, rejected],
  ])('[G8] two thirds of 19: %o', async (counts, sentence) => {
    const here = await hall(20, range(1, 20));
    const round = await voted(here.table, { threshold: 'two_thirds' });
    await say(here, round, counts, {}, 2);
    await close(here.council, round);
    expect(await printed(here.council, round)).toMatchObject({
      sentence,
      outcome: { base: '19', needed: '13' },
    });
  });
});

test('[G9] [HHR2] [HHR4] households of 1 (0–1), 3 (2–1), 5 (5–0), 2 (1–1), by fractions of members: 13/6 to 11/6 passes', async () => {
  const council = await foundHomes(house, 'golden-homes', [3, 5, 2], { householdRule: 'member_fraction' });
  const { meetingId } = await sitDownHouseholds(house, council, range(1, 11), undefined, nextDay());
  const round = { ...(await openRoundOn(house, council, meetingId, '会費を改める。')), no: 1 };
  const said = [
    ...['against'],
    ...['for', 'for', 'against'],
    ...['for', 'for', 'for', 'for', 'for'],
    ...['for', 'against'],
  ];
  for (const [i, choice] of said.entries())
    await house.must(council.seats[i]!.personId, 'cast-ballot', {
      roundId: round.roundId,
      textHash: round.textHash,
      choice,
    });
  await close(council, round);
  const result = await printed(council, round);
  expect(result).toMatchObject({
    sentence: passed,
    people: '4世帯（会員11人）のうち、出席・委任を合わせて4世帯（必要：2世帯分を超える数）',
    outcome: { base: '4', needed: '2', total: { for: '13/6', against: '11/6' } },
  });
  expect(result.numbers).toMatch(/^賛成 2と6分の1・反対 1と6分の5・/u);
  expect(result.rule).toContain('所属する世帯の会員数分の1を、一人の票とします。');
});

describe('proxies', () => {
  const proxies = async ({ council, table }: Hall, from: readonly number[]) => {
    for (const no of from)
      await house.must(council.recorder, 'record-proxy', {
        meetingId: table.meetingId,
        fromSeatId: council.seats[no - 1]!.seatId,
        toSeatId: council.seats[0]!.seatId,
        source: 'paper',
      });
  };

  test.each([
    ['quorum_only', rejected, '49', ['否決', '否決'], true],
    ['holder_decides', passed, '81', ['否決', '多数決で決定'], false],
  ] as const)(
    '[G5] [AT-6.3] 49 of 90 households present, 32 proxies to the chair, 18–1–30: proxies %s',
    async (proxyMeaning, sentence, base, results, same) => {
      const here = await hall(90, range(1, 49), {
        proxyMeaning,
        proxyLimit: null,
        chairVote: 'votes_no_casting',
        tieRule: 'rejected',
      });
      await proxies(here, range(50, 81));
      const round = await voted(here.table);
      await say(here, round, { for: 18, against: 1, abstain: 30 });
      await close(here.council, round);
      const result = await printed(here.council, round);
      expect(result).toMatchObject({ sentence, results, same });
      expect(result.outcome).toMatchObject({
        base,
        quorum: { attended: '81', needed: '46' },
        flags: same ? [] : ['REMOTE_CHANGED_RESULT'],
      });
      expect(result.rows.slice(0, 3)).toEqual(
        same ? ['賛成 18/18', '反対 1/1', '棄権 30/30'] : ['賛成 18/50', '反対 1/1', '棄権 30/30'],
      );
    },
  );

  test('[G6] 30 to 70 in the room of 100, 150 proxies to the chair carry it; the flag says so', async () => {
    const here = await hall(300, range(1, 100), {
      quorum: quorum('none'),
      proxyMeaning: 'holder_decides',
      proxyLimit: null,
      chairVote: 'votes_no_casting',
      tieRule: 'rejected',
    });
    await proxies(here, range(101, 250));
    const round = await voted(here.table);
    await say(here, round, { for: 30, against: 70 });
    await close(here.council, round);
    expect(await printed(here.council, round)).toMatchObject({
      sentence: passed,
      results: ['否決', '多数決で決定'],
      same: false,
      outcome: { base: '250', needed: '126', total: { for: '180', against: '70' } },
    });
  }, 60_000);

  test('[G17] whoever gave a proxy and comes before the item counts once, for himself', async () => {
    const here = await hall(12, range(1, 8), {
      proxyMeaning: 'holder_decides',
      chairVote: 'votes_no_casting',
      tieRule: 'rejected',
    });
    await proxies(here, [9, 10]);
    await house.must(here.council.recorder, 'record-attendance', {
      meetingId: here.table.meetingId,
      seatId: here.council.seats[8]!.seatId,
      mode: 'in_person',
    });
    const round = await voted(here.table);
    await say(here, round, { for: 8, against: 1 });
    await close(here.council, round);
    const { outcome, rows } = await printed(here.council, round);
    // nine there, one by proxy with the chair's choice; the second proxy is void
    expect(outcome.quorum.attended).toBe('10');
    expect(rows.slice(0, 2)).toEqual(['賛成 8/9', '反対 1/1']);
  });
});

describe('consent', () => {
  const reason = '人数が心配です';
  const said = {
    concern: { reason },
    objection: { reason: '週2回では重い', wouldAgreeIf: '週1回なら' },
  };
  test('[G10] 16, 2, 1 objection, 1 aside: not yet; the second version 17, 2, 0, 1: with concerns', async () => {
    const here = await hall(20, range(1, 20));
    const first = await here.table.round('民生委員は週2回。');
    await say(here, first, { consent: 16, concern: 2, objection: 1, stand_aside: 1 }, said);
    await close(here.council, first);
    expect(await printed(here.council, first)).toMatchObject({
      sentence: 'まだ合意していません。異議が1件あります。',
      numbers: '同意 16・懸念あり 2・異議 1・保留 1',
      rows: ['同意 16/16', '懸念あり 2/2', '異議 1/1', '保留 1/1', '未回答 0/0'],
    });
    const second = await here.table.round('民生委員は週1回。');
    await say(here, second, { consent: 17, concern: 2, stand_aside: 1 }, said);
    await close(here.council, second);
    expect((await printed(here.council, second)).sentence).toBe(
      '懸念を付けて合意しました（懸念 2件を記録）。',
    );
  });

  test('[G20] 11 of 20 stand aside, 9 consent: silence is never consent', async () => {
    const here = await hall(20, range(1, 20));
    const round = await here.table.round('たまり場を開く。');
    await say(here, round, { consent: 9, stand_aside: 11 });
    await close(here.council, round);
    expect((await printed(here.council, round)).sentence).toBe(
      'まだ合意していません。意見を示した人が足りません。',
    );
  });

  test('[G16] a reply from home, then another in the room: the room counts, attendance once', async () => {
    const here = await hall(12, range(1, 8));
    const round = await here.table.round('たまり場を開く。');
    const own = here.council.seats[8]!;
    const reply = (choice: string) =>
      house.must(own.personId, 'cast-ballot', { roundId: round.roundId, textHash: round.textHash, choice });
    await reply('consent');
    await house.must(here.council.recorder, 'record-attendance', {
      meetingId: here.table.meetingId,
      seatId: own.seatId,
      mode: 'in_person',
    });
    await reply('stand_aside');
    await say(here, round, { consent: 8 });
    await close(here.council, round);
    const { numbers, outcome } = await printed(here.council, round);
    expect(numbers).toBe('同意 8・懸念あり 0・異議 0・保留 1');
    expect(outcome.quorum.attended).toBe('9');
    expect(outcome.superseded).toMatchObject([{ via: 'electronic' }]);
  });

  test('[G18] a reply about the old text is refused, and counts nowhere', async () => {
    const here = await hall(12, range(1, 8));
    const first = await here.table.round('民生委員は週2回。');
    await say(here, first, { consent: 7, objection: 1 }, said);
    await close(here.council, first);
    const second = await here.table.round('民生委員は週1回。');
    const old = await house.act(here.council.recorder, 'cast-ballot', {
      roundId: second.roundId,
      textHash: first.textHash,
      choice: 'consent',
      for: here.council.seats[0]!.seatId,
      via: 'live',
    });
    expect(old).toMatchObject({ refused: 'text-changed' });
    expect(house.app.statusOf(old as never)).toBe(409);
    await say(here, second, { consent: 7 }, {}, 2);
    await close(here.council, second);
    expect((await printed(here.council, second)).numbers).toBe('同意 7・懸念あり 0・異議 0・保留 0');
  });

  test('[G19] until 23:59: 23:59:59 counts, 00:00:00 is late', async () => {
    const here = await hall(12, range(1, 8));
    const day = new Date(house.clock.now() + 9 * 3_600_000).toISOString().slice(0, 10);
    const round = await here.table.round('たまり場を開く。', { closesAt: `${day}T23:59:00+09:00` });
    await say(here, round, { consent: 6 });
    house.clock.moveTo(Date.parse(`${day}T23:59:59+09:00`));
    await say(here, round, { consent: 1 }, {}, 7);
    house.clock.moveTo(Date.parse(`${day}T23:59:59+09:00`) + 1000);
    const late = await house.act(here.council.recorder, 'cast-ballot', {
      roundId: round.roundId,
      textHash: round.textHash,
      choice: 'consent',
      for: here.council.seats[7]!.seatId,
      via: 'live',
    });
    expect(late).toMatchObject({ refused: 'round-closed' });
    await close(here.council, round);
    const { numbers, note } = await printed(here.council, round);
    expect(numbers).toBe('同意 7・懸念あり 0・異議 0・保留 0');
    expect(note).toContain('1人');
  });
});

describe('fingers and dots', () => {
  test('[G11] 5×6, 4×8, 3×5, 2×2: more talk; then 5×6, 4×9, 3×6: agreed', async () => {
    const here = await hall(21, range(1, 21));
    const ask = (text: string) => here.table.round(text, { mode: 'fist' satisfies RoundMode });
    const first = await ask('三つの部会を置く。');
    await say(
      here,
      first,
      { '5': 6, '4': 8, '3': 5, '2': 2 },
      { '2': { reason: '人が足りるか気になります' } },
    );
    await close(here.council, first);
    expect(await printed(here.council, first)).toMatchObject({
      sentence: 'まだ合意していません。もっと話し合いたい人が2人います。',
      numbers:
        '5本 大賛成 6・4本 賛成 8・3本 進めてよい 5・2本 少し心配 2・1本 大きな心配 0・0本 進められない 0',
    });
    // people have talked: the same words may be asked about again
    const again = await house.must<{ roundId: string; no: number }>(here.council.facilitator, 'open-round', {
      proposalId: first.proposalId,
      mode: 'fist',
    });
    const second = { ...first, ...again };
    await say(here, second, { '5': 6, '4': 9, '3': 6 });
    await close(here.council, second);
    expect(await printed(here.council, second)).toMatchObject({
      sentence: '支持があることを確認しました（21人）。',
      outcome: { code: 'AGREED' },
    });
  });

  test('[G14] 55 of 57 dots by 19 voters, in their order', async () => {
    const here = await hall(19, range(1, 19));
    const wanted = {
      見守り: 14,
      ごみ案内: 11,
      災害時の声かけ: 9,
      通学路: 8,
      たまり場: 6,
      役員のなり手: 4,
      買物: 2,
      掲示板: 1,
    };
    const text = ['先に取り組む課題は何ですか。', ...Object.keys(wanted).map((option) => `・${option}`)].join(
      '\n',
    );
    const round = await here.table.round(text, { mode: 'dots' });
    const dots = Object.entries(wanted).flatMap(([option, n]) => Array.from({ length: n }, () => option));
    for (const no of range(1, 19)) {
      // every nineteenth: nobody puts two on one option
      const own = dots.filter((_, i) => i % 19 === no - 1);
      await house.must(here.council.recorder, 'cast-ballot', {
        roundId: round.roundId,
        textHash: round.textHash,
        choice: Object.fromEntries(own.map((option) => [option, 1])),
        for: here.council.seats[no - 1]!.seatId,
        via: 'live',
      });
    }
    await close(here.council, round);
    const result = await printed(here.council, round);
    expect(result.sentence).toBe('参加者の優先順位の目安です。採決ではありません。');
    expect(result.numbers).toBe(
      Object.entries(wanted)
        .map(([option, n]) => `${option} ${n}`)
        .join('・'),
    );
    expect(result.note).toBe('57枚のうち55枚のシールが貼られました（19人）。');
  });
});

describe('counted from the published input', () => {
  const rule: RoundJson['rule'] = {
    quorum: { op: 'none', num: 1, den: 2, countAlternate: true, countProxy: true, countWritten: true },
    blockIsVeto: true,
  };
  const roll = (n: number) => range(1, n).map((no) => ({ key: `s${no}`, weight: '1' }));
  const ballots = (choices: readonly (string | string[])[]) =>
    choices.map((choice, i) => ({
      key: `s${i + 1}`,
      choice,
      via: 'live' as const,
      at: '2023-02-15T19:30+09:00',
      textHash: 'b7c0',
    }));
  const round = (mode: RoundJson['mode'], n: number, choices: readonly (string | string[])[], more = {}) =>
    ({ mode, rule, textHash: 'b7c0', roll: roll(n), ballots: ballots(choices), ...more }) satisfies RoundJson;

  test('[G12] gradients 4,6,4,1,1,3,1,0: one strong opposition, though most support it', () => {
    const levels = [4, 6, 4, 1, 1, 3, 1, 0].flatMap((n, i) => Array<string>(n).fill(String(i + 1)));
    expect(tallied(round('gradients', 20, levels)).sentence).toBe(
      'まだ合意していません。強い反対が1件あります。',
    );
  });

  test('[G13] run-off and Borda: B wins though A led the first preferences', () => {
    const lists = [
      ...Array.from({ length: 8 }, () => ['A', 'B', 'C']),
      ...Array.from({ length: 6 }, () => ['B', 'C', 'A']),
      ...Array.from({ length: 5 }, () => ['C', 'B', 'A']),
    ];
    const options = { options: ['A', 'B', 'C'], lotSeed: '5eed' };
    const irv = tallied(round('irv', 19, lists, options));
    expect(irv.outcome).toMatchObject({ winner: 'B', total: { byChoice: { A: '8', B: '6', C: '5' } } });
    expect(irv.outcome.steps.at(-1)?.counts).toEqual({ A: '8', B: '11' });
    const borda = tallied(round('borda', 19, lists, options));
    expect(borda.outcome.ranking.map(({ option, score }) => `${option}${score}`)).toEqual([
      'B25',
      'A16',
      'C16',
    ]);
    for (const { sentence } of [irv, borda])
      expect(sentence).toBe('参加者の優先順位の目安です。採決ではありません。');
  });

  test('[G15] 24 of 25 said yes in writing, one nothing: they meet', () => {
    const { sentence, outcome } = tallied(round('deemed-unanimity', 25, Array<string>(24).fill('for')));
    expect(sentence).toBe('全員の承諾がそろわないため、集まって話し合います。');
    expect(outcome.unanswered).toEqual(['s25']);
    expect(isInputError(parseRound(round('deemed-unanimity', 25, [])))).toBe(false);
  });
});
