/*
 * The yoriai command (contracts §6): one verb, its arguments, its exit code. A terminal is answered in words of its
 * language; with `--json`, and where the output is no terminal, each answer is one JSON object a line.
 */

import { constants, setPriority } from 'node:os';
import type { Verb } from './verb.ts';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Yoriai needs Node 24 or newer; this is ${process.version}. Use npm run -s yoriai.`);
  process.exit(2);
}

// a verb loads what it needs: tally and verify work where nothing was built yet
const verbs: Record<string, () => Promise<Verb>> = {
  backup: async () => (await import('./backup.ts')).backupCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  'export-council': async () => (await import('./export-council.ts')).exportCouncilCommand,
  'invite-council': async () => (await import('./invite-council.ts')).inviteCouncilCommand,
  'import-council': async () => (await import('./import-council.ts')).importCouncilCommand,
  'redirect-council': async () => (await import('./redirect-council.ts')).redirectCouncilCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  seed: async () => (await import('./seed.ts')).seedCommand,
  tally: async () => (await import('./tally.ts')).tallyCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
};

const [name = '', ...given] = process.argv.slice(2);
const args = given.filter((arg) => arg !== '--json');
const asJson = args.length < given.length || !process.stdout.isTTY;
const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
if (['backup', 'export', 'export-council', 'verify'].includes(name)) behindWhoServes();
if (asJson && verb) {
  const run = await verb();
  process.exitCode = await run(
    args,
    (answer) => console.log(JSON.stringify(answer)),
    () => undefined,
  );
} else {
  const { answerWords, knownVerbs } = await import('./answer-words.ts');
  const { terminalLocale } = await import('../terminal/language.ts');
  const locale = terminalLocale(process.env);
  if (verb) {
    const run = await verb();
    const say = (answer: object) => answerWords(answer, locale).forEach((line) => console.log(line));
    process.exitCode = await run(args, say, say);
  } else {
    console.error(knownVerbs(Object.keys(verbs), locale));
    process.exitCode = 2;
  }
}

/** What reads beside a running server takes only what that leaves. */
function behindWhoServes(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch {
    // where a machine does not let it, as fast as everybody else
  }
}
