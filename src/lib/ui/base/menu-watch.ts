import type { Attachment } from 'svelte/attachments';

/** What a list of menu entries offers to its buttons. */
export interface MenuOpener {
  pressed(button: HTMLElement): void;
  toggle(button: HTMLElement): void;
  show(button: HTMLElement, at: 'first' | 'last'): Promise<void>;
}

/**
 * Hears every menu button inside an element: hundreds of cards share one set of handlers and one list. `asked` is told
 * first for which button it opens.
 */
export function menuWatch(
  list: () => MenuOpener | undefined,
  asked: (button: HTMLElement) => void = () => {},
): Attachment<HTMLElement> {
  const pressedOn = ({ target }: Event) => (target as Element).closest<HTMLElement>('[data-menu]');
  return (within) => {
    const listening = new AbortController();
    const hear = <K extends keyof HTMLElementEventMap>(
      name: K,
      act: (button: HTMLElement, event: HTMLElementEventMap[K]) => void,
    ) =>
      within.addEventListener(
        name,
        (event) => {
          const button = pressedOn(event);
          if (button) act(button, event);
        },
        { signal: listening.signal },
      );
    hear('pointerdown', (button) => list()?.pressed(button));
    hear('click', (button) => {
      asked(button);
      list()?.toggle(button);
    });
    hear('keydown', (button, event) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      asked(button);
      void list()?.show(button, event.key === 'ArrowDown' ? 'first' : 'last');
    });
    return () => listening.abort();
  };
}
