/*
 * One card in the hand, on the board or on the canvas. A mouse lifts it after a few pixels, a finger or pen after a long press, so that a finger
 * that moves at once scrolls. Esc, a second finger, or anything else that comes between lays it back. Knows no
 * rules: it says over which column the card is and where it was laid down; a page decides what that means.
 *
 * Marks in the page: `data-card` on cards, `data-column` on whatever takes one.
 */

const mouseSlack = 6;
const fingerSlack = 10;
const longPressMs = 300;
/** So near to an edge, what is behind scrolls on. */
const edge = 56;
const slideMs = 180;

export interface LiftAsks<T extends { readonly id: string }> {
  /** The card of an id, if this person may lift it now. */
  readonly cardOf: (id: string) => T | undefined;
  /** The column where it lies. */
  readonly columnOf: (card: T) => string;
  readonly lifted: (card: T) => void;
  /** Laid down on another column. True: a question is open and the card stays there until it is answered. */
  readonly laid: (card: T, column: string) => boolean;
  /** Laid down where it came from, or beside every column (null): it goes back, and that is said. */
  readonly back: (card: T, column: string | null) => void;
}

interface Touch {
  readonly id: number;
  readonly sheet: HTMLElement;
  readonly x: number;
  readonly y: number;
  readonly slack: number;
}

export class Lift<T extends { readonly id: string }> {
  readonly #asks: LiftAsks<T>;
  /** The card in the hand, on its way back, or laid down while its question is open. */
  card = $state.raw<T | null>(null);
  phase = $state<'rests' | 'moves' | 'waits' | 'returns'>('rests');
  /** Column under the hand. */
  over = $state<string | null>(null);
  /** Upper left corner of the lifted sheet in the window, its width; px. */
  at = $state.raw({ x: 0, y: 0, width: 0 });

  #board: HTMLElement | undefined;
  #touch: Touch | null = null;
  #press: ReturnType<typeof setTimeout> | undefined;
  #grip = { x: 0, y: 0 };
  #hand = { x: 0, y: 0 };
  /** Scrolls only for a hand that has moved since it lifted. */
  #carried = false;

  constructor(asks: LiftAsks<T>) {
    this.#asks = asks;
  }

  /** Watches the cards inside `board`; an attachment. */
  watch = (board: HTMLElement) => {
    this.#board = board;
    const listening = new AbortController();
    const { signal } = listening;
    board.addEventListener('pointerdown', this.#down, { signal });
    // a finger that holds a card must not scroll the page: told before the browser decides
    board.addEventListener('touchmove', this.#hold, { signal, passive: false });
    board.addEventListener('contextmenu', this.#noMenu, { signal });
    board.addEventListener('dragstart', (event) => event.preventDefault(), { signal });
    addEventListener('pointermove', this.#move, { signal });
    addEventListener('pointerup', this.#up, { signal });
    addEventListener('pointercancel', this.#cancel, { signal });
    addEventListener('blur', this.#cancel, { signal });
    addEventListener('keydown', this.#key, { signal, capture: true });
    return () => {
      listening.abort();
      clearTimeout(this.#press);
      this.rest();
    };
  };

  /** The card lies where the mirror says. */
  rest(): void {
    this.card = null;
    this.over = null;
    this.phase = 'rests';
  }

  /** The card slides back to its place. */
  layBack(): void {
    clearTimeout(this.#press);
    this.#touch = null;
    if (!this.card) return;
    const home = this.#board?.querySelector(`[data-card="${this.card.id}"]`)?.getBoundingClientRect();
    this.over = null;
    this.phase = 'returns';
    if (home && home.width > 0) this.at = { x: home.left, y: home.top, width: home.width };
    setTimeout(() => this.phase === 'returns' && this.rest(), slideMs);
  }

  #down = (event: PointerEvent) => {
    if (this.#touch || this.phase === 'moves') return this.layBack();
    if (event.button !== 0 || !event.isPrimary || this.phase !== 'rests') return;
    const from = event.target as Element;
    if (from.closest('button, input, select, textarea, [popover]')) return;
    const sheet = from.closest<HTMLElement>('[data-card]');
    if (!sheet || !this.#asks.cardOf(sheet.dataset.card ?? '')) return;
    const mouse = event.pointerType === 'mouse';
    this.#touch = {
      id: event.pointerId,
      sheet,
      x: event.clientX,
      y: event.clientY,
      slack: mouse ? mouseSlack : fingerSlack,
    };
    this.#hand = { x: event.clientX, y: event.clientY };
    if (!mouse) this.#press = setTimeout(() => this.#begin(), longPressMs);
  };

  #begin(): void {
    const touch = this.#touch;
    const card = touch && this.#asks.cardOf(touch.sheet.dataset.card ?? '');
    if (!touch || !card) return;
    const box = touch.sheet.getBoundingClientRect();
    this.#grip = { x: touch.x - box.left, y: touch.y - box.top };
    this.card = card;
    this.phase = 'moves';
    this.#carried = false;
    this.#follow();
    this.at = { ...this.at, width: box.width };
    getSelection()?.removeAllRanges();
    navigator.vibrate?.(15);
    this.#asks.lifted(card);
    requestAnimationFrame(this.#scrollOn);
  }

  #move = (event: PointerEvent) => {
    const touch = this.#touch;
    if (event.pointerId !== touch?.id) return;
    this.#hand = { x: event.clientX, y: event.clientY };
    if (this.phase === 'moves') {
      this.#carried = true;
      this.#follow();
      return;
    }
    if (Math.hypot(event.clientX - touch.x, event.clientY - touch.y) < touch.slack) return;
    if (event.pointerType === 'mouse') this.#begin();
    else this.#letGo();
  };

  #up = (event: PointerEvent) => {
    if (event.pointerId !== this.#touch?.id) return;
    const { card, over, phase } = this;
    this.#letGo();
    if (phase !== 'moves' || !card) return;
    // the release ends the move and opens nothing
    addEventListener('click', noClick, { capture: true, once: true });
    setTimeout(() => removeEventListener('click', noClick, { capture: true }), 0);
    if (over === null || over === this.#asks.columnOf(card)) {
      this.#asks.back(card, over);
      this.layBack();
    } else if (this.#asks.laid(card, over)) this.phase = 'waits';
    else this.layBack();
  };

  #cancel = () => {
    const moving = this.phase === 'moves';
    this.#letGo();
    if (moving) this.layBack();
  };

  #key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || this.phase !== 'moves') return;
    event.preventDefault();
    event.stopPropagation();
    this.layBack();
  };

  #hold = (event: TouchEvent) => {
    if (this.phase === 'moves' && event.cancelable) event.preventDefault();
  };

  /** A long press would open the menu of the link. */
  #noMenu = (event: MouseEvent) => {
    if (this.phase === 'moves' || (this.#touch && this.#touch.slack === fingerSlack)) event.preventDefault();
  };

  #letGo(): void {
    clearTimeout(this.#press);
    this.#touch = null;
  }

  #follow(): void {
    const { x, y } = this.#hand;
    this.at = { x: x - this.#grip.x, y: y - this.#grip.y, width: this.at.width };
    this.over =
      document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-column]')?.dataset.column ?? null;
  }

  #scrollOn = () => {
    if (this.phase !== 'moves') return;
    const { x, y } = this.#hand;
    // over a place at the edge the hand aims, it does not scroll
    const aims = !this.#carried || !this.#board?.contains(document.elementFromPoint(x, y));
    const down = aims ? 0 : pull(y, innerHeight);
    const right = aims ? 0 : pull(x, innerWidth);
    if (down) scrollBy(0, down);
    if (right) this.#board?.scrollBy(right, 0);
    if (down || right) this.#follow();
    requestAnimationFrame(this.#scrollOn);
  };
}

/** Pixels a frame by which to scroll for a hand at `at` in a window of `size`. */
function pull(at: number, size: number): number {
  if (at < edge) return Math.round((at - edge) / 4);
  return at > size - edge ? Math.round((at - size + edge) / 4) : 0;
}

function noClick(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
