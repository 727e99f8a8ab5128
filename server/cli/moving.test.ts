import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp, type App } from '#server/app.ts';
import { fillSampleCouncil } from '#server/demo/fill.ts';
import { foundCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { exportCouncilCommand } from './export-council.ts';
import type { VerbFault } from './fault-words.ts';
import { importCouncilCommand } from './import-council.ts';
import type { MovedAnswer } from './moving-words.ts';
import type { Verb } from './verb.ts';
import { verifyCommand } from './verify.ts';

let house: House;
let there: House;
const away = mkdtempSync(path.join(tmpdir(), 'yoriai-moving-'));
const in_ = (name: string) => path.join(away, name);
const file = in_('mizukidai.yoriai');

beforeAll(async () => {
  house = await openHouse();
  await fillSampleCouncil(house.app);
  there = await openHouse();
}, 120_000);
afterAll(async () => {
  for (const { app, dataDir } of [house, there]) {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
  rmSync(away, { recursive: true, force: true });
});

async function run(command: Verb, ...args: string[]) {
  const answers: object[] = [];
  const code = await command(args, (answer) => void answers.push(answer));
  return { code, answer: answers[0] as MovedAnswer & { error: VerbFault } };
}

async function verified(data: string) {
  const lines: unknown[] = [];
  const code = await verifyCommand(['--data', data], (answer) => lines.push(answer));
  return { code, lines };
}

describe('one council to another server', () => {
  test('goes', async () => {
    const out = await run(exportCouncilCommand, file, '--council', 'mizukidai', '--data', house.dataDir);
    console.log(out);
    const into = await run(importCouncilCommand, file, '--data', there.dataDir);
    console.dir(into, { depth: 5 });
    console.dir(await verified(there.dataDir), { depth: 6 });
    console.dir(await verified(house.dataDir), { depth: 6 });
  });
});
