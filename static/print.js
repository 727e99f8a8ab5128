// The one script of pages that otherwise need none: a button for what the browser's menu does as well.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
