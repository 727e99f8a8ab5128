/*
 * What rights can rest on (house rule: an act asks again only the sockets it concerns). An act says what has moved,
 * `documentRights` says what its answer rests on; both by these names.
 */

/** A meeting's state, minutes or visibility; an issue's publication; a council; a person's mandates and sessions. */
export type ScopeKind = 'meeting' | 'issue' | 'council' | 'person';

export interface Scope {
  readonly kind: ScopeKind;
  readonly id: string;
}

/** The name under which live documents know a scope. */
export const scopeName = ({ kind, id }: Scope): string => `${kind}:${id}`;
