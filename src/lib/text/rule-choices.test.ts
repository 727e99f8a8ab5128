import { describe, expect, test } from 'vitest';
import { rulePresets, type RuleSet } from '#lib/domain/council/rule-set.ts';
import { ruleFaultReasons } from '#lib/domain/council/rule-set-faults.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { sayRefusal } from './refusals.ts';
import { baseChoices, quorumChoices, rollChoices, shareIn, shareKey } from './rule-choices.ts';
import { compareRules, ruleSetText, ruleSetWords } from './rule-set.ts';

const r1 = rulePresets.consent_first as RuleSet;

describe('[RUL3] beside every choice stands what it means here', () => {
  test('過半数 and 半数以上 differ by one where the seats are even, and not where they are odd', () => {
    const hints = (seats: number) =>
      Object.fromEntries(quorumChoices(r1, seats, 'ja').map(({ label, hint }) => [label, hint]));
    expect(hints(24)).toMatchObject({
      過半数: '24人なら、13人の出席が必要です。',
      半数以上: '24人なら、12人の出席が必要です。',
    });
    expect(hints(25)).toMatchObject({
      過半数: '25人なら、13人の出席が必要です。',
      半数以上: '25人なら、13人の出席が必要です。',
    });
  });

  test('a base is told by an evening on which people abstain, the chair left out where he does not vote', () => {
    const hints = (rules: RuleSet) =>
      baseChoices(rules, 25, 'ja').map(({ value, hint }) => `${value} ${hint}`);
    expect(hints(r1).find((hint) => hint.startsWith('eligible'))).toContain('24人で数えます。可決には13人');
    expect(hints({ ...r1, chairVote: 'votes_no_casting', tieRule: 'rejected' }).join()).toContain(
      '20人のうち棄権2人・未回答1人のときは、17人で数えます。可決には9人',
    );
  });

  test('every hint is whole in both languages, whatever the size of the council', () => {
    for (const locale of ['ja', 'en'] as const)
      for (const seats of [1, 2, 3, 12, 25, 750])
        for (const { hint, label } of [
          ...quorumChoices(r1, seats, locale),
          ...baseChoices(r1, seats, locale),
          ...rollChoices(seats, locale),
        ])
          expect(`${label} ${hint}`).not.toMatch(/undefined|NaN|-\d|\{/);
  });

  test('a share is one word and comes back from it', () => {
    for (const share of [r1.majority, { op: 'ge', num: 63, den: 100 } as const])
      expect(shareIn(shareKey(share))).toEqual({ op: share.op, num: share.num, den: share.den });
    expect(shareIn('ge-0-')).toBeUndefined();
  });
});

describe('[RUL1] a rule set in words', () => {
  test.each(Object.entries(rulePresets))('%s is said whole in both languages', (_, preset) => {
    for (const locale of ['ja', 'en'] as const)
      for (const { title, words } of ruleSetWords(preset, locale)) {
        expect(title).not.toBe('');
        expect(words).toMatch(locale === 'ja' ? /。$/ : /\.$/);
      }
    expect(ruleSetText(preset, 'ja').split('\n')).toHaveLength(ruleSetWords(preset, 'ja').length);
  });

  test('two versions stand side by side, and what changed is marked', () => {
    const rows = compareRules(r1, { ...r1, noticeDays: 10 }, 'ja');
    expect(rows.filter(({ changed }) => changed)).toEqual([
      {
        title: '招集',
        before: '会議は7日前までに通知します。緊急のときは、理由を添えて通知します。',
        after: '会議は10日前までに通知します。緊急のときは、理由を添えて通知します。',
        changed: true,
      },
    ]);
  });
});

test.each(ruleFaultReasons)('[RUL2] %s is said in both languages', (why) => {
  for (const locale of ['ja', 'en'] as const) {
    const { message } = sayRefusal(
      refuse('rules-impossible', { params: { why, category: 'bylaw' } }),
      locale,
    );
    expect(message).not.toBe(sayRefusal(refuse('rules-impossible'), locale).message);
    expect(message).not.toMatch(/undefined|\{/);
  }
});
