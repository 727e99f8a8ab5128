// What ends at a minute ends on the page, too, by the server's clock: `data-until` and the `data-now` the page was made at.
// `data-anew`: the page is read anew; else its `data-before` parts give way to the `data-after` ones. Words that were
// being written stay where they are.
for (const part of document.querySelectorAll('[data-until]')) {
  const { until, now, anew } = part.dataset;
  // a copy was made long ago: then only the device's own clock is to be had
  const ahead = document.querySelector('.copy-note') ? 0 : Number(now) - Date.now();
  let over = Number(now) >= Number(until);
  const look = () => {
    if (over) return;
    const left = Number(until) - Date.now() - ahead;
    if (left > 0) {
      // as long as a timer may be; one that sleeps with the device is looked at when it wakes
      setTimeout(look, Math.min(left, 2 ** 31 - 1));
      return;
    }
    over = true;
    if (anew !== undefined) {
      location.reload();
      return;
    }
    for (const before of part.querySelectorAll('[data-before]')) {
      before.hidden = true;
      for (const button of before.querySelectorAll('button')) button.disabled = true;
    }
    for (const after of part.querySelectorAll('[data-after]')) after.hidden = false;
  };
  look();
  for (const back of ['visibilitychange', 'pageshow', 'focus']) addEventListener(back, look);
}
