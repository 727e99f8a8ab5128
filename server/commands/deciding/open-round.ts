import * as v from 'valibot';
import {
  awaitsWritten,
  defaultDots,
  frozenRule,
  householdRoll,
  householdRules,
  mayReopen,
  nextProposalState,
  optionsRefusal,
  roundHouseholds,
  roundModes,
  rulesOf,
  specialCategories,
  thresholds,
} from '#lib/domain/deciding/index.ts';
import type { HouseholdRule, RoundMode } from '#lib/domain/deciding/index.ts';
import type { RuleSet } from '#lib/domain/council/rule-set.ts';
import { householdRefusal, isPersonOnly } from '#lib/domain/council/rule-set-faults.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { asPresiding, proposalNamed } from '../../access/round.ts';
import { registerOf, registerQuorum, seatsPresent, type Register } from '../../records/register.ts';
import { outcomeOfRound } from '../../records/rounds.ts';
import { newId } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { asColumn } from '../../db/values.ts';
import { nextRoundNo } from '../../records/numbers.ts';
import { command, personOf } from '../define.ts';
import { id, instant, whole } from '../fields.ts';
import { askedText, type AskedText } from './asked-text.ts';
import { itemRefusal, mayDecideRefusal } from './round-steps.ts';

/**
 * Opens a round on the newest frozen text, or on an amendment to it: quorum at this moment, then rule, roll and text are
 * written down before anybody can reply (DEC6, I4), with the meter of that moment (MTG24).
 */
export const openRound = command({
  name: 'open-round',
  summary: 'Opens a round on the newest frozen text of a proposal, with rule and roll frozen.',
  input: v.strictObject({
    proposalId: id,
    /** Asks about an amendment; amendments come before the original (AMD5). */
    amendmentId: v.optional(id),
    mode: v.picklist(roundModes),
    threshold: v.optional(v.picklist(thresholds), 'rule'),
    /** The matter, where the rule set asks a majority of its own for it. */
    category: v.optional(v.picklist(specialCategories)),
    /** Person by person, where the law asks that of the matter and the rule set counts households (RUL6, HHR5). */
    householdRule: v.optional(v.picklist(householdRules)),
    closesAt: v.optional(instant),
    /** Where dots are put: how many each person has, and how many of them may go to one option. */
    dots: v.optional(
      v.pipe(
        v.strictObject({ perVoter: whole(1, 10), maxPerOption: whole(1, 10) }),
        v.check(({ perVoter, maxPerOption }) => maxPerOption <= perVoter),
      ),
    ),
  }),
  action: 'round.run',
  about: async (db, input) => asPresiding(await proposalNamed(db, input.proposalId)),
  async handle(ctx, input, { meeting, item, proposal }) {
    const { trx, now } = ctx;
    const putsDots = rulesOf(input.mode).ballot === 'dots';
    if (!putsDots && input.dots !== undefined) return refuse('bad-input', { field: 'dots' });
    if (input.closesAt !== undefined && input.closesAt <= now)
      return refuse('bad-input', { field: 'closesAt', params: { why: 'past' } });
    const wrong = mayDecideRefusal(meeting.state) ?? itemRefusal(item.state, 'proposalId');
    if (wrong) return wrong;
    const state = nextProposalState(proposal.state, 'open_round');
    if (isRefusal(state)) return state;
    const register = await registerOf(trx, meeting);
    const householdRule = householdsAsked(input, register.rule);
    if (isRefusal(householdRule)) return householdRule;
    const unasked = majorityRefusal(input, register.rule);
    if (unasked) return unasked;
    const asked = await askedText(ctx, proposal.id, input.amendmentId ?? null);
    if (isRefusal(asked)) return asked;
    const { version, amendment } = asked;
    const unfit = optionsRefusal(input.mode, version.text);
    if (unfit) return unfit;
    const again = await openAgain(trx, proposal.id, input.mode, asked, register.rule);
    if (again) return again;
    const voices = householdRoll(householdRule, register.seats);
    const comers = comersThere(register);
    const roll = [...voices, ...comers];
    if (roll.length === 0) return refuse('roll-empty');
    const quorum = registerQuorum(register, householdRule);
    const { attended, needed, met } = quorum;
    if (!met && !awaitsWritten(register.rule.quorum))
      return refuse('no-quorum', { params: { attended, needed: needed ?? '0' } });
    const no = await nextRoundNo(trx, proposal.id);
    const roundId = newId();
    await trx
      .insertInto('round')
      .values({
        id: roundId,
        council_id: meeting.council_id,
        meeting_id: meeting.id,
        item_id: item.id,
        proposal_id: proposal.id,
        version_id: version.id,
        no,
        mode: input.mode,
        rule: JSON.stringify({
          ...frozenRule(register.rule, { ...input, householdRule }),
          ...(putsDots && { dots: input.dots ?? defaultDots }),
        }),
        rule_version: register.ruleVersion,
        text_hash: version.text_hash,
        opened_at: now,
        opened_by: personOf(ctx),
        closes_at: input.closesAt ?? null,
        state: 'open',
      })
      .execute();
    const chair = chairSeat(register.seats, meeting.presiding_person_id);
    await trx
      .insertInto('round_roll')
      .values(
        roll.map((seat) => ({
          round_id: roundId,
          seat_id: seat.id,
          key: newId(),
          weight: seat.weight,
          chair: asColumn(seat.id === chair),
          label: seat.organization,
          person_id: seat.holder?.personId ?? null,
        })),
      )
      .execute();
    await trx
      .insertInto('round_meter')
      .values({
        round_id: roundId,
        attended,
        needed,
        eligible: quorum.eligible,
        comers: comers.length,
      })
      .execute();
    if (amendment) await askAbout(trx, roundId, amendment.id, version.id);
    await trx.updateTable('proposal').set({ state }).where('id', '=', proposal.id).execute();
    await ctx.audit('round', roundId, {
      proposal: proposal.id,
      no,
      mode: input.mode,
      version: version.n,
      hash: version.text_hash,
      roll: roll.length,
      attended,
      amendment: amendment?.no ?? null,
      category: input.category ?? null,
    });
    ctx.effects.meetingChanged(meeting.id);
    return { roundId, no, versionNo: version.n, textHash: version.text_hash };
  },
});

/** Only a vote has a majority; a matter has its own where the rule set says so, and is asked with that one alone. */
function majorityRefusal(
  {
    mode,
    threshold,
    category,
  }: {
    readonly mode: RoundMode;
    readonly threshold: string;
    readonly category?: string | undefined;
  },
  rules: RuleSet,
): Refusal | null {
  if (!rulesOf(mode).vote && threshold !== 'rule') return refuse('bad-input', { field: 'threshold' });
  if (category === undefined) return null;
  const special = rules.specials.some((known) => known.category === category);
  if (!special || !rulesOf(mode).vote) return refuse('bad-input', { field: 'category' });
  return threshold === 'rule' ? null : refuse('bad-input', { field: 'threshold' });
}

/** Where the council's table is open, everybody signed in at the door who is there (OPT1). */
function comersThere(register: Register): Register['seats'] {
  const there = seatsPresent(register);
  return register.comers.filter(({ id }) => there.has(id));
}

/** How households are asked: as the rule set says, or person by person; what the law forbids is `rules-impossible`. */
function householdsAsked(
  input: { readonly category?: string | undefined; readonly householdRule?: HouseholdRule | undefined },
  { basis, householdRule }: RuleSet,
): HouseholdRule | Refusal {
  const category = input.category ?? null;
  return (
    householdRefusal(basis, input.householdRule ?? householdRule, category) ??
    roundHouseholds(householdRule, input.householdRule, isPersonOnly(basis, category))
  );
}

async function askAbout(trx: Trx, roundId: string, amendmentId: string, versionId: string): Promise<void> {
  await trx.insertInto('round_amendment').values({ round_id: roundId, amendment_id: amendmentId }).execute();
  await trx
    .updateTable('amendment')
    .set({ state: 'asked', version_id: versionId })
    .where('id', '=', amendmentId)
    .execute();
}

/** Null when the rounds before on the same matter, the original or this amendment, leave room for this one. */
async function openAgain(
  trx: Trx,
  proposalId: string,
  mode: RoundMode,
  { version, amendment }: AskedText,
  rules: RuleSet,
): Promise<Refusal | null> {
  const rounds = await trx
    .selectFrom('round')
    .leftJoin('round_amendment', 'round_amendment.round_id', 'round.id')
    .select([
      'round.state',
      'round.mode',
      'round.text_hash as textHash',
      'round.outcome',
      'round_amendment.amendment_id as amendmentId',
    ])
    .where('round.proposal_id', '=', proposalId)
    .execute();
  const closed = rounds.flatMap((round) => {
    const outcome = round.amendmentId === (amendment?.id ?? null) ? outcomeOfRound(round) : null;
    return outcome
      ? [{ mode: round.mode, code: outcome.code, sameText: round.textHash === version.text_hash }]
      : [];
  });
  return mayReopen(mode, closed, rules);
}

/** The seat whose holder leads the meeting; where nobody presides yet, the chair's. */
function chairSeat(
  seats: readonly { id: string; chair: boolean; holder: { personId: string } | null }[],
  presiding: string | null,
): string | undefined {
  if (presiding === null) return seats.find((seat) => seat.chair)?.id;
  return seats.find((seat) => seat.holder?.personId === presiding)?.id;
}
