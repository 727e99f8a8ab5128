/**
 * Runs `work` when what is drawn now has been painted, so that two long pieces of work never share a frame. Nobody waits
 * for the paint of a hidden page. Returns how to call it off.
 */
export function nextFrame(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => (timer = setTimeout(work));
  const frame = document.visibilityState === 'hidden' ? 0 : requestAnimationFrame(later);
  if (frame === 0) later();
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
