import type { RefusedForm } from './acts.ts';

/** The refusal of one of several forms on a page: which one stands in the hidden field `which`. */
export function refusedIn(form: unknown, which: string): RefusedForm | null {
  const refused = form as Partial<RefusedForm> | null;
  return refused?.refusal && refused.values?.which === which ? (refused as RefusedForm) : null;
}
