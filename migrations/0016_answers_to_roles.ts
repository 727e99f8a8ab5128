import { type Kysely, sql } from 'kysely';

/*
 * What becomes of a role after the first answer: the same party asked again, or another one in its place, and an
 * answer that came on paper or by telephone and was typed by somebody else. The row of a role says how it stands; an
 * answer that is asked for anew is kept beside it. The rows themselves stay as they were divided. One column each, a
 * table that begins empty and two small indexes: quick on any size. No `down`.
 */
const statements = [
  // how the answer came; null: from an account of the party
  `alter table role_assignment add column via text check (via in ('paper','phone'))`,
  // another party was asked in its place after it had declined
  `alter table role_assignment add column replaced_by text references role_assignment(id)`,
  `alter table role_assignment add column asked_again_at integer`,
  // words of who asks, with the last time the party was asked
  `alter table role_assignment add column ask_note text not null default ''`,
  `create index role_assignment_replaced on role_assignment (replaced_by)`,
  `create table role_earlier_answer (
    id text primary key,
    assignment_id text not null references role_assignment(id),
    state text not null check (state in ('accepted','declined')),
    answered_at integer not null,
    answered_by text references person(id),
    via text check (via in ('paper','phone')),
    note text not null default ''
  ) strict`,
  `create index role_earlier_answer_assignment on role_earlier_answer (assignment_id, answered_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
