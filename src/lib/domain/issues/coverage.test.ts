import { describe, expect, it } from 'vitest';
import { matrixOf, measuresCovered, type Entry } from './coverage.ts';

const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  kind: 'issue',
  fields: [],
  lifeStages: [],
  measures: [],
  ...more,
});
const axes = { moreFields: ['safety'], moreLifeStages: ['妊娠期'] };

describe('coverage of fields × life stages', () => {
  it('[COV1][COV2] a cell holds each issue once; of 36 only the core counts', () => {
    const matrix = matrixOf(
      [
        entry('a', { fields: ['elderly', 'health', 'safety'], lifeStages: ['seniors', '妊娠期'] }),
        entry('b', { fields: ['elderly'], lifeStages: ['seniors', 'children'] }),
      ],
      axes,
    );
    const cell = (field: string, stage: string) =>
      [...matrix.core, ...matrix.more]
        .find((row) => row.field === field)
        ?.cells.find((one) => one.lifeStage === stage)?.issues;
    expect(cell('elderly', 'seniors')).toEqual(['a', 'b']);
    expect(cell('safety', 'seniors')).toEqual(['a']);
    expect(cell('elderly', '妊娠期')).toEqual(['a']);
    expect([matrix.filled, matrix.cells]).toEqual([3, 36]);
    expect(matrix.core.find((row) => row.field === 'elderly')?.issues).toBe(2);
    expect(matrix.emptyLifeStages).toEqual(['high_school', 'young_adults', 'parents', 'mid_career']);
    expect(matrix.emptyFields).toEqual(['childcare', 'youth', 'independence', 'disability']);
  });

  it('[COV3] what is planned stands beside the count and covers nothing; decided covers', () => {
    const planned = entry('p', { kind: 'planned', fields: ['youth'], lifeStages: ['children'] });
    expect(matrixOf([planned], axes).filled).toBe(0);
    expect(matrixOf([planned], axes).core[2]?.cells[0]?.planned).toEqual(['p']);
    expect(matrixOf([{ ...planned, kind: 'decided' }], axes).filled).toBe(1);
  });

  it('[COV4] outside the six fields, and without a life stage', () => {
    const matrix = matrixOf(
      [
        entry('none'),
        entry('safety', { fields: ['safety'], lifeStages: ['seniors'] }),
        entry('ageless', { fields: ['health'] }),
        entry('idea', { kind: 'planned' }),
      ],
      axes,
    );
    expect(matrix.outside).toEqual(['none', 'safety']);
    expect(matrix.ageless).toEqual(['ageless']);
  });

  it('[COV5] a measure is covered, planned or a gap; the rest is listed', () => {
    const covered = measuresCovered(
      [
        entry('a', { measures: ['one'] }),
        entry('p', { kind: 'planned', measures: ['two'] }),
        entry('q', { kind: 'planned', measures: ['one'] }),
        entry('d', { kind: 'decided', measures: ['four'] }),
        entry('old', { measures: ['gone'] }),
        entry('both', { measures: ['gone', 'one'] }),
        entry('none'),
      ],
      ['one', 'two', 'three', 'four'],
    );
    expect(covered.measures.map((cover) => cover.standing)).toEqual(['covered', 'planned', 'gap', 'covered']);
    expect(covered).toMatchObject({ covered: 2, planned: 1, elsewhere: ['old', 'none'] });
  });

  it('[COV6] the order of entries changes no count', () => {
    const entries = ['a', 'b', 'c', 'd'].map((id, i) =>
      entry(id, {
        fields: i % 2 ? ['youth'] : ['elderly', 'health'],
        lifeStages: ['seniors'],
        measures: i ? ['one'] : [],
      }),
    );
    const counts = (list: readonly Entry[]) => {
      const matrix = matrixOf(list, axes);
      return [
        matrix.filled,
        matrix.core.map((row) => row.cells.map((cell) => cell.issues.length)),
        measuresCovered(list, ['one']).covered,
      ];
    };
    expect(counts([...entries].reverse())).toEqual(counts(entries));
  });
});
