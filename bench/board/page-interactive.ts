import { chromium } from '@playwright/test';
import { findChromium } from '../../tests/browser/chromium.ts';
import type { FullBoard } from './full-board.ts';

/** Medians of several fresh visits, in ms. */
export interface PageInteractive {
  /** A tap on the first card's ⋯ opens its menu: the page is there and answers. */
  readonly median: number;
  readonly firstPaint: number;
  /** The longest frame of a visit while the mirror of all cards arrives, on the phone; and the longest of all visits. */
  readonly arrival: Longest;
  /** The same while scrolling through, on the phone. */
  readonly scrolling: Longest;
  /** The same on a computer: the CPU not throttled. */
  readonly scrollingComputer: Longest;
  /** How long the main thread was busy until then, by its own clock, which other processes do not blur; the throttle counts. */
  readonly work: number;
  readonly all: readonly number[];
}

export interface Longest {
  readonly median: number;
  readonly most: number;
}

/** Opens the board on a phone whose CPU is `throttle` times slower, nothing cached, and taps until it answers. */
export async function pageInteractive(
  board: FullBoard,
  asked: { readonly throttle: number; readonly times: number },
): Promise<PageInteractive> {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const answered: number[] = [];
  const painted: number[] = [];
  const worked: number[] = [];
  const arriving: number[] = [];
  const scrolled: number[] = [];
  const scrolledFast: number[] = [];
  try {
    // the first visit warms the server, not the phone
    for (let visit = -1; visit < asked.times; visit++) {
      const context = await browser.newContext({
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
        locale: 'ja-JP',
      });
      const [name = '', value = ''] = (board.cookies[2] ?? '').split('=');
      await context.addCookies([{ name, value, url: board.server.origin }]);
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: asked.throttle });
      await page.addInitScript(tapUntilAnswered);
      await page.goto(`${board.server.origin}/c/${board.slug}/board`, { waitUntil: 'commit' });
      const times = await page.waitForFunction(
        () => (globalThis as unknown as { answered?: { tap: number; paint: number } }).answered,
        undefined,
        { timeout: 30_000, polling: 200 },
      );
      const { tap, paint } = (await times.jsonValue()) ?? { tap: 0, paint: 0 };
      const { metrics } = await cdp.send('Performance.getMetrics');
      if (visit >= 0) {
        worked.push((metrics.find(({ name: of }) => of === 'TaskDuration')?.value ?? 0) * 1000);
        answered.push(tap);
        painted.push(paint);
        arriving.push(await page.evaluate(longestFrame, 0));
        scrolled.push(await page.evaluate(longestFrame, 120));
        await page.evaluate(() => scrollTo(0, 0));
        await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
        scrolledFast.push(await page.evaluate(longestFrame, 120));
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
  const median = (list: number[]) => [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;
  const longest = (list: number[]) => ({ median: median(list), most: Math.max(...list) });
  return {
    median: median(answered),
    firstPaint: median(painted),
    arrival: longest(arriving),
    scrolling: longest(scrolled),
    scrollingComputer: longest(scrolledFast),
    work: median(worked),
    all: answered,
  };
}

/**
 * In the page: taps the first ⋯ in every frame until its menu is open; times since navigation began. In frames, not by
 * a timer: nobody taps what is not painted, and asking for places before the first frame would itself cost a layout.
 */
function tapUntilAnswered(): void {
  let paint = 0;
  const look = () => {
    const dots = [...document.querySelectorAll<HTMLElement>('li.card button[aria-haspopup=menu]')].find(
      (button) => button.offsetParent !== null,
    );
    if (dots?.getAttribute('aria-expanded') === 'true') {
      Object.assign(globalThis, { answered: { tap: performance.now(), paint } });
      return;
    }
    if (dots) {
      paint ||= performance.now();
      if (!document.querySelector('[popover]:popover-open')) dots.click();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/**
 * In the page: the longest of the next 90 frames in ms, scrolling by `step` px in each. With 0 it is the arrival of the
 * mirror that is watched: 3 s at least.
 */
async function longestFrame(step: number): Promise<number> {
  document.querySelector<HTMLElement>('[popover]:popover-open')?.hidePopover();
  let longest = 0;
  const begun = performance.now();
  let before = begun;
  for (let i = 0; i < 90 || (step === 0 && before < begun + 3000); i++) {
    scrollBy(0, step);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
  }
  return longest;
}
