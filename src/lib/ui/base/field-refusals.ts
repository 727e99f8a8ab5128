import { getContext, setContext } from 'svelte';

/** A refusal as far as a field of a form is concerned. */
interface SaidAtField {
  readonly field?: string;
  readonly message: string;
}

type MessageAt = (name: string) => string;

const key = Symbol('field refusals');

/**
 * Every field inside marks itself where the refusal of its form concerns it, so that no page forgets one. `names`: fields of the
 * form that a command calls otherwise.
 */
export function provideFieldRefusals(
  refusal: () => SaidAtField | null,
  names: Readonly<Record<string, string>> = {},
): void {
  setContext<MessageAt>(key, (name) => {
    const said = refusal();
    return said?.field !== undefined && said.field === (names[name] ?? name) ? said.message : '';
  });
}

/** What the refusal of the form around says of the field of this name; '' where it concerns another one, or none. */
export function fieldRefusal(): MessageAt {
  return getContext<MessageAt | undefined>(key) ?? (() => '');
}
