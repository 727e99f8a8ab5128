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

const abstentions = {
  cast: m.rule_abstain_cast,
  ballots: m.rule_abstain_ballots,
  present: m.rule_abstain_present,
  eligible: m.rule_abstain_eligible,
} satisfies Record<Base, unknown>;

const chairs = {
  casting_only: m.rule_chair_casting_only,
  votes_no_casting: m.rule_chair_votes_no_casting,
  votes_and_casting: m.rule_chair_votes_and_casting,
  never: m.rule_chair_never,
} satisfies Record<ChairVote, unknown>;

const ties = {
  chair_casts: m.rule_tie_chair_casts,
  rejected: m.rule_tie_rejected,
  revote: m.rule_tie_revote,
  continue: m.rule_tie_continue,
} satisfies Record<TieRule, unknown>;

const proxies = {
  instructed: m.rule_proxy_instructed,
  holder_decides: m.rule_proxy_holder_decides,
  follows_result: m.rule_proxy_follows_result,
  quorum_only: m.rule_proxy_quorum_only,
} satisfies Record<ProxyMeaning, unknown>;

/** 過半数, 半数以上, 3分の2以上. */
export function shareWords(op: MajorityOp, num: number, den: number, locale: Locale): string {
  if (num * 2 === den) {
    return op === 'gt' ? m.rule_share_more_than_half({}, { locale }) : m.rule_share_half({}, { locale });
  }
  return op === 'gt' ? m.rule_share_gt({ num, den }, { locale }) : m.rule_share_ge({ num, den }, { locale });
}

/** Why the chair casts no vote in this round; '' where the chair replies like everybody (T8). */
export function silentChairWords(round: AskedRound, locale: Locale): string {
  const { chairVote } = round.rule;
  return chairVote !== undefined && leavesChairOut(round) ? chairs[chairVote]({}, { locale }) : '';
}

/** A tie can only happen where more than half is asked (T11), so its rule is only said there. */
function majorityWords(rule: SaidRule, locale: Locale): string[] {
  const o = { locale };
  const majority = rule.majority ?? { op: 'gt', num: 1, den: 2, base: 'present' };
  const tieCanHappen = majority.op === 'gt' && majority.num * 2 === majority.den;
  const chair = rule.chairVote ?? 'casting_only';
  const tie = rule.tieRule ?? 'chair_casts';
  const chairDecides = tieCanHappen && tie === 'chair_casts';
  const chairSaysTie = chairDecides && (chair === 'casting_only' || chair === 'votes_and_casting');
  const chairWords =
    chair === 'casting_only' && !chairDecides
      ? m.rule_chair_casting_only_no_cast({}, o)
      : chair === 'votes_and_casting' && !chairDecides
        ? m.rule_chair_votes_no_casting({}, o)
        : chairs[chair]({}, o);
  return [
    m.rule_majority(
      {
        base: bases[majority.base]({}, o),
        share: shareWords(majority.op, majority.num, majority.den, locale),
      },
      o,
    ),
    abstentions[majority.base]({}, o),
    chairWords,
    ...(tieCanHappen && !chairSaysTie ? [ties[tie]({}, o)] : []),
    proxies[rule.proxyMeaning ?? 'quorum_only']({}, o),
  ];
}

/**
 * The rule in plain words, with how abstentions and proxies count (domain §5.8 ④). Says what decided this
 * round, from its frozen rule; the article of the by-laws stands beside it on the page.
 */
export function ruleSentence(mode: Mode, rule: SaidRule, locale: Locale): string {
  const o = { locale };
  switch (mode) {
    case 'consent':
      return sentences([m.rule_consent({}, o), m.rule_consent_proxy({}, o)], locale);
    case 'majority':
      return sentences(majorityWords(rule, locale), locale);
    case 'gradients':
      return m.rule_gradients({}, o);
    case 'fist':
      return m.rule_fist({}, o);
    case 'dots':
      return m.rule_dots({ ...(rule.dots ?? { perVoter: 3, maxPerOption: 2 }) }, o);
    case 'borda':
      return m.rule_borda({}, o);
    case 'irv':
      return m.rule_irv({}, o);
    case 'written-opinion':
      return m.rule_written_opinion({}, o);
    case 'written-resolution':
      return m.rule_written_resolution({}, o);
    case 'deemed-unanimity':
      return m.rule_deemed_unanimity({}, o);
  }
}

/** 定足数は名簿の過半数です。 */
export function quorumRuleSentence(quorum: NonNullable<SaidRule['quorum']>, locale: Locale): string {
  return quorum.op === 'none'
    ? m.rule_quorum_none({}, { locale })
    : m.rule_quorum({ share: shareWords(quorum.op, quorum.num ?? 1, quorum.den ?? 2, locale) }, { locale });
}
