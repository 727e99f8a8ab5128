import { createContext } from 'svelte';

/** What the header needs of the council of this page; comes from `page.data.council`. */
export interface HeaderCouncil {
  readonly slug: string;
  readonly name: string;
  readonly city: string;
  /** 「みずき台中学校区」, for narrow screens. */
  readonly district?: string;
}

/** Who is signed in; comes from `page.data.me`. */
export interface HeaderMe {
  readonly name: string;
  /** Organisation or seat of the person in this council. */
  readonly from?: string;
}

/**
 * What a live page lends the one header of the root layout: save state and who is here. The page sets it
 * while it stands (`const header = useHeader()`) and clears it when it leaves.
 */
export class HeaderState {
  save = $state<{ state: 'saved' | 'sending' | 'device-only'; count?: number; at?: string } | null>(null);
  presence = $state<readonly { name: string; color?: 1 | 2 | 3 | 4 | 5 }[]>([]);

  clear(): void {
    this.save = null;
    this.presence = [];
  }
}

export const [useHeader, provideHeader] = createContext<HeaderState>();
