import { m } from '#lib/paraglide/messages.js';
import { leavesChairOut } from '#lib/domain/deciding/index.ts';
import type {
  AskedRound,
  Base,
  ChairVote,
  MajorityOp,
  MajorityRule,
  Mode,
  ProxyMeaning,
  QuorumOp,
  TieRule,
} from '#lib/domain/deciding/index.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { sentences } from './customs.ts';

/** The part of a frozen rule that is said; RoundJson.rule and a council's rule set both fit. */
export interface SaidRule {
  readonly quorum?: { readonly op: QuorumOp; readonly num?: number; readonly den?: number };
  readonly majority?: MajorityRule;
  readonly chairVote?: ChairVote;
  readonly tieRule?: TieRule;
  readonly proxyMeaning?: ProxyMeaning;
  readonly dots?: { readonly perVoter: number; readonly maxPerOption: number };
}

const bases = {
  cast: m.rule_base_cast,
  ballots: m.rule_base_ballots,
  present: m.rule_base_present,
  eligible: m.rule_base_eligible,
} satisfies Record<Base, unknown>;

/** A rule in sentences, by what is said; minutes have their own, in the style of a record. */
const onScreen = {
  abstentions: {
    cast: m.rule_abstain_cast,
    ballots: m.rule_abstain_ballots,
    present: m.rule_abstain_present,
    eligible: m.rule_abstain_eligible,
  } satisfies Record<Base, unknown>,
  chairs: {
    casting_only: m.rule_chair_casting_only,
    votes_no_casting: m.rule_chair_votes_no_casting,
    votes_and_casting: m.rule_chair_votes_and_casting,
    never: m.rule_chair_never,
  } satisfies Record<ChairVote, unknown>,
  noCastingVote: m.rule_chair_casting_only_no_cast,
  ties: {
    chair_casts: m.rule_tie_chair_casts,
    rejected: m.rule_tie_rejected,
    revote: m.rule_tie_revote,
    continue: m.rule_tie_continue,
  } satisfies Record<TieRule, unknown>,
  proxies: {
    instructed: m.rule_proxy_instructed,
    holder_decides: m.rule_proxy_holder_decides,
    follows_result: m.rule_proxy_follows_result,
    quorum_only: m.rule_proxy_quorum_only,
  } satisfies Record<ProxyMeaning, unknown>,
  majority: m.rule_majority,
  consent: m.rule_consent,
  consentProxy: m.rule_consent_proxy,
  gradients: m.rule_gradients,
  fist: m.rule_fist,
  dots: m.rule_dots,
  borda: m.rule_borda,
  irv: m.rule_irv,
  writtenOpinion: m.rule_written_opinion,
  writtenResolution: m.rule_written_resolution,
  deemedUnanimity: m.rule_deemed_unanimity,
};

export type RuleWords = typeof onScreen;

/** 過半数, 半数以上, 3分の2以上. */
export function shareWords(op: MajorityOp, num: number, den: number, locale: Locale): string {
  if (num * 2 === den) {
    return op === 'gt' ? m.rule_share_more_than_half({}, { locale }) : m.rule_share_half({}, { locale });
  }
  return op === 'gt' ? m.rule_share_gt({ num, den }, { locale }) : m.rule_share_ge({ num, den }, { locale });
}

/** What a proxy does under the rules, in one sentence, as the form says it too. */
export function proxyMeaningSentence(meaning: ProxyMeaning, locale: Locale): string {
  return onScreen.proxies[meaning]({}, { locale });
}

/** Why the chair casts no vote in this round; '' where the chair replies like everybody (T8). */
export function silentChairWords(round: AskedRound, locale: Locale): string {
  const { chairVote } = round.rule;
  return chairVote !== undefined && leavesChairOut(round) ? onScreen.chairs[chairVote]({}, { locale }) : '';
}

/** A tie can only happen where more than half is asked (T11), so its rule is only said there. */
function majorityWords(rule: SaidRule, words: RuleWords, locale: Locale): string[] {
  const o = { locale };
  const majority = rule.majority ?? { op: 'gt', num: 1, den: 2, base: 'present' };
  const tieCanHappen = majority.op === 'gt' && majority.num * 2 === majority.den;
  const chair = rule.chairVote ?? 'casting_only';
  const tie = rule.tieRule ?? 'chair_casts';
  const chairDecides = tieCanHappen && tie === 'chair_casts';
  const chairSaysTie = chairDecides && (chair === 'casting_only' || chair === 'votes_and_casting');
  const chairWords =
    chair === 'casting_only' && !chairDecides
      ? words.noCastingVote({}, o)
      : chair === 'votes_and_casting' && !chairDecides
        ? words.chairs.votes_no_casting({}, o)
        : words.chairs[chair]({}, o);
  return [
    words.majority(
      {
        base: bases[majority.base]({}, o),
        share: shareWords(majority.op, majority.num, majority.den, locale),
      },
      o,
    ),
    words.abstentions[majority.base]({}, o),
    chairWords,
    ...(tieCanHappen && !chairSaysTie ? [words.ties[tie]({}, o)] : []),
    words.proxies[rule.proxyMeaning ?? 'quorum_only']({}, o),
  ];
}

/**
 * The rule in plain words, with how abstentions and proxies count (domain §5.8 ④). Says what decided this
 * round, from its frozen rule; the article of the by-laws stands beside it on the page.
 */
export function ruleSentence(
  mode: Mode,
  rule: SaidRule,
  locale: Locale,
  words: RuleWords = onScreen,
): string {
  const o = { locale };
  switch (mode) {
    case 'consent':
      return sentences([words.consent({}, o), words.consentProxy({}, o)], locale);
    case 'majority':
      return sentences(majorityWords(rule, words, locale), locale);
    case 'gradients':
      return words.gradients({}, o);
    case 'fist':
      return words.fist({}, o);
    case 'dots':
      return words.dots({ ...(rule.dots ?? { perVoter: 3, maxPerOption: 2 }) }, o);
    case 'borda':
      return words.borda({}, o);
    case 'irv':
      return words.irv({}, o);
    case 'written-opinion':
      return words.writtenOpinion({}, o);
    case 'written-resolution':
      return words.writtenResolution({}, o);
    case 'deemed-unanimity':
      return words.deemedUnanimity({}, o);
  }
}

/** 定足数は名簿の過半数です。 */
export function quorumRuleSentence(quorum: NonNullable<SaidRule['quorum']>, locale: Locale): string {
  return quorum.op === 'none'
    ? m.rule_quorum_none({}, { locale })
    : m.rule_quorum({ share: shareWords(quorum.op, quorum.num ?? 1, quorum.den ?? 2, locale) }, { locale });
}
