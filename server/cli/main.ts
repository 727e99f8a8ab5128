/*
 * The yoriai command (contracts §6): one verb, its arguments, its exit code. `backup` and `restore` answer a terminal in
 * words of its language; with `--json`, and where the output is no terminal, one JSON object a line as every verb.
 */

import type { KeptAnswer, KeptFault } from './keeping-words.ts';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Yoriai needs Node 24 or newer; this is ${process.version}. Use npm run -s yoriai.`);
  process.exit(2);
}

type Verb = (args: string[], out: (line: string) => void) => Promise<number>;

// a verb loads what it needs: tally and verify work where nothing was built yet
const verbs: Record<string, () => Promise<Verb>> = {
  backup: async () => inWords((await import('./backup.ts')).backupCommand),
  export: async () => (await import('./export.ts')).exportCommand,
  restore: async () => inWords((await import('./restore.ts')).restoreCommand),
  tally: async () => (await import('./tally.ts')).tallyCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
};

/** A verb whose answers a terminal reads as sentences. */
function inWords(command: (args: string[], print: (answer: object) => void) => Promise<number>): Verb {
  return async (given, out) => {
    const args = given.filter((arg) => arg !== '--json');
    if (args.length < given.length || !process.stdout.isTTY)
      return command(args, (answer) => out(JSON.stringify(answer)));
    const { keepingFaultWords, keptWords } = await import('./keeping-words.ts');
    const { causes } = await import('./keeping.ts');
    const { terminalLocale } = await import('../terminal/language.ts');
    const locale = terminalLocale(process.env);
    return command(args, (answer) => {
      const said = answer as KeptAnswer | KeptFault;
      if ('kept' in said) keptWords(said, locale).forEach(out);
      else out(keepingFaultWords(causes.get(said), locale));
    });
  };
}

const [name, ...args] = process.argv.slice(2);
const verb = name !== undefined && Object.hasOwn(verbs, name) ? verbs[name] : undefined;
if (!verb) {
  console.error(`yoriai knows: ${Object.keys(verbs).join(', ')}.`);
  process.exitCode = 2;
} else {
  const run = await verb();
  process.exitCode = await run(args, (line) => console.log(line));
}
