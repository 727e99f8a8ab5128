import { shownCode } from '#lib/domain/typed-code.ts';
import { qrRows } from '#lib/page/qr.ts';

/** A slip ready for paper. It exists in the answer to one request only; the token is kept nowhere. */
export interface PaperSlip {
  readonly name: string;
  readonly purpose: 'member' | 'password' | 'resident';
  readonly url: string;
  /** For who has no camera: to be typed at `typedAt`. */
  readonly code: string;
  readonly typedAt: string;
  /** Rows of '1' and '0'. */
  readonly qr: readonly string[];
  /** ms since 1970 UTC */
  readonly expiresAt: number;
}

/** Puts a token that was just issued on paper. */
export function paperSlip(
  origin: string,
  slip: { name: string; purpose: PaperSlip['purpose']; token: string; expiresAt: number },
): PaperSlip {
  const { name, purpose, token, expiresAt } = slip;
  const code = shownCode(token);
  const url = `${origin}/join/${code}`;
  const typedAt = `${new URL(origin).host}/join`;
  return { name, purpose, url, code, typedAt, qr: qrRows(url), expiresAt };
}
