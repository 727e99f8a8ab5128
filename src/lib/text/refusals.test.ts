import { describe, expect, it } from 'vitest';
import { refusalCodes, refuse } from '#lib/domain/refusal.ts';
import { sayRefusal } from './refusals.ts';

describe('refusals in words [look: a refusal says what, why, what next]', () => {
  it.each(refusalCodes)('%s has a sentence and a way on in both languages', (code) => {
    for (const locale of ['ja', 'en'] as const) {
      const said = sayRefusal(refuse(code), locale);
      expect(said.code).toBe(code);
      for (const words of [said.message, said.next ?? '']) {
        expect(words.length).toBeGreaterThan(8);
        expect(words).not.toMatch(/undefined|\{|refusal_/);
        expect(words).toMatch(locale === 'ja' ? /。$/ : /\.$/);
      }
    }
  });

  it('[AT-1.3] says the figures when the refusal carries them', () => {
    const refusal = refuse('notice-too-short', {
      field: 'startsAt',
      params: { days: 7, given: 6, latest: '2023-02-08' },
    });
    const said = sayRefusal(refusal, 'ja');
    expect(said.message).toBe('会議の7日前までに通知する必要があります。本日通知すると、6日前になります。');
    expect(said.next).toBe(
      '開催日を変更するか、緊急に招集する理由を記入してください。理由は招集通知に記載します。',
    );
    expect(said.field).toBe('startsAt');
  });

  it('[CAN10] says how long a text is and may be', () => {
    const said = sayRefusal(refuse('bad-input', { field: 'body', params: { n: 4321, max: 4000 } }), 'ja');
    expect(said.message).toBe('4321字あります。4000字までにしてください。');
  });

  it('[F-R10] a file is told its own limit, 1 MB stays for words', () => {
    expect(sayRefusal(refuse('body-too-large', { params: { mb: 10 } }), 'ja').message).toContain('10MBまで');
    expect(sayRefusal(refuse('body-too-large', { params: { mb: 10 } }), 'en').message).toContain('10 MB');
    expect(sayRefusal(refuse('body-too-large'), 'ja').message).toContain('1MB');
  });

  it('[F-R17] a pause is told in seconds, from two minutes on in minutes', () => {
    const paused = (seconds: number) =>
      sayRefusal(refuse('too-many-requests', { params: { seconds } }), 'ja');
    expect(paused(119).message).toContain('119秒');
    expect(paused(121).message).toContain('3分');
    expect(paused(1200).message).toContain('20分');
    expect(paused(1200).message).not.toContain('システムの不具合');
  });

  it('falls back to the plain sentence when a figure is missing', () => {
    const said = sayRefusal(refuse('no-quorum', { params: { attended: 11 } }), 'en');
    expect(said.message).toBe(
      'There is no quorum: the meeting can’t be opened and nothing can be decided yet.',
    );
    expect(sayRefusal(refuse('no-quorum', { params: { attended: 11, needed: 13 } }), 'en').message).toContain(
      '(11 of 13)',
    );
  });

  it('never says 「エラーが発生しました」', () => {
    for (const code of refusalCodes) expect(sayRefusal(refuse(code), 'ja').message).not.toContain('エラー');
  });
});
