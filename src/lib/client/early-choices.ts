/*
 * A page can be used before its script has come. What is ticked or chosen until then would be set back when the
 * script takes the page over: framework and page know only what the server wrote.
 */

type Choice = HTMLInputElement | HTMLSelectElement;

/** What is chosen otherwise than the page came; asked before the page is taken over. */
export function earlyChoices(page: ParentNode): readonly (() => void)[] {
  const again: (() => void)[] = [];
  for (const field of page.querySelectorAll<HTMLInputElement>('input:is([type=radio], [type=checkbox])')) {
    const { checked } = field;
    // of a group of radio buttons the one that is chosen says it all
    if (checked === field.defaultChecked || (field.type === 'radio' && !checked)) continue;
    again.push(() => choose(field, field.checked !== checked, () => (field.checked = checked)));
  }
  for (const field of page.querySelectorAll('select')) {
    const { value } = field;
    if ([...field.options].every((option) => option.selected === option.defaultSelected)) continue;
    again.push(() => choose(field, field.value !== value, () => (field.value = value)));
  }
  return again;
}

/** The page hears of it as of any choice. */
function choose(field: Choice, lost: boolean, set: () => void): void {
  if (!field.isConnected) return;
  if (lost) set();
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
