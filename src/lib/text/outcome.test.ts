import { describe, expect, it } from 'vitest';
import {
  outcomeCodes,
  type Mode,
  type OutcomeCode,
  type OutcomeFigures,
  type Reason,
} from '#lib/domain/deciding/index.ts';
import { notCastNote, resultNumbers } from './ballots.ts';
import { outcomeLabel, outcomeSentence, voidSentence } from './outcome.ts';
import { attendanceDetail, quorumSentence, quorumStateWords } from './quorum.ts';
import { quorumRuleSentence, ruleSentence, shareWords } from './rules.ts';
import { weightWords } from './weights.ts';

function outcome(
  code: OutcomeCode,
  byChoice: Record<string, string> = {},
  more: Partial<OutcomeFigures> = {},
): OutcomeFigures {
  return {
    mode: 'consent',
    code,
    reason: null,
    quorum: { attended: '22', needed: '13', met: true },
    total: { for: '0', against: '0', abstain: '0', invalid: '0', notCast: '0', byChoice },
    ranking: [],
    openObjections: 0,
    ...more,
  };
}

const consent = (concern: string, objection = '0') => ({
  consent: '19',
  concern,
  objection,
  stand_aside: '0',
});
const say = (o: OutcomeFigures) => outcomeSentence(o, null, 'ja');

describe('an outcome in one sentence', () => {
  it('[domain §5.8 ①] says each code as the table says it', () => {
    expect(say(outcome('CONSENSUS', consent('0')))).toBe('合意しました。異議はありませんでした。');
    expect(say(outcome('CONSENSUS_WITH_CONCERNS', consent('2')))).toBe(
      '懸念を付けて合意しました（懸念 2件を記録）。',
    );
    expect(say(outcome('PASSED_BY_MAJORITY'))).toBe('多数決で決まりました（全員の合意ではありません）。');
    expect(say(outcome('REJECTED'))).toBe('否決しました。');
    expect(say(outcome('TIED'))).toBe('賛成と反対が同数です。まだ決まっていません。');
    expect(say(outcome('MEETING_REQUIRED'))).toBe('全員の承諾がそろわないため、集まって話し合います。');
    expect(say(outcome('PASSED_UNANIMOUSLY'))).toBe('全員の賛成で決まりました。');
    expect(say(outcome('RANKED'))).toBe('参加者の優先順位の目安です。採決ではありません。');
    expect(voidSentence('ja')).toBe('文面が変わったため、この採決は無効です。もう一度行います。');
  });

  it('[domain §5.8 ①] gives its figures', () => {
    const short = outcome('NO_QUORUM', {}, { quorum: { attended: '11', needed: '13', met: false } });
    expect(say(short)).toBe('定足数に達していないため、本日は決定できません（出席・委任11人、必要13人）。');
    expect(outcomeSentence(outcome('COMPILED'), { replied: 19, eligible: 25 }, 'ja')).toBe(
      'ご意見をまとめました（25人のうち19人が回答）。採決ではありません。',
    );
    const fingers = { '0': '0', '1': '0', '2': '0', '3': '6', '4': '9', '5': '6' };
    expect(say(outcome('AGREED', fingers, { mode: 'fist' }))).toBe('支持があることを確認しました（21人）。');
  });

  it('[domain §5.8 ①] says why it is not agreed yet', () => {
    const not = (
      reason: Reason,
      byChoice: Record<string, string>,
      mode: Mode = 'consent',
      openObjections = 0,
    ) => say(outcome('NOT_YET', byChoice, { reason, mode, openObjections }));
    expect(not('objection', consent('2', '1'), 'consent', 1)).toBe(
      'まだ合意していません。異議が1件あります。',
    );
    expect(not('too_few_positions', consent('0'))).toBe('まだ合意していません。意見を示した人が足りません。');
    expect(not('talk', { '0': '0', '1': '1', '2': '2', '3': '5', '4': '8', '5': '6' }, 'fist')).toBe(
      'まだ合意していません。もっと話し合いたい人が3人います。',
    );
    const levels = { '1': '4', '2': '6', '3': '4', '4': '1', '5': '1', '6': '3', '7': '1', '8': '0' };
    expect(not('objection', levels, 'gradients')).toBe('まだ合意していません。強い反対が1件あります。');
    expect(not('block', { ...levels, '8': '1' }, 'gradients')).toBe(
      'まだ合意していません。「進めないでほしい」という意見が1件あります。',
    );
  });

  it('[I7] 合意 is said of a consensus only, and of what is not one yet', () => {
    const consensual = new Set<OutcomeCode>(['CONSENSUS', 'CONSENSUS_WITH_CONCERNS', 'NOT_YET']);
    for (const code of outcomeCodes) {
      const words = say(outcome(code)) + outcomeLabel(code, 'ja');
      const claims = words.replace('全員の合意ではありません', '').includes('合意');
      expect([code, claims]).toEqual([code, consensual.has(code)]);
    }
  });

  it('[domain §5.8] every code is said in both languages, with no figure missing', () => {
    for (const code of outcomeCodes)
      for (const locale of ['ja', 'en'] as const) {
        const words = outcomeSentence(outcome(code), null, locale) + outcomeLabel(code, locale);
        expect(words).not.toMatch(/undefined|null|NaN/);
        expect(words.length).toBeGreaterThan(5);
      }
  });
});

describe('who took part', () => {
  it('[domain §5.8 ②] of how many, with how many needed', () => {
    expect(quorumSentence({ attended: '22', needed: '13' }, 25, 'ja')).toBe(
      '委員25人のうち、出席・委任を合わせて22人（必要13人）',
    );
    expect(quorumSentence({ attended: '22', needed: '13' }, 25, 'en')).toBe(
      '22 of 25 present or represented (13 needed)',
    );
    expect(quorumSentence({ attended: '9', needed: null }, 25, 'ja')).toContain('定足数の定めなし');
  });
  it('present, online, alternate, proxy, written and absent are counted apart', () => {
    const counts = { inPerson: 18, online: 2, alternate: 1, proxy: 1, written: 0, absent: 3 };
    expect(attendanceDetail(counts, 6, 'ja')).toBe(
      '会場18人、オンライン2人、代理1人、委任1人、書面0人。欠席3人と傍聴6人は算入しません。',
    );
    expect(quorumStateWords(11, 13, 'ja')).toBe('定足数に2人足りません');
    expect(quorumStateWords(13, 13, 'ja')).toBe('成立しています');
  });
  it('weights are exact fractions, never decimals', () => {
    expect(weightWords('13/6', 'ja')).toBe('2と6分の1');
    expect(weightWords('5/6', 'en')).toBe('5/6');
    expect(weightWords('21', 'ja')).toBe('21');
  });
});

describe('the numbers', () => {
  it('[domain §5.8 ③] four numbers with their words, in a fixed order', () => {
    expect(resultNumbers(outcome('CONSENSUS_WITH_CONCERNS', consent('2')), 'ja')).toEqual([
      { choice: 'consent', label: '同意', weight: '19', value: '19', unit: '人' },
      { choice: 'concern', label: '懸念あり', weight: '2', value: '2', unit: '人' },
      { choice: 'objection', label: '異議', weight: '0', value: '0', unit: '人' },
      { choice: 'stand_aside', label: '保留', weight: '0', value: '0', unit: '人' },
    ]);
  });
  it('[I6] those who were there and did not reply are named as such', () => {
    const o = outcome('CONSENSUS', consent('0'));
    expect(notCastNote(o, 'ja')).toBeNull();
    expect(notCastNote({ ...o, total: { ...o.total, notCast: '3' } }, 'ja')).toContain('3人');
  });
});

describe('the rule in plain words', () => {
  const majority = { op: 'gt', num: 1, den: 2, base: 'present' } as const;
  const rule = {
    majority,
    chairVote: 'casting_only',
    tieRule: 'chair_casts',
    proxyMeaning: 'quorum_only',
  } as const;

  it('[domain §5.8 ④] says share, base, abstention, chair and proxies', () => {
    expect(ruleSentence('majority', rule, 'ja')).toBe(
      '出席者のうち、賛成が過半数のときは、可決とします。棄権・無効・未回答も分母に入るため、反対と同じ働きをします。' +
        '議長は投票せず、可否同数のときに限り裁決します。委任は定足数にのみ算入し、賛否には数えません。',
    );
  });
  it('[T11] a two-thirds majority knows no tie, so no tie is spoken of', () => {
    const special = { ...rule, majority: { op: 'ge', num: 2, den: 3, base: 'present' } as const };
    const words = ruleSentence('majority', special, 'ja');
    expect(words).toContain('3分の2以上');
    expect(words).not.toContain('可否同数');
  });
  it('[domain §5.0] 過半数 and 半数以上 are different words', () => {
    expect(shareWords('gt', 1, 2, 'ja')).toBe('過半数');
    expect(shareWords('ge', 1, 2, 'ja')).toBe('半数以上');
    expect(quorumRuleSentence({ op: 'none' }, 'ja')).toBe('定足数の定めはありません。');
  });
  it('[I6] the consent rule says that silence is not consent', () => {
    expect(ruleSentence('consent', {}, 'ja')).toContain('未回答は同意に数えず');
    expect(ruleSentence('consent', {}, 'en')).toContain('silence');
  });
});
