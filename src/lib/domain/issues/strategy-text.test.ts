import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { readStrategy, strategyChange, type StrategyGroup } from './strategy.ts';
import { readStrategyText } from './strategy-text.ts';

const read = (text: string) => {
  const strategy = readStrategy(text);
  return isRefusal(strategy)
    ? strategy
    : strategy.groups.map((group) => [group.title, group.measures.map(({ title }) => title)]);
};

describe('a pasted strategy', () => {
  it('[F-R2] heads and titles become no measure; columns that are not read are told', () => {
    const text =
      'みずき台戦略\n令和5年4月\n№\t基本目標\t取組\t担当課\n1\t安心\t"見守り\n活動"\t福祉課\n2\t\t②救助体制\t防災課\n3\t魅力\t・体験\t';
    expect(read(text)).toEqual([
      ['安心', ['見守り活動', '救助体制']],
      ['魅力', ['体験']],
    ]);
    expect(readStrategyText(text)).toMatchObject({
      left: ['みずき台戦略', '令和5年4月'],
      unused: [
        { head: '№', no: 1 },
        { head: '担当課', no: 4 },
      ],
    });
  });

  it('[F-R2] levels stay levels: what stands above a group goes before it, in tables and in lists', () => {
    const three = [
      ['安心して暮らす／見守り', ['声かけ訪問', '居場所づくり']],
      ['安心して暮らす／防災', ['避難訓練']],
      ['魅力を育てる／体験', ['職場体験']],
    ];
    expect(
      read(
        '柱\t施策\t取組\n安心して暮らす\t見守り\t声かけ訪問\n\t\t居場所づくり\n\t防災\t避難訓練\n魅力を育てる\t体験\t職場体験',
      ),
    ).toEqual(three);
    for (const list of [
      '1. 安心して暮らす\n(1) 見守り\n・声かけ訪問\n・居場所づくり\n(2) 防災\n・避難訓練\n2. 魅力を育てる\n(1) 体験\n・職場体験',
      '１　安心して暮らす\n　1-1 見守り\n　　◎声かけ訪問\n　　◎居場所づくり\n　1-2 防災\n　　◎避難訓練\n２　魅力を育てる\n　2-1 体験\n　　◎職場体験',
      '安心して暮らす\n  見守り\n    声かけ訪問\n    居場所づくり\n  防災\n    避難訓練\n魅力を育てる\n  体験\n    職場体験',
    ])
      expect(read(list), list).toEqual(three);
    expect(readStrategy('柱\t施策\t取組\n安心\t見守り\t訪問')).toMatchObject({ joined: true });
  });

  it('[F-R2] a heading without a measure is told, a text without levels refused as such', () => {
    expect(readStrategyText('はじめに\n安心\n・見守り\nおわりに').left).toEqual(['はじめに', 'おわりに']);
    expect(read('見守り\n救助\n体験')).toMatchObject({ refused: 'text-empty', params: { why: 'flat' } });
    expect(read('・見守り\n・救助')).toMatchObject({ refused: 'bad-input', params: { line: 1 } });
    expect(read(' \n')).not.toHaveProperty('params');
  });

  it('[F-R2] [COV8] a measure of a known title is that measure, however it is spaced', () => {
    const known = new Map([['見守り活動の充実', { key: 'safe_1', title: '' }]]);
    const groups = readStrategy('安心\n・見守り活動の 充実\n・新しい取組', known);
    expect(groups).toMatchObject({
      groups: [{ measures: [{ key: 'safe_1', title: '' }, { title: '新しい取組' }] }],
    });
  });

  it('[COV10] what stays, what goes and what comes', () => {
    const tree = (keys: string[]): StrategyGroup[] => [
      { key: 'g', title: 'g', measures: keys.map((key) => ({ key, title: key })) },
    ];
    expect(strategyChange(tree(['a', 'b']), tree(['b', 'c']))).toEqual({
      kept: ['b'],
      gone: ['a'],
      fresh: ['c'],
    });
  });

  const title = fc.constantFrom(
    '見守り',
    '防災訓練',
    '3世代の交流',
    'こども食堂',
    '花を植える',
    'ABCの会',
    '買物を支える',
    '通学路の灯',
  );
  const tree = fc
    .uniqueArray(title, { minLength: 2, maxLength: 8 })
    .chain((titles) =>
      fc.record({
        titles: fc.constant(titles),
        cuts: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
      }),
    )
    .map(({ titles, cuts }) => {
      const groups: [string, string[]][] = [];
      for (let at = 0, i = 0; at < titles.length; at += cuts[i % cuts.length]!, i++)
        groups.push([`第${i + 1}の柱`, titles.slice(at, at + cuts[i % cuts.length]!)]);
      return groups;
    });

  it('[F-R2] [COV7] [TAB4] [TAB7] however a strategy is kept, it is read as it is meant', () => {
    const bullets = fc.constantFrom('・', '● ', '○', '- ', '*　', '◆', '(1) ', '①', '　', '  ', '＊');
    fc.assert(
      fc.property(tree, bullets, fc.constantFrom('', '１．', '1. ', '■'), (groups, bullet, above) => {
        // a number before a group is told from one before a measure by its sign
        fc.pre(bullet.trim() === '' || above !== (bullet as string));
        const list = groups.flatMap(([group, measures]) => [
          above + group,
          ...measures.map((one) => bullet + one),
        ]);
        expect(read(list.join('\n'))).toEqual(groups);
      }),
      { numRuns: 400 },
    );
    fc.assert(
      fc.property(
        tree,
        fc.record({
          heads: fc.constantFrom(
            '',
            '分類\t取組',
            '基本目標\t施策',
            '柱\t具体的な取組',
            'グループ\t取り組み',
          ),
          title: fc.boolean(),
          merged: fc.boolean(),
          number: fc.boolean(),
          mark: fc.constantFrom('', '・', '① '),
        }),
        (groups, table) => {
          const cells = groups.flatMap(([group, measures]) =>
            measures.map((one, i) => [table.merged && i > 0 ? '' : group, table.mark + one]),
          );
          const rows = cells.map((row, i) => (table.number ? [String(i + 1), ...row] : row).join('\t'));
          const heads = table.heads && (table.number ? `No\t${table.heads}` : table.heads);
          const lines = [
            ...(table.title && heads ? ['みずき台の戦略'] : []),
            ...(heads ? [heads] : []),
            ...rows,
          ];
          expect(read(lines.join('\r\n'))).toEqual(groups);
        },
      ),
      { numRuns: 400 },
    );
  });
});
