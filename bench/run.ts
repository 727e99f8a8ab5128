import { readdirSync } from 'node:fs';

/*
 * `npm run bench`: every benchmark of this folder, or `npm run bench -- NAME [OPTIONS]` one. Each prints a table
 * and a last line of JSON. Timing lives here, not in tests.
 */
const available = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''));
const [first, ...rest] = process.argv.slice(2);
const wanted = first?.startsWith('-') ? undefined : first;
if (wanted !== undefined && !available.includes(wanted)) {
  console.error(`There is no benchmark ${wanted}. There are: ${available.join(', ')}.`);
  process.exit(2);
}
for (const name of wanted === undefined ? available : [wanted]) {
  const { bench } = (await import(`./${name}.bench.ts`)) as {
    bench(options: readonly string[]): Promise<object>;
  };
  console.log(`\n${name}`);
  const figures = await bench(wanted === undefined ? [] : rest);
  console.log(JSON.stringify({ bench: name, ...figures }));
}
