import { isRefusal } from '#lib/domain/refusal.ts';
import { presetStrategy } from '#lib/domain/issues/strategy.ts';
import { groupTitle, measureWord } from '#lib/text/taxonomy.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAgenda } from '#lib/doc/agenda.ts';
import { measureTitle } from '#lib/text/taxonomy.ts';
import { coveragePicture } from '#lib/text/coverage-picture.ts';
import { foundCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { fillSampleCouncil } from '../../demo/fill.ts';
import { samplePeople } from '../council/sample-people.ts';

/* The sample council's numbers on 2023-02-08 (domain §6 AT-3 steps 1 to 3 and 6, AT-4 step 1). */

let house: House;
let councilId = '';
const people = new Map<string, string>();

beforeAll(async () => {
  house = await openHouse('2023-02-08');
  await fillSampleCouncil(house.app);
  councilId = (await house.app.db.selectFrom('council').select('id').executeTakeFirstOrThrow()).id;
  for (const { handle, personId } of await samplePeople(house.app.db)) people.set(handle, personId);
}, 120_000);
afterAll(() => house.close());

const coverage = () => house.app.read.issues.coverage(councilId);
const as = (handle: string) => people.get(handle) ?? null;
const cellOf = async (field: string, stage: string) =>
  (await coverage()).matrix.core
    .find((row) => row.field === field)
    ?.cells.find((cell) => cell.lifeStage === stage);

describe('AT-3: coverage', () => {
  test('[AT-3.1] 15 of 36 cells; 子育て支援×子ども 3, 高齢者福祉×高齢者 4; 中堅世代 empty; 4 outside', async () => {
    const { matrix, issues } = await coverage();
    expect([matrix.filled, matrix.cells]).toEqual([15, 36]);
    expect((await cellOf('childcare', 'children'))?.issues).toHaveLength(3);
    expect((await cellOf('elderly', 'seniors'))?.issues).toHaveLength(4);
    expect(matrix.emptyLifeStages).toEqual(['mid_career']);
    const no = (id: string) => issues.find((issue) => issue.id === id)?.no;
    expect(matrix.outside.map(no)).toEqual([1, 2, 10, 12]);
  });

  test('[AT-3.2] 10 of 12 measures; the gaps are 基盤① and 魅力④', async () => {
    const { measures, lists } = await coverage();
    expect(measures.measures).toHaveLength(12);
    expect(measures.covered).toBe(10);
    const gaps = measures.measures.filter((cover) => cover.standing === 'gap').map((cover) => cover.measure);
    expect(gaps).toEqual(['base_1', 'appeal_4']);
    expect(measureTitle(lists.groups, 'base_1', 'ja')).toContain('基盤①');
  });

  test('[AT-3.6] table as CSV with a mark for Excel, and as a picture', async () => {
    const csv = await house.app.files.coverage('matrix', councilId, 'ja');
    expect(csv.startsWith('\ufeff分野,')).toBe(true);
    expect(csv).toContain('\r\n高齢者福祉,6つの分野,');
    expect((await house.app.files.coverage('measures', councilId, 'ja')).split('\r\n')).toHaveLength(14);
    const picture = coveragePicture((await coverage()).matrix, '<会議> & "友"', 'ja');
    expect(picture).toContain('課題がある区分　36区分のうち15区分');
    expect(picture).toContain('&#60;会議&#62;');
    expect(picture).not.toMatch(/<(?:script|a|image|foreignObject)\b/);
  });

  test('[AT-3.3][CND1][CND2] a candidate from 魅力④: 11 of 12 as planned, the cell keeps 4 + 1 planned', async () => {
    const propose = (by: string | null, more: object = {}) =>
      house.act<{ candidateId: string }>(by, 'propose-candidate', {
        councilId,
        title: '高齢世代の知恵を子どもに伝える会',
        fields: ['elderly'],
        lifeStages: ['seniors'],
        measure: 'appeal_4',
        ...more,
      });
    expect(await propose(null)).toMatchObject({ refused: 'session-required' });
    expect(await propose(as('resident'))).toMatchObject({ refused: 'forbidden' });
    expect(await propose(as('facilitator'), { fields: ['宇宙'] })).toMatchObject({
      refused: 'bad-input',
      field: 'fields',
    });
    expect(await propose(as('facilitator'), { issueIds: ['A'.repeat(22)] })).toMatchObject({
      refused: 'not-found',
    });
    const made = await propose(as('facilitator'));
    if ('refused' in made) throw new Error(made.refused);
    const { measures } = await coverage();
    expect([measures.covered, measures.planned]).toEqual([10, 1]);
    expect(measures.measures.at(-1)).toMatchObject({ measure: 'appeal_4', standing: 'planned' });
    const cell = await cellOf('elderly', 'seniors');
    expect([cell?.issues.length, cell?.planned.length]).toEqual([4, 1]);
    const young = await cellOf('youth', 'young_adults');
    const { issues } = await coverage();
    expect(young?.issues.map((id) => issues.find((issue) => issue.id === id)?.no)).toEqual([11]);

    // on the agenda of the meeting to come, once
    const [agenda] = await house.app.read.issues.openAgendas(house.actorOf(as('facilitator')), councilId);
    const meetingId = agenda?.meetingId ?? '';
    const place = () =>
      house.act<{ itemId: string }>(as('facilitator'), 'place-candidate', {
        candidateId: made.candidateId,
        meetingId,
      });
    const placed = await place();
    const items = readAgenda(await house.app.sync.readDoc(`meeting/${meetingId}/agenda`));
    expect(items.find((item) => item.id === (placed as { itemId: string }).itemId)?.title).toContain('知恵');
    expect(await place()).toMatchObject({ refused: 'wrong-state' });
    expect((await coverage()).measures.planned).toBe(1);
    // the words of a candidate are for people of the council
    expect(await house.app.read.issues.candidates(house.actorOf(null), councilId)).toEqual([]);
    expect(JSON.stringify(await coverage())).not.toContain('知恵');

    const other = await propose(as('member4'), { title: 'べつの案' });
    if ('refused' in other) throw new Error(other.refused);
    const drop = () => house.act(as('member5'), 'drop-candidate', { candidateId: other.candidateId });
    expect(await drop()).toMatchObject({ candidateId: other.candidateId });
    expect(await drop()).toMatchObject({ refused: 'wrong-state' });
    expect((await coverage()).measures.planned).toBe(1);
  });
});

describe('AT-4: figures', () => {
  test('[AT-4.1][FIG1][FIG2] 5 of 12 = 41.7 %; 40 / 20 / 40 %; by fiscal year', async () => {
    const view = await house.app.read.issues.figures(councilId, null);
    expect(view.figures).toMatchObject({ published: 12, resolved: 5, rate: 417 });
    expect(view.figures.byRoute).toEqual([
      { route: 'self', resolved: 2, share: 400 },
      { route: 'joint', resolved: 1, share: 200 },
      { route: 'referred', resolved: 2, share: 400 },
      { route: 'professional', resolved: 0, share: 0 },
    ]);
    expect(view.years.map((year) => [year.fiscalYear, year.figures.published])).toEqual([[2022, 12]]);
    expect((await house.app.read.issues.figures(councilId, 2021)).figures.rate).toBeNull();
    // nothing personal: only counts, keys and years
    expect(JSON.stringify(view)).not.toMatch(/[^\x20-\x7e]/);
  });
});

describe('lists of the council', () => {
  test('[R-STR-03] a word of its own is a field like others; issues keep it when it is taken out', async () => {
    const term = (by: string, command: string, word: string) =>
      house.act(as(by), command, { councilId, list: 'field', word });
    expect(await term('member4', 'add-term', 'ペット')).toMatchObject({ refused: 'forbidden' });
    expect(await term('facilitator', 'add-term', 'elderly')).toMatchObject({ refused: 'already-done' });
    await house.must(as('facilitator'), 'add-term', { councilId, list: 'field', word: 'ペット' });
    expect(await term('facilitator', 'add-term', 'ペット')).toMatchObject({ refused: 'already-done' });
    const issue = (await coverage()).issues.find(({ no }) => no === 11);
    const tags = { issueId: issue?.id, lifeStages: ['young_adults', 'high_school'], measure: 'appeal_3' };
    const fields = ['youth', 'independence', 'ペット'];
    expect(await house.act(as('member4'), 'tag-issue', { ...tags, fields })).toMatchObject({
      refused: 'forbidden',
    });
    await house.must(as('facilitator'), 'tag-issue', { ...tags, fields });
    const { matrix } = await coverage();
    expect(matrix.more.find((row) => row.field === 'ペット')?.issues).toBe(1);
    expect(matrix.filled).toBe(15);
    await house.must(as('facilitator'), 'remove-term', { councilId, list: 'field', word: 'ペット' });
    expect((await coverage()).matrix.more.some((row) => row.field === 'ペット')).toBe(true);
    await house.must(as('facilitator'), 'tag-issue', { ...tags, fields });
    await house.must(as('facilitator'), 'tag-issue', { ...tags, fields: fields.slice(0, 2) });
    expect(await house.act(as('facilitator'), 'tag-issue', { ...tags, fields })).toMatchObject({
      refused: 'bad-input',
      field: 'fields',
    });
  });

  test('[COV8] an imported strategy stands in place of the preset; a second one keeps what has the same title', async () => {
    const pasted = '住みよさ\n・通学路を明るくする\n・買物を支える';
    expect(
      await house.act(as('member4'), 'import-strategy', { councilId, name: '新戦略', text: pasted }),
    ).toMatchObject({ refused: 'forbidden' });
    expect(
      await house.act(as('facilitator'), 'import-strategy', {
        councilId,
        name: '新戦略',
        text: 'ことばだけ',
      }),
    ).toMatchObject({ refused: 'text-empty', field: 'text' });
    await house.must(as('facilitator'), 'import-strategy', { councilId, name: '新戦略', text: pasted });
    const { lists, measures } = await coverage();
    expect(lists.strategyName).toBe('新戦略');
    expect(measures).toMatchObject({ covered: 0 });
    expect(measures.elsewhere).toHaveLength(12);
    const light = lists.groups[0]?.measures[0]?.key;
    const issue = (await coverage()).issues.find(({ no }) => no === 12);
    await house.must(as('facilitator'), 'tag-issue', {
      issueId: issue?.id,
      fields: ['safety'],
      lifeStages: ['children', 'high_school'],
      measure: light,
    });
    await house.must(as('facilitator'), 'import-strategy', {
      councilId,
      name: '新戦略（改訂）',
      text: '暮らし\t通学路を明るくする\n\t花を植える',
    });
    expect((await coverage()).measures).toMatchObject({ covered: 1, planned: 0 });
  });

  test('[F-R2] [COV10] [COV11] what an import changes is seen before; it is taken back step by step, the standard typed anew keeps its issues', async () => {
    const read = house.app.read.issues;
    const facilitator = house.actorOf(as('facilitator'));
    const issuesOf = async () => (await coverage()).measures.elsewhere.length;
    const back = async () => {
      const [before] = await read.strategiesBefore(councilId);
      return house.must(as('facilitator'), 'take-back-strategy', {
        councilId,
        strategyId: before?.strategyId,
      });
    };
    expect(await back()).toMatchObject({ name: '新戦略' });
    const [first] = await read.strategiesBefore(councilId);
    expect(first).toMatchObject({ name: '新戦略', before: '' });
    expect(await back()).toEqual({ strategyId: null, name: '' });
    expect((await coverage()).lists.strategyName).toBe('');
    const standing = await issuesOf();
    expect(await read.strategiesBefore(councilId)).toEqual([]);
    expect(
      await house.act(as('facilitator'), 'take-back-strategy', { councilId, strategyId: first?.strategyId }),
    ).toMatchObject({ refused: 'wrong-state' });

    const text = presetStrategy
      .flatMap((group) => [
        groupTitle(group, 'ja'),
        ...group.measures.map(({ key }) => `・${measureWord(key, 'ja')}`),
      ])
      .join('\n');
    const preview = await read.previewStrategy(facilitator, councilId, text);
    expect(preview).toMatchObject({ fresh: [], gone: [] });
    if (isRefusal(preview)) throw new Error(preview.refused);
    expect(preview.kept).toHaveLength(12);
    const other = await read.previewStrategy(facilitator, councilId, '住みよさ\n・花を育てる');
    if (isRefusal(other)) throw new Error(other.refused);
    expect(other.gone.reduce((sum, { issues }) => sum + issues, 0)).toBe(11);
    // nothing is imported by asking, and nobody else asks
    expect((await coverage()).lists.strategyName).toBe('');
    expect(await read.previewStrategy(house.actorOf(as('member4')), councilId, text)).toMatchObject({
      refused: 'forbidden',
    });

    await house.must(as('facilitator'), 'import-strategy', { councilId, name: '標準', text });
    expect(await issuesOf()).toBe(standing);
    const unmarked = text.replaceAll(/^・\S+ /gm, '・');
    const again = await read.previewStrategy(facilitator, councilId, unmarked);
    expect(again).toMatchObject({ fresh: [], gone: [] });
  });

  test('[F-R2] [COV12] the city’s plan beside the district’s own: each is covered by itself, issues keep the measures of both', async () => {
    const act = <R>(command: string, input: object) =>
      house.must<R>(as('facilitator'), command, { councilId, ...input });
    const refusedAct = (command: string, input: object) =>
      house.act(as('facilitator'), command, { councilId, ...input });
    const names = async () => (await coverage()).lists.strategies.map(({ name }) => name);
    const [own] = (await coverage()).lists.strategies;
    const text = '安心\n・通学路を明るくする\n・見守りを続ける\n楽しさ\n・祭りを開く';
    const preview = await house.app.read.issues.previewStrategy(
      house.actorOf(as('facilitator')),
      councilId,
      text,
      { beside: true },
    );
    // standing beside others it takes nothing away
    expect(preview).toMatchObject({ gone: [] });
    const covered = (await coverage()).measures.covered;
    const { strategyId } = await act<{ strategyId: string }>('import-strategy', {
      name: '市の計画 2021〜2025',
      text,
      beside: true,
    });
    expect(await names()).toEqual([own?.name, '市の計画 2021〜2025']);
    expect((await coverage()).measures.covered).toBe(covered);

    const city = async () =>
      (await coverage()).strategies.find(({ strategy }) => strategy.id === strategyId)?.measures;
    const before = (await city())?.covered ?? 0;
    const issue = (await coverage()).issues.find(({ no }) => no === 11);
    const watch = (await city())?.measures[1]?.measure ?? '';
    const tagged = { issueId: issue?.id, fields: ['youth'], lifeStages: ['young_adults'] };
    const both = ['appeal_3', watch];
    await house.must(as('facilitator'), 'tag-issue', { ...tagged, measures: both });
    expect((await city())?.covered).toBe(before + 1);
    const board = await house.app.read.issues.cards(councilId);
    expect(board.find(({ no }) => no === 11)).toMatchObject({ measure: both[0], moreMeasures: [both[1]] });
    expect(
      await house.act(as('facilitator'), 'tag-issue', { ...tagged, measures: [watch, 'm_nowhere'] }),
    ).toMatchObject({ refused: 'bad-input', field: 'measure' });

    // which one is shown first is a choice of its own
    await act('choose-strategy', { strategyId });
    expect(await names()).toEqual(['市の計画 2021〜2025', own?.name]);
    expect(await refusedAct('choose-strategy', { strategyId })).toMatchObject({ refused: 'already-done' });
    expect(await refusedAct('choose-strategy', { strategyId: 'A'.repeat(22) })).toMatchObject({
      refused: 'conflict',
    });
    const csv = await house.app.files.coverage('measures', councilId, 'ja');
    expect(csv).toContain('市の計画 2021〜2025,見守りを続ける,1,');
    expect(csv.split('\r\n')[0]).toContain('計画,');

    for (const place of [{ beside: true }, { replaces: strategyId }])
      expect(
        await refusedAct('import-strategy', { name: '市の計画　2021〜2025', text, ...place }),
      ).toMatchObject({ refused: 'already-done', field: 'name' });

    // the same text once more is the same measures; the one it replaces is named
    await act('import-strategy', { name: '市の計画（改訂）', text, replaces: strategyId });
    expect(await names()).toEqual(['市の計画（改訂）', own?.name]);
    expect((await coverage()).measures.covered).toBe(before + 1);
    expect(await refusedAct('import-strategy', { name: 'x', text, replaces: strategyId })).toMatchObject({
      refused: 'conflict',
      field: 'replaces',
    });
    const [revised] = (await coverage()).lists.strategies;
    await act('take-back-strategy', { strategyId: revised?.id });
    expect(await names()).toEqual(['市の計画 2021〜2025', own?.name]);
    // one that stood beside goes, the other stays, and so do the measures of both
    await act('take-back-strategy', { strategyId });
    expect(await names()).toEqual([own?.name]);
    const cards = await house.app.read.issues.cards(councilId);
    expect(cards.find(({ no }) => no === 11)).toMatchObject({ measure: both[0], moreMeasures: [both[1]] });

    for (let i = 1; i < 6; i++) await act('import-strategy', { name: `計画${i}`, text, beside: true });
    expect(await refusedAct('import-strategy', { name: '七つ目', text, beside: true })).toMatchObject({
      refused: 'bad-input',
      field: 'beside',
    });
  });

  test('[COV12] beside the preset of a council without any, the preset stands as before', async () => {
    const { councilId: fresh, secretariat } = await foundCouncil(house, 'tonari');
    const lists = () => house.app.read.issues.lists(fresh);
    expect((await lists()).strategies).toMatchObject([{ id: '', name: '', current: true }]);
    const { strategyId } = await house.must<{ strategyId: string }>(secretariat, 'import-strategy', {
      councilId: fresh,
      name: '地区の計画',
      text: '楽しさ\n・祭りを開く',
      beside: true,
    });
    const standing = await lists();
    expect(standing.strategies.map(({ name, current }) => [name, current])).toEqual([
      ['', true],
      ['地区の計画', false],
    ]);
    expect(standing.strategies[0]?.groups).toEqual(presetStrategy);
    await house.must(secretariat, 'take-back-strategy', { councilId: fresh, strategyId });
    expect((await lists()).strategies.map(({ name }) => name)).toEqual(['']);
    expect(
      await house.act(secretariat, 'take-back-strategy', { councilId: fresh, strategyId }),
    ).toMatchObject({ refused: 'wrong-state' });
  });
});

test('[design §1] decision and role division carry the issue they answer; the street with those it sees', async () => {
  const member = house.actorOf(as('member6'));
  const decisions = await house.app.read.decisions.register(member, 'mizukidai');
  if (!Array.isArray(decisions)) throw new Error('no register');
  expect(decisions.flatMap(({ issue }) => issue?.no ?? [])).toEqual([6, 3]);
  const roles = await house.app.read.roles.matrix(member, 'mizukidai');
  if ('refused' in roles) throw new Error(roles.refused);
  expect(roles.divisions.map(({ issue }) => issue?.no)).toEqual([3]);
  const street = await house.app.read.roles.matrix(house.actorOf(null), 'mizukidai');
  expect(street).toMatchObject({ divisions: [{ issue: { no: 3 }, decision: { sealed: false } }] });
});
