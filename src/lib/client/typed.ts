/** Fields whose text lies in a live document: it is kept there, and the save state tells of it. */
export const liveFields = new WeakSet<object>();

/**
 * Whether somebody has typed or chosen something on the page that would be gone if it were loaded anew: a field that
 * says something else than at first, a dialog, a file, or a caret in what is being written. Text that lies in live
 * documents is theirs to tell about.
 */
export function somethingTyped(page: Document): boolean {
  if (page.querySelector('dialog[open]')) return true;
  const at = page.activeElement;
  if (at instanceof HTMLElement && at.isContentEditable) return true;
  const fields = page.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
  for (const field of fields) if (changed(field)) return true;
  for (const select of page.querySelectorAll('select'))
    for (const option of select.options)
      if (option.value !== '' && option.selected !== option.defaultSelected) return true;
  return false;
}

function changed(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  if (field.readOnly || liveFields.has(field)) return false;
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (field.type === 'hidden' || field.type === 'submit' || field.type === 'button') return false;
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
  return field.type === 'file' ? field.value !== '' : field.value !== field.defaultValue;
}
