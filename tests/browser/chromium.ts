import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { installByApt } from '../apt.ts';

// the shell draws and runs the same, without the windows around it: a third less to compute
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/**
 * A Chromium that can draw Japanese (contracts §1): found on the path, else installed by apt as root,
 * else Playwright's own. Throws a sentence when there is none to be had.
 */
export async function findChromium(): Promise<string> {
  const given = process.env.CHROMIUM ?? onPath();
  if (given) {
    if (!hasJapaneseFont()) installByApt(['fonts-noto-cjk'], 'the browser tests');
    return given;
  }
  for (const name of ['chromium-headless-shell', 'chromium'])
    if (installByApt([name, 'fonts-noto-cjk'], 'the browser tests')) {
      const installed = onPath();
      if (installed) return installed;
    }
  const { chromium } = await import('@playwright/test');
  spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    stdio: 'inherit',
  });
  const own = chromium.executablePath();
  try {
    accessSync(own, constants.X_OK);
    return own;
  } catch {
    throw new Error(
      'No Chromium was found and none could be installed. Install Chromium, then run npm test again.',
    );
  }
}

function onPath(): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter))
    for (const name of names) {
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not here
      }
    }
  return undefined;
}

function hasJapaneseFont(): boolean {
  try {
    return execFileSync('fc-list', [':lang=ja', 'family'], { encoding: 'utf8' }).trim().length > 0;
  } catch {
    return false;
  }
}
