/**
 * How the office of a council's secretariat is reached (CNC30–CNC31). What is not set is '', and nothing is promised of it:
 * no page speaks of a telephone that nobody can call.
 */
export interface Office {
  /** As it is shown, 「04-7000-0000（内線 12）」. */
  readonly telephone: string;
  readonly fax: string;
  /** 「平日 9時〜17時」, in the office's own words. */
  readonly hours: string;
  readonly email: string;
  /** Consultation desks of the area, one a line, beside the national ones. */
  readonly desks: string;
}

export const noOffice: Office = { telephone: '', fax: '', hours: '', email: '', desks: '' };

/** Whether somebody can be sent there: by telephone or e-mail. */
export function isReached(office: Office): boolean {
  return office.telephone !== '' || office.email !== '';
}

const extension = /(?:\(? ?(?:内線|ext\.?) ?[0-9]{1,6} ?\)?)?$/i;

/**
 * A telephone number as it is kept, half width with hyphens, an extension behind it; null where none can be dialled
 * (CNC31). '' stays ''.
 */
export function readTelephone(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−ーｰ]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain === '') return '';
  const number = plain.replace(extension, '').trim();
  const digits = number.replace(/[^0-9]/g, '');
  if (!/^[+#(]?[0-9][0-9()\- ]*$/.test(number) || digits.length < 3 || digits.length > 15) return null;
  return plain;
}

/** What a telephone dials: digits alone, without an extension. */
export function dialled(telephone: string): string {
  return telephone.replace(extension, '').replace(/[^0-9+#]/g, '');
}
