import { announce } from './announce.ts';

/** Something happened and can be undone or looked at. Never for what must be read. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  /** Something was not done. */
  readonly care: boolean;
  /** One way back or on. */
  readonly action?: { readonly label: string; readonly run?: () => void; readonly href?: string };
}

const SHOWN_MS = 8_000;

let list = $state<Toast[]>([]);
let next = 1;

/** What stands on the screen now, oldest first. */
export const toasts = {
  get list(): readonly Toast[] {
    return list;
  },
};

/** Shows a toast and says it politely; with an action it stays until it is dismissed. Browser only. */
export function toast(text: string, action?: Toast['action'], care = false): void {
  if (typeof document === 'undefined') return;
  const shown: Toast = { id: next++, text, care, ...(action && { action }) };
  list = [...list.slice(-2), shown];
  announce(text);
  if (!action) setTimeout(() => dismiss(shown.id), SHOWN_MS);
}

export function dismiss(id: number): void {
  list = list.filter((t) => t.id !== id);
}
