import { onMount } from 'svelte';
import { beforeNavigate } from '$app/navigation';

/**
 * Asks before a page goes that is shown once only, until it was printed. To be called while a component is made. Within
 * the site it asks with these words, else with the browser's own.
 */
export function askBeforeLeaving(words: string): void {
  let printed = false;
  onMount(() => {
    const done = () => (printed = true);
    addEventListener('afterprint', done);
    return () => removeEventListener('afterprint', done);
  });
  beforeNavigate(({ willUnload, cancel }) => {
    if (printed) return;
    // cancelled while the page is unloaded, the browser asks by itself
    if (willUnload || !confirm(words)) cancel();
    else printed = true;
  });
}
