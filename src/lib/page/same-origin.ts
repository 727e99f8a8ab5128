/**
 * A `next` from outside as a path of our own, or the fallback (safety B66). Anything but a plain path
 * starting with one slash could lead elsewhere: `//host`, `/\host`, schemes, control characters.
 */
export function ownPath(next: string | null | undefined, fallback: string): string {
  if (!next || next.length > 500 || !/^\/(?![/\\])/.test(next)) return fallback;
  // browsers drop control characters and turn backslashes into slashes before they resolve
  if (/[\p{Cc}\\]/u.test(next)) return fallback;
  const base = 'http://own.invalid';
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  // `/./` and `/..//` fold into a path that would name another host if it were read again
  if (!url || url.origin !== base || url.pathname.startsWith('//')) return fallback;
  return url.pathname + url.search + url.hash;
}
