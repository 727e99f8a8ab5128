import { chromium } from '@playwright/test';
import { findChromium } from '../../tests/browser/chromium.ts';
import type { FullBoard } from './full-board.ts';

/** Medians of several fresh visits, in ms; `longestFrame` is the longest of all. */
export interface PageInteractive {
  /** A tap on the first card's ⋯ opens its menu: the page is there and answers. */
  readonly median: number;
  readonly firstPaint: number;
  readonly longestFrame: number;
  /** How long the main thread was busy until then, by its own clock, which other processes do not blur; the throttle counts. */
  readonly work: number;
  readonly all: readonly number[];
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
  let longestFrame = 0;
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
        // frames are those of a laptop beside the projector
        await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
        longestFrame = Math.max(longestFrame, await page.evaluate(scrollThrough));
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
  const median = (list: number[]) => [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;
  return {
    median: median(answered),
    firstPaint: median(painted),
    longestFrame,
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

/** In the page: scrolls from top to bottom by 120 px a frame; answers the longest frame in ms. */
async function scrollThrough(): Promise<number> {
  document.querySelector<HTMLElement>('[popover]:popover-open')?.hidePopover();
  let longest = 0;
  let before = performance.now();
  for (let i = 0; i < 90; i++) {
    scrollBy(0, 120);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
  }
  return longest;
}
