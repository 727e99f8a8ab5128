import { describe, expect, it } from 'vitest';
import { decisionCalled } from './numbers.ts';

describe('[LST3] a decision as people call it', () => {
  it.each([
    ['2022-03', 2022, 3],
    ['２０２２－３', 2022, 3],
    ['令和4年度 決定第3号', 2022, 3],
    ['令和４年度（2022年度）決定第３号', 2022, 3],
    ['令和元年度第1号', 2019, 1],
    ['R4 第3号', 2022, 3],
    ['2022年度 第3号', 2022, 3],
    ['FY2022 Decision 3', 2022, 3],
    ['第3号', null, 3],
    ['決定3号', null, 3],
    ['決定 第 03 号', null, 3],
    ['Decision 3', null, 3],
  ])('%s', (words, fiscalYear, seq) => expect(decisionCalled(words)).toEqual({ fiscalYear, seq }));

  it.each(['', '3', '2022', '見守り', '第3回', '2023/2/15', '3号室の鍵'])('%s calls none', (words) =>
    expect(decisionCalled(words)).toBeNull(),
  );
});
