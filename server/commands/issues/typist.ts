import * as v from 'valibot';
import { decide } from '#lib/domain/policy/decide.ts';
import type { Refusal } from '#lib/domain/refusal.ts';
import type { CommandContext } from '../define.ts';

/** How a worry came, and whether it is somebody else's, as commands of the street take them. */
export const typedFor = {
  submittedVia: v.optional(v.picklist(['form', 'phone', 'paper', 'bridge', 'meeting']), 'form'),
  onBehalf: v.optional(v.boolean(), false),
};

/**
 * Who is kept as the typist: whoever writes for somebody else, by telephone, from paper or in another language, and has
 * the right to; nobody where a person writes for himself.
 */
export function typistOf(
  ctx: CommandContext,
  input: { readonly submittedVia: string; readonly onBehalf: boolean },
): { readonly enteredBy: string | null } | Refusal {
  if (!input.onBehalf && input.submittedVia === 'form') return { enteredBy: null };
  const allowed = decide(ctx.subject, 'issue.submitFor');
  return allowed === true ? { enteredBy: ctx.actor.personId } : allowed;
}
