/* The yoriai command (contracts §6): one verb, its arguments, its exit code. */

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Yoriai needs Node 24 or newer; this is ${process.version}. Use npm run -s yoriai.`);
  process.exit(2);
}

type Verb = (args: string[], out: (line: string) => void) => Promise<number>;

// a verb loads what it needs: tally and verify work where nothing was built yet
const verbs: Record<string, () => Promise<Verb>> = {
  export: async () => (await import('./export.ts')).exportCommand,
  tally: async () => (await import('./tally.ts')).tallyCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
};

const [name, ...args] = process.argv.slice(2);
const verb = name !== undefined && Object.hasOwn(verbs, name) ? verbs[name] : undefined;
if (!verb) {
  console.error(`yoriai knows: ${Object.keys(verbs).join(', ')}.`);
  process.exitCode = 2;
} else {
  const run = await verb();
  process.exitCode = await run(args, (line) => console.log(line));
}
