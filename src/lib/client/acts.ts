import { actKey } from './held-reply.ts';
import { tellOtherTabs } from './other-tabs.ts';

/** A refused act as the API says it (contracts §3). */
export interface RefusedAct {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly next?: string;
}

export type Acted<R> =
  { readonly ok: true; readonly result: R } | { readonly ok: false; readonly error: RefusedAct };

/**
 * Runs a command from the browser. The key is made once per call, so that the retry after a lost answer
 * acts once; whoever may send the same act again later brings a key of his own. Without a connection the answer is code
 * `offline`: nothing was done, as far as can be known.
 */
export async function act<R = unknown>(
  command: string,
  input: object,
  offlineWords: string,
  key: string = actKey(),
): Promise<Acted<R>> {
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await fetch(`/api/v1/commands/${command}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
        body: JSON.stringify(input),
      });
      const acted = (await response.json()) as Acted<R>;
      if (acted.ok) tellOtherTabs();
      return acted;
    } catch {
      if (attempt >= 1) return { ok: false, error: { code: 'offline', message: offlineWords } };
    }
  }
}
