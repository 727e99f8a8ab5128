import { describe, expect, it } from 'vitest';
import type { OutcomeFigures } from '#lib/domain/deciding/index.ts';
import { resultPicture } from './picture.ts';

const figures = (more: Partial<OutcomeFigures>): OutcomeFigures => ({
  mode: 'consent',
  code: 'CONSENSUS',
  reason: null,
  quorum: { attended: '20', needed: '13', met: true },
  total: { for: '0', against: '0', abstain: '0', invalid: '0', notCast: '0', byChoice: {} },
  ranking: [],
  openObjections: 0,
  ...more,
});
const total = (more: object) => ({ ...figures({}).total, ...more });

describe('a result to look at [domain §5.8 ③]', () => {
  it('consent is one whole in its parts, whoever said nothing is a part of it [I6]', () => {
    const byChoice = { consent: '15', concern: '3', objection: '0', stand_aside: '1' };
    const picture = resultPicture(figures({ total: total({ byChoice, notCast: '1' }) }), 'ja');
    expect(picture.kind).toBe('parts');
    expect(picture.drawn.map(({ choice, share }) => [choice, share])).toEqual([
      ['consent', 0.75],
      ['concern', 0.15],
      ['objection', 0],
      ['stand_aside', 0.05],
      ['notCast', 0.05],
    ]);
    expect(picture.need).toBeNull();
    expect(picture.words).toBe('同意 15人、懸念あり 3人、異議 0人、保留 1人、未回答 1人');
  });

  it('a vote marks what is needed to pass, also where it was not reached', () => {
    const vote = figures({ mode: 'majority', total: total({ for: '18', against: '1', abstain: '30' }) });
    expect(resultPicture({ ...vote, needed: '25' }, 'ja').need).toEqual({
      share: 25 / 49,
      words: 'ここまで必要 25',
    });
    const few = figures({ mode: 'majority', total: total({ for: '2' }) });
    const { drawn, need } = resultPicture({ ...few, needed: '8' }, 'ja');
    expect([drawn[0]?.share, need?.share]).toEqual([0.25, 1]);
  });

  it('fractions of households have their length too, and their exact words', () => {
    const vote = figures({ mode: 'majority', total: total({ for: '13/6', against: '11/6' }) });
    const { drawn, words } = resultPicture({ ...vote, needed: '2' }, 'ja');
    expect(drawn[0]?.share).toBeCloseTo(13 / 24);
    expect(words).toContain('賛成 2と6分の1人');
  });

  it('fingers and dots are bars against the longest, all fingers first', () => {
    const byChoice = { '0': '0', '1': '0', '2': '2', '3': '4', '4': '8', '5': '6' };
    const fingers = resultPicture(figures({ mode: 'fist', total: total({ byChoice }) }), 'ja');
    expect(fingers.kind).toBe('bars');
    expect(fingers.drawn.map(({ choice, share }) => [choice, share])).toEqual([
      ['5', 0.75],
      ['4', 1],
      ['3', 0.5],
      ['2', 0.25],
      ['1', 0],
      ['0', 0],
    ]);
    const ranking = [
      { option: '見守り', score: '4', rank: 1 },
      { option: '買物', score: '1', rank: 2 },
    ];
    const dots = resultPicture(figures({ mode: 'dots', code: 'RANKED', ranking }), 'ja');
    expect(
      dots.drawn.map(({ rank, label, value, unit, share }) => [rank, label, value + unit, share]),
    ).toEqual([
      ['1位', '見守り', '4枚', 1],
      ['2位', '買物', '1枚', 0.25],
    ]);
  });

  it('nothing at all has no length', () => {
    expect(
      resultPicture(figures({ total: total({ byChoice: {} }) }), 'ja').drawn.every(
        ({ share }) => share === 0,
      ),
    ).toBe(true);
  });
});
