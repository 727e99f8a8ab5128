import { structAt, type Scan } from './scan-update.ts';

/** Accepted updates that are not applied yet, found by what is in them. */
export class WaitingStructs {
  private readonly byClient = new Map<number, Scan[]>();

  add(scan: Scan | undefined): void {
    for (const { client } of scan?.blocks ?? []) {
      const scans = this.byClient.get(client);
      if (scans) scans.push(scan as Scan);
      else this.byClient.set(client, [scan as Scan]);
    }
  }

  clear(): void {
    this.byClient.clear();
  }

  /** The struct with this id. */
  at(client: number, clock: number): { readonly scan: Scan; readonly struct: number } | undefined {
    const scans = this.byClient.get(client) ?? [];
    // mostly it is what this client typed last
    for (let i = scans.length - 1; i >= 0; i--) {
      const scan = scans[i] as Scan;
      const struct = structAt(scan, client, clock);
      if (struct !== undefined) return { scan, struct };
    }
    return undefined;
  }
}
