import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from '@playwright/test';
import type axe from 'axe-core';

// half of what the package's `source` holds: handing it over takes longer than running it
const script = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where many pages are looked at: the browser is handed axe once, and has it on every page it opens. */
export async function axeOnEveryPage(context: BrowserContext): Promise<void> {
  await context.addInitScript({ content: script });
}

const asked = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds on the page as it stands, each as `rule: selector`: of WCAG 2.2 A and AA and of good
 * practice what is more than minor, with `everything` also that. Axe runs in the page itself: no frames
 * of other origins here, so its results need no second page to be gathered in, which takes most of the time.
 */
export async function accessibilityFaults(
  page: Page,
  { everything = false }: { everything?: boolean } = {},
): Promise<string[]> {
  // twice on one document is once too often: it is half a megabyte
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(script);
  const options: axe.RunOptions = {
    // what passed is not described
    resultTypes: ['violations'],
    ...(everything ? {} : { runOnly: { type: 'tag', values: asked } }),
  };
  const violations = await page.evaluate(async (given) => {
    const found = await (window as unknown as { axe: typeof axe }).axe.run(document, given);
    return found.violations.map(({ id, impact, nodes }) => ({ id, impact, at: nodes[0]?.target.join(' ') }));
  }, options);
  return violations
    .filter(({ impact }) => everything || impact !== 'minor')
    .map(({ id, at }) => `${id}: ${at}`);
}
