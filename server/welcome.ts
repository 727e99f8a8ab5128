import { networkInterfaces } from 'node:os';
import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { reachOf } from '#lib/text/reach.ts';
import type { App } from './app.ts';
import type { Config } from './config.ts';
import { issueSetupLink } from './commands/council/setup-link.ts';

/**
 * What the terminal says once the server listens: the address and whom it reaches, the one-time set-up link while
 * there is no council, and with --demo one sign-in link per sample person (contracts §1).
 */
export async function welcome(app: App, origin: string, locale: Locale): Promise<string[]> {
  const o = { locale };
  const lines: string[] = [m.start_running({ origin }, o)];
  if (app.config.demo) {
    const { samplePeople } = await import('./demo/people.ts');
    lines.push(m.start_sample({}, o));
    for (const person of await samplePeople(app.db))
      lines.push(`  ${person.handle.padEnd(12)} ${origin}/demo/enter/${person.handle}  ${person.name}`);
    return lines;
  }
  const council = await app.db.selectFrom('council').select('id').limit(1).executeTakeFirst();
  if (!council) {
    const token = await issueSetupLink(app.db, app.clock.now());
    lines.push(m.start_setup({ url: `${origin}/join/${token}` }, o));
  }
  return [...lines, ...reachLines(app.config, origin, locale)];
}

/** Why nobody can be served on the address of the configuration. */
export function cannotListen({ host, port }: Config, reason: string, locale: Locale): string {
  return m.start_cannot_listen({ host, port, reason }, { locale });
}

/** Whom the address does not reach, and the setting that changes it, with this machine's own address in it. */
function reachLines({ host, origin: named }: Config, origin: string, locale: Locale): string[] {
  if (reachOf(origin) !== 'nowhere') return [];
  const suggested = `http://${ownAddress() ?? '192.168.1.20'}:${new URL(origin).port || '80'}`;
  return named === undefined && listensOutside(host)
    ? [m.start_foreign({ host, origin: suggested }, { locale })]
    : [m.start_nowhere({ origin: suggested }, { locale })];
}

/** Other machines reach the port: without ORIGIN they may look, and their acts are refused as foreign. */
function listensOutside(host: string): boolean {
  const everywhere = host === '0.0.0.0' || host === '::';
  return everywhere || reachOf(`http://${host.includes(':') ? `[${host}]` : host}`) !== 'nowhere';
}

/** The address of this machine in its own network; undefined where it stands in none. */
function ownAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}
