import type { App } from './app.ts';
import { issueSetupLink } from './commands/council/setup-link.ts';

/**
 * What the terminal says once the server listens: the address, the one-time set-up link while there is
 * no council, and with --demo one sign-in link per sample person (contracts §1).
 */
export async function welcome(app: App, origin: string): Promise<string[]> {
  const lines = [`Yoriai is running at ${origin}`];
  if (app.config.demo) {
    const { samplePeople } = await import('./demo/people.ts');
    lines.push('Sample council. Sign in as:');
    for (const person of await samplePeople(app.db))
      lines.push(`  ${person.handle.padEnd(12)} ${origin}/demo/enter/${person.handle}  ${person.name}`);
    return lines;
  }
  const council = await app.db.selectFrom('council').select('id').limit(1).executeTakeFirst();
  if (!council) {
    const token = await issueSetupLink(app.db, app.clock.now());
    lines.push(`Set up the first council with this link (works once): ${origin}/join/${token}`);
  }
  return lines;
}
