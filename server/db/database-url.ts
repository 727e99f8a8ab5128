/** A database as its URL names it; what is secret in it is never part of a message. */
export interface NamedDatabase {
  /** Host and port, or the folder of a socket. */
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

/** What a URL like `postgres://user:word@host:5432/database` names; null where it is none. */
export function databaseIn(url: string): NamedDatabase | null {
  if (!/^postgres(ql)?:\/\//.test(url)) return null;
  try {
    const { hostname, port, username, pathname, searchParams } = new URL(url);
    const database = decodeURIComponent(pathname.slice(1));
    if (database === '' || database.includes('/')) return null;
    // a socket lies in a folder
    const place = searchParams.get('host') ?? decodeURIComponent(hostname);
    const host = place.startsWith('/') ? place : `${place || 'localhost'}:${port || '5432'}`;
    return { host, user: searchParams.get('user') ?? decodeURIComponent(username), database };
  } catch {
    return null;
  }
}

/** A URL as a person may see it: without its password, and without what follows a question mark. */
export function shownUrl(url: string): string {
  const named = databaseIn(url);
  if (!named) return 'postgres://…';
  const { host, user, database } = named;
  return `postgres://${user === '' ? '' : `${user}@`}${host}/${database}`;
}

/** The password in a URL; '' where it names none. */
export function wordIn(url: string): string {
  return decodeURIComponent(new URL(url).password);
}
