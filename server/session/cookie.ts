/** The session cookie: `__Host-` and Secure on https, plain on loopback http (contracts §1). */
export function cookieName(secure: boolean): string {
  return secure ? '__Host-yoriai' : 'yoriai';
}

/** The session token in a Cookie header, if there is one. */
export function tokenIn(header: string | undefined, secure: boolean): string | undefined {
  const name = cookieName(secure);
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}
