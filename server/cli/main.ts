import { tallyCommand } from './tally.ts';

/* The yoriai command (contracts §6): one verb, its arguments, its exit code. */

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Yoriai needs Node 24 or newer; this is ${process.version}. Use npm run -s yoriai.`);
  process.exit(2);
}

type Verb = (args: string[], out: (line: string) => void) => Promise<number>;

const verbs: Record<string, Verb> = { tally: tallyCommand };

const [name, ...args] = process.argv.slice(2);
const verb = name === undefined ? undefined : verbs[name];
if (!verb) {
  console.error(`yoriai knows: ${Object.keys(verbs).join(', ')}.`);
  process.exitCode = 2;
} else {
  process.exitCode = await verb(args, (line) => console.log(line));
}
