import { describe, expect, test } from 'vitest';
import { compile, type Voice } from './compiled.ts';
import type { Question } from './questionnaire.ts';

const question = (id: string, more: Partial<Question>): Question => ({
  id,
  kind: 'free',
  text: id,
  help: '',
  options: [],
  comment: false,
  view: 'named',
  since: 1,
  ...more,
});
const questions = [
  question('named-question', { kind: 'single', options: ['はい', 'いいえ'], comment: true }),
  question('anonymous-one', { view: 'anonymous' }),
  question('for-the-desk', { view: 'secretariat' }),
  question('scale-question', { kind: 'scale', options: ['そう思わない', 'そう思う'], since: 2 }),
];
const voice = (id: string, no: number, version = 2): Voice => ({
  id,
  version,
  noOpinion: false,
  parts: questions.map(({ id: asked, kind }) => ({
    question: asked,
    choice: kind === 'single' ? [0] : kind === 'scale' ? [5] : [],
    words: kind === 'scale' ? '' : `  ${asked} ${no}\n  二行目`,
  })),
  seat: { no, label: `団体${no}`, name: `氏名${no}` },
});
const voices = [voice('b', 1), voice('a', 2), voice('c', 3, 1)];

describe('what came back', () => {
  test('[WRT8] a member reads names only where it was said, and nothing that is the desk’s', () => {
    const [named, anonymous, desk] = compile({ questions }, voices, false);
    expect(named!.answers.map(({ who }) => who?.name)).toEqual(['氏名1', '氏名2', '氏名3']);
    // in the order of random ids: where one stands tells nobody
    expect(anonymous!.answers.map(({ id, who }) => [id[0], who])).toEqual([
      ['a', null],
      ['b', null],
      ['c', null],
    ]);
    expect(desk).toMatchObject({ answered: 3, answers: [] });
    expect(JSON.stringify([anonymous, desk])).not.toContain('氏名');
  });

  test('[WRT8] the desk reads everything with its name', () => {
    const all = compile({ questions }, voices, true);
    expect(all[2]!.answers.map(({ who }) => who?.name)).toEqual(['氏名2', '氏名1', '氏名3']);
  });

  test('[WRT13] words stay as they were written, options are counted, answers to an earlier wording are not', () => {
    const [named, , , scale] = compile({ questions }, voices, false);
    expect(named!.answers[0]!.words).toBe('  named-question 1\n  二行目');
    expect(named!.counts).toEqual([
      { option: 'はい', n: 3 },
      { option: 'いいえ', n: 0 },
    ]);
    expect(scale).toMatchObject({ answered: 2 });
    expect(scale!.counts.map(({ option, n }) => [option, n])).toEqual([
      ['1 そう思わない', 0],
      ['2', 0],
      ['3', 0],
      ['4', 0],
      ['5 そう思う', 2],
    ]);
  });
});
