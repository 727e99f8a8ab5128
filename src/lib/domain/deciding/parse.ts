/**
 * From hostile JSON to a checked round, or the first fault with its path (T1). Fields are read in the order of
 * contracts §7; unknown fields are ignored, lists left out are empty.
 */
import { greater, ONE, parseRational, ZERO } from '../rational.ts';
import type { Rational } from '../rational.ts';
import type { InputError } from './input-error.ts';
import { isRanking } from './modes/registry.ts';
import { readChoice } from './parse-choice.ts';
import type { ChoiceRule } from './parse-choice.ts';
import { readRule } from './parse-rule.ts';
import { absent, own, Reading } from './reading.ts';
import type { Attendance, Ballot, Proxy, RoundInput, Voter } from './round.ts';
import { attendanceModes, castingChoices, modes, proxyChoices, vias } from './words.ts';

/** The round, ready for `tally`, or what is wrong with it. Never throws; keeps nothing of `value`. */
export function parseRound(value: unknown): RoundInput | InputError {
  const reading = new Reading();
  const fields = reading.object(value, null);
  if (absent(value)) return { error: { code: 'bad-type', field: null } };
  const mode = reading.word(own(fields, 'mode'), modes, 'mode');
  const rule = readRule(reading, own(fields, 'rule'), mode);
  const textHash = reading.text(own(fields, 'textHash'), 'textHash');
  const closes = own(fields, 'closesAt');
  const closesAt = absent(closes) ? null : reading.instant(closes, 'closesAt');
  const options = readOptions(reading, own(fields, 'options'), isRanking(mode));
  const lotSeed = reading.textOrNull(own(fields, 'lotSeed'), 'lotSeed') ?? '';
  const roll = readRoll(reading, own(fields, 'roll'));
  const keys = new Set(roll.map((voter) => voter.key));
  const casts = own(fields, 'chairCasts');
  const round: RoundInput = {
    mode,
    rule,
    textHash,
    closesAt,
    options,
    lotSeed,
    roll,
    attendance: readAttendance(reading, own(fields, 'attendance'), keys),
    proxies: readProxies(reading, own(fields, 'proxies'), keys),
    ballots: readBallots(reading, own(fields, 'ballots'), keys, {
      mode,
      dots: rule.dots,
      options: new Set(options),
    }),
    chairCasts: absent(casts) ? null : reading.word(casts, castingChoices, 'chairCasts'),
    objectionsClosed: reading
      .list(own(fields, 'objectionsClosed'), 'objectionsClosed')
      .map((key, i) => readKey(reading, key, keys, `objectionsClosed[${i}]`)),
  };
  return reading.fault ?? round;
}

function readOptions(reading: Reading, value: unknown, required: boolean): string[] {
  const seen = new Set<string>();
  reading.list(value, 'options').forEach((item, i) => {
    const option = reading.text(item, `options[${i}]`);
    if (seen.has(option)) reading.refuse('duplicate-option', `options[${i}]`);
    seen.add(option);
  });
  if (required && seen.size === 0) reading.refuse('missing-options', 'options');
  return [...seen];
}

function readRoll(reading: Reading, value: unknown): Voter[] {
  const seen = new Set<string>();
  let chaired = false;
  return reading.list(value, 'roll').map((item, i) => {
    const fields = reading.object(item, `roll[${i}]`);
    const key = reading.text(own(fields, 'key'), `roll[${i}].key`);
    if (seen.has(key)) reading.refuse('duplicate-key', `roll[${i}].key`);
    seen.add(key);
    const weight = readWeight(reading, own(fields, 'weight'), `roll[${i}].weight`);
    const chair = reading.flag(own(fields, 'chair'), `roll[${i}].chair`, false);
    if (chair && chaired) reading.refuse('two-chairs', `roll[${i}].chair`);
    chaired ||= chair;
    return { key, weight, chair };
  });
}

/** Above 0; one vote when left out. */
function readWeight(reading: Reading, value: unknown, field: string): Rational {
  if (absent(value)) return ONE;
  const weight = typeof value === 'string' ? parseRational(value) : undefined;
  if (weight !== undefined && greater(weight, ZERO)) return weight;
  reading.refuse('bad-weight', field);
  return ONE;
}

function readKey(reading: Reading, value: unknown, keys: ReadonlySet<string>, field: string): string {
  const key = reading.text(value, field);
  if (!keys.has(key)) reading.refuse('unknown-key', field);
  return key;
}

function readAttendance(reading: Reading, value: unknown, keys: ReadonlySet<string>): Attendance[] {
  return reading.list(value, 'attendance').map((item, i) => {
    const fields = reading.object(item, `attendance[${i}]`);
    return {
      key: readKey(reading, own(fields, 'key'), keys, `attendance[${i}].key`),
      mode: reading.word(own(fields, 'mode'), attendanceModes, `attendance[${i}].mode`),
    };
  });
}

function readProxies(reading: Reading, value: unknown, keys: ReadonlySet<string>): Proxy[] {
  const grantors = new Set<string>();
  return reading.list(value, 'proxies').map((item, i) => {
    const at = `proxies[${i}]`;
    const fields = reading.object(item, at);
    const from = readKey(reading, own(fields, 'from'), keys, `${at}.from`);
    if (grantors.has(from)) reading.refuse('duplicate-proxy', `${at}.from`);
    grantors.add(from);
    const holder = own(fields, 'to');
    const to = absent(holder) ? null : readKey(reading, holder, keys, `${at}.to`);
    if (to === from) reading.refuse('self-proxy', `${at}.to`);
    const written = own(fields, 'choice');
    const choice = proxyChoices.find((word) => word === written) ?? null;
    if (choice === null && !absent(written)) reading.refuse('bad-choice', `${at}.choice`);
    return { from, to, choice };
  });
}

function readBallots(
  reading: Reading,
  value: unknown,
  keys: ReadonlySet<string>,
  rule: ChoiceRule,
): Ballot[] {
  const seen = new Set<string>();
  return reading.list(value, 'ballots').map((item, i) => {
    const at = `ballots[${i}]`;
    const fields = reading.object(item, at);
    const ballot: Ballot = {
      key: readKey(reading, own(fields, 'key'), keys, `${at}.key`),
      choice: readChoice(reading, own(fields, 'choice'), rule, `${at}.choice`),
      via: reading.word(own(fields, 'via'), vias, `${at}.via`),
      at: reading.instant(own(fields, 'at'), `${at}.at`),
      textHash: reading.text(own(fields, 'textHash'), `${at}.textHash`),
    };
    const identity = JSON.stringify([ballot.key, ballot.via, String(ballot.at)]);
    if (seen.has(identity)) reading.refuse('duplicate-ballot', `${at}.at`);
    seen.add(identity);
    return ballot;
  });
}
