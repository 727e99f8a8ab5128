import * as v from 'valibot';
import { foldedName } from '#lib/domain/canonical/names.ts';
import { householdLabel } from '#lib/domain/council/household-table.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { newId, newSlipCode } from '../../db/ids.ts';
import { tokenHash } from '../../db/token-hash.ts';
import { nextSeatNo } from '../../records/numbers.ts';
import { councilNamed } from './about-council.ts';
import { command, personOf, type CommandContext } from '../define.ts';
import { id, line, optionalLine, optionalName, properName } from '../fields.ts';
import { seatsChanged } from './mandates.ts';
import { slipEnds } from './slips.ts';

/** As many households as come in at once. */
const mostHouseholds = 1000;

const household = v.strictObject({
  block: optionalName(28),
  code: line(28),
  name: properName(40),
  kana: optionalLine(60),
});
type Household = v.InferOutput<typeof household>;

/**
 * Enters the households of an association, each a seat with who speaks for it and a slip to come in by (HHT4): all of them
 * or none. What is entered already is passed over, so that a list sent again doubles nobody.
 */
export const importHouseholds = command({
  name: 'import-households',
  summary: 'Enters households as seats, each with its member and an invitation slip; all or none.',
  input: v.strictObject({
    councilId: id,
    /** One entry a household, or with `members` one for each who lives there. */
    households: v.pipe(v.array(household), v.minLength(1), v.maxLength(mostHouseholds)),
    /** Entries of one block and number are one household; the first of them speaks for it (HHT5, HHR1). */
    members: v.optional(v.literal(true)),
  }),
  action: 'roster.manage',
  secretAnswer: true,
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, { councilId, households, members = false }) {
    const who = (label: string, name: string) =>
      members ? `${foldedName(label)}\n${foldedName(name)}` : foldedName(label);
    const known = (one: Household) => who(householdLabel(one), one.name);
    const twice = doubled(households.map(known));
    if (twice) return twice;
    const there = new Set((await seatedIn(ctx, councilId)).map(({ label, name }) => who(label, name ?? '')));
    const fresh = households.filter((one) => !there.has(known(one)));
    const first = await nextSeatNo(ctx.trx, councilId);
    const entered = fresh.map((one, i) => ({
      ...one,
      no: first + i,
      seatId: newId(),
      personId: newId(),
      invitationId: newId(),
      token: newSlipCode(),
    }));
    const expiresAt = slipEnds('member', ctx.now);
    for (const row of entered) await write(ctx, councilId, row, expiresAt);
    await ctx.audit('council', councilId, {
      households: entered.length,
      seats: entered.length === 0 ? [] : [first, first + entered.length - 1],
    });
    await seatsChanged(ctx, councilId);
    return {
      entered: entered.length,
      skipped: households.length - entered.length,
      slips: entered.map((one) => ({
        no: one.no,
        label: householdLabel(one),
        name: one.name,
        personId: one.personId,
        seatId: one.seatId,
        token: one.token,
        expiresAt,
      })),
    };
  },
});

/** `bad-input` at the second of two entries that are the same. */
function doubled(entries: readonly string[]): Refusal | undefined {
  const i = entries.findIndex((one, at) => entries.indexOf(one) < at);
  return i < 0
    ? undefined
    : refuse('bad-input', { field: `households.${i}.code`, params: { why: 'code-twice' } });
}

/** Seats of the council as they are named, and who sits on them. */
function seatedIn({ trx }: CommandContext, councilId: string) {
  return trx
    .selectFrom('seat')
    .leftJoin('mandate', (join) =>
      join
        .onRef('mandate.seat_id', '=', 'seat.id')
        .on('mandate.role', '=', 'member')
        .on('mandate.ended_at', 'is', null),
    )
    .leftJoin('person', 'person.id', 'mandate.person_id')
    .select(['seat.label', 'person.display_name as name'])
    .where('seat.council_id', '=', councilId)
    .where('seat.to_on', 'is', null)
    .execute();
}

interface Entered extends Household {
  readonly no: number;
  readonly seatId: string;
  readonly personId: string;
  readonly invitationId: string;
  readonly token: string;
}

/** One by one: of a statement with several rows SQLite reads every table that refers to them. */
async function write(ctx: CommandContext, councilId: string, row: Entered, expiresAt: number): Promise<void> {
  const { trx, now, today } = ctx;
  await trx
    .insertInto('seat')
    .values({
      id: row.seatId,
      council_id: councilId,
      organization_id: null,
      no: row.no,
      label: householdLabel(row),
      from_on: today,
    })
    .execute();
  await trx
    .insertInto('person')
    .values({ id: row.personId, display_name: row.name, kana: row.kana, created_at: now })
    .execute();
  await trx
    .insertInto('mandate')
    .values({
      id: newId(),
      council_id: councilId,
      person_id: row.personId,
      seat_id: row.seatId,
      organization_id: null,
      role: 'member',
      powers: '[]',
      from_on: today,
      created_at: now,
    })
    .execute();
  await trx
    .insertInto('invitation')
    .values({
      id: row.invitationId,
      council_id: councilId,
      person_id: row.personId,
      purpose: 'member',
      token_hash: tokenHash(row.token),
      created_by: personOf(ctx),
      created_at: now,
      expires_at: expiresAt,
    })
    .execute();
}
