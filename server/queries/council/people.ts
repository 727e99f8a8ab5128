import type { Role } from '#lib/domain/policy/actions.ts';
import { localeOf, type Locale } from '#lib/i18n/locale.ts';
import type { Actor } from '../../access/subject.ts';
import { tokenHash } from '../../db/token-hash.ts';
import type { Db } from '../../db/open.ts';
import type { InvitationRow } from '../../db/schema.ts';
import { byText } from '../../db/values.ts';
import { nameOf, type CouncilName } from './council.ts';

/* The person who asks, and what a slip opens. */

/** What stands behind `/join/{token}`. Unknown, ended and revoked slips are one answer, `gone`. */
export type InvitationView =
  | { readonly state: 'gone' }
  | { readonly state: 'used'; readonly council: CouncilName | null }
  | {
      readonly state: 'open';
      readonly purpose: InvitationRow['purpose'];
      readonly council: CouncilName | null;
      /** Whom it is for; null with set-up and residents' links. */
      readonly personName: string | null;
      /** Told with a password slip only: the name may be what was forgotten. */
      readonly loginName: string | null;
    };

/** What the slip with this token opens now (ms since 1970 UTC). Reading it spends nothing (safety B52). */
export async function invitationView(db: Db, token: string, now: number): Promise<InvitationView> {
  const row = await db
    .selectFrom('invitation')
    .leftJoin('person', 'person.id', 'invitation.person_id')
    .select([
      'invitation.purpose',
      'invitation.council_id',
      'invitation.used_at',
      'invitation.revoked_at',
      'invitation.expires_at',
      'person.display_name',
      'person.login_name',
    ])
    .where('invitation.token_hash', '=', tokenHash(token))
    .executeTakeFirst();
  if (!row || row.revoked_at !== null || row.expires_at <= now) return { state: 'gone' };
  const council = row.council_id === null ? null : await councilById(db, row.council_id);
  if (row.used_at !== null) return { state: 'used', council };
  return {
    state: 'open',
    purpose: row.purpose,
    council,
    personName: row.display_name,
    loginName: row.purpose === 'password' ? row.login_name : null,
  };
}

async function councilById(db: Db, councilId: string): Promise<CouncilName | null> {
  const council = await db
    .selectFrom('council')
    .select(['id', 'slug', 'name', 'city', 'district'])
    .where('id', '=', councilId)
    .executeTakeFirst();
  return council ? nameOf(council) : null;
}

/** The signed-in person for `/me` and the entrance. */
export interface MeView {
  readonly personId: string;
  readonly displayName: string;
  readonly loginName: string;
  readonly locale: Locale;
  readonly councils: readonly (CouncilName & {
    readonly mandates: readonly { readonly id: string; readonly role: Role; readonly from: string }[];
  })[];
}

/** Who asks and where he has mandates; null for the street. */
export async function meView(db: Db, actor: Actor): Promise<MeView | null> {
  if (actor.personId === null) return null;
  const person = await db
    .selectFrom('person')
    .select(['display_name', 'login_name', 'locale'])
    .where('id', '=', actor.personId)
    .executeTakeFirst();
  if (!person) return null;
  const rows = await mandatesOf(db, [actor.personId]);
  const slugs = [...new Set(rows.map((row) => row.slug))];
  return {
    personId: actor.personId,
    displayName: person.display_name,
    loginName: person.login_name ?? '',
    locale: localeOf(person.locale),
    councils: slugs.map((slug) => {
      const own = rows.filter((row) => row.slug === slug);
      return {
        ...nameOf(own[0] as StandingMandate),
        mandates: own.map(({ mandateId, role, from }) => ({ id: mandateId, role, from })),
      };
    }),
  };
}

/** A mandate that stands, with its council and whom it is held for; '' where that is nobody but oneself. */
export interface StandingMandate extends CouncilName {
  readonly personId: string;
  readonly mandateId: string;
  readonly role: Role;
  readonly from: string;
}

/** What these people hold now, by council, the oldest first. */
export async function mandatesOf(db: Db, personIds: readonly string[]): Promise<StandingMandate[]> {
  const rows = await db
    .selectFrom('mandate')
    .innerJoin('council', 'council.id', 'mandate.council_id')
    .leftJoin('seat', 'seat.id', 'mandate.seat_id')
    .leftJoin('organization as own', 'own.id', 'mandate.organization_id')
    .leftJoin('organization as seated', 'seated.id', 'seat.organization_id')
    .select([
      'council.id',
      'council.slug',
      'council.name',
      'council.city',
      'council.district',
      'mandate.id as mandate_id',
      'mandate.person_id',
      'mandate.role',
      'own.name as own',
      'seated.name as seated',
      'seat.label',
    ])
    .where('mandate.person_id', 'in', personIds)
    .where('mandate.ended_at', 'is', null)
    .orderBy('council.slug', byText)
    .orderBy('mandate.created_at')
    .execute();
  return rows.map((row) => ({
    ...nameOf(row),
    personId: row.person_id,
    mandateId: row.mandate_id,
    role: row.role as Role,
    from: row.own ?? row.seated ?? row.label ?? '',
  }));
}
