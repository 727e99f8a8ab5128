/**
 * Reads the frozen rule (T1). What the mode asks for must be there; what it never asks for may be left out, but
 * where it stands it must be right.
 */
import { isWritten, rulesOf } from './modes/registry.ts';
import { absent, own } from './reading.ts';
import type { Reading } from './reading.ts';
import type { DotsRule, MajorityRule, QuorumRule, Rule } from './round.ts';
import { bases, chairVotes, majorityOps, proxyMeanings, quorumOps, tieRules } from './words.ts';
import type { Mode } from './words.ts';

export function readRule(reading: Reading, value: unknown, mode: Mode): Rule {
  const fields = reading.object(value, 'rule', isWritten(mode));
  const voting = rulesOf(mode).vote;
  return {
    quorum: readQuorum(reading, own(fields, 'quorum'), isWritten(mode)),
    majority: readMajority(reading, own(fields, 'majority'), !voting),
    chairVote: reading.word(
      own(fields, 'chairVote'),
      chairVotes,
      'rule.chairVote',
      voting ? undefined : 'never',
    ),
    tieRule: reading.word(own(fields, 'tieRule'), tieRules, 'rule.tieRule', voting ? undefined : 'rejected'),
    proxyMeaning: reading.word(
      own(fields, 'proxyMeaning'),
      proxyMeanings,
      'rule.proxyMeaning',
      voting ? undefined : 'quorum_only',
    ),
    blockIsVeto: reading.flag(own(fields, 'blockIsVeto'), 'rule.blockIsVeto', true),
    dots: readDots(reading, own(fields, 'dots')),
  };
}

/** Without a quorum to reach (`none`), fraction and ways of attending may be left out; none then counts. */
function readQuorum(reading: Reading, value: unknown, optional: boolean): QuorumRule {
  const at = 'rule.quorum';
  const fields = reading.object(value, at, optional);
  const op = reading.word(own(fields, 'op'), quorumOps, `${at}.op`, absent(value) ? 'none' : undefined);
  const free = op === 'none';
  return {
    op,
    num: reading.whole(own(fields, 'num'), `${at}.num`, 0, free ? 0 : undefined),
    den: reading.whole(own(fields, 'den'), `${at}.den`, 1, free ? 1 : undefined),
    countAlternate: reading.flag(
      own(fields, 'countAlternate'),
      `${at}.countAlternate`,
      free ? false : undefined,
    ),
    countProxy: reading.flag(own(fields, 'countProxy'), `${at}.countProxy`, free ? false : undefined),
    countWritten: reading.flag(own(fields, 'countWritten'), `${at}.countWritten`, free ? false : undefined),
  };
}

function readMajority(reading: Reading, value: unknown, optional: boolean): MajorityRule {
  const at = 'rule.majority';
  if (optional && absent(value)) return { op: 'gt', num: 1, den: 2, base: 'present' };
  const fields = reading.object(value, at);
  return {
    op: reading.word(own(fields, 'op'), majorityOps, `${at}.op`),
    num: reading.whole(own(fields, 'num'), `${at}.num`, 0),
    den: reading.whole(own(fields, 'den'), `${at}.den`, 1),
    base: reading.word(own(fields, 'base'), bases, `${at}.base`),
  };
}

/** Three dots a voter, at most two on one option, unless the rule says otherwise (domain dossier §5.7). */
export const defaultDots: DotsRule = { perVoter: 3, maxPerOption: 2 };

function readDots(reading: Reading, value: unknown): DotsRule {
  const fields = reading.object(value, 'rule.dots', true);
  return {
    perVoter: reading.whole(own(fields, 'perVoter'), 'rule.dots.perVoter', 0, defaultDots.perVoter),
    maxPerOption: reading.whole(
      own(fields, 'maxPerOption'),
      'rule.dots.maxPerOption',
      0,
      defaultDots.maxPerOption,
    ),
  };
}
