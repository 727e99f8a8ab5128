import { m } from '#lib/paraglide/messages.js';

export interface Place {
  readonly href: string;
  readonly label: string;
}

/** The places of a council; whoever is not signed in starts from what the street may see. */
export function placesOf(base: string, signedIn: boolean): Place[] {
  return [
    signedIn ? { href: base, label: m.place_home() } : { href: `${base}/public`, label: m.place_public() },
    { href: `${base}/board`, label: m.place_board() },
    { href: `${base}/meetings`, label: m.place_meetings() },
    { href: `${base}/decisions`, label: m.place_decisions() },
    { href: `${base}/roles`, label: m.place_roles() },
    { href: `${base}/coverage`, label: m.place_coverage() },
  ];
}

/** Pages that belong to a place of another name: rounds to meetings, issues and canvas to the board, figures to coverage. */
const kin: Readonly<Record<string, string>> = {
  rounds: 'meetings',
  issues: 'board',
  figures: 'coverage',
  canvas: 'board',
};

/** `aria-current` of a place while the page at `path` is shown: the page itself, or one inside it. */
export function placeHere(base: string, path: string, href: string): 'page' | 'true' | undefined {
  if (path === href) return 'page';
  if (!path.startsWith(`${base}/`)) return undefined;
  const part = path.slice(base.length + 1).split('/')[0] ?? '';
  return part !== '' && href === `${base}/${kin[part] ?? part}` ? 'true' : undefined;
}
