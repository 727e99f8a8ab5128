// What a form must have before it is sent, said at the field in the language of the page: browsers say it in their own
// (forms carry novalidate). Without script the server says the same. Words stand in the page (FieldChecks).
const { dataset: words } = document.querySelector('[data-checks]');
const told = new Map();

/** Of a group of choices the first stands for all. */
const groupOf = (field) =>
  field.type === 'radio' && field.form
    ? [...field.form.elements].find(({ type, name }) => type === 'radio' && name === field.name)
    : field;
const fill = (text, parts) => text.replace(/\{(\w+)\}/g, (all, key) => parts[key] ?? all);

function wordsFor({ validity, validationMessage, type, tagName, min, max, minLength }) {
  if (validity.customError) return validationMessage;
  if (validity.valueMissing)
    return type === 'radio' || tagName === 'SELECT'
      ? words.choose
      : type === 'checkbox'
        ? words.tick
        : type === 'file'
          ? words.file
          : words.empty;
  if (validity.typeMismatch) return type === 'email' ? words.email : words.url;
  if (validity.tooShort) return fill(words.short, { n: minLength });
  if ((validity.rangeUnderflow || validity.rangeOverflow) && min && max)
    return fill(words.range, { from: min, to: max });
  return words.number;
}

function clear(field) {
  const said = told.get(field);
  if (!said) return;
  told.delete(field);
  said.remove();
  field.removeAttribute('aria-invalid');
  const rest = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id !== said.id);
  if (rest.join('') === '') field.removeAttribute('aria-describedby');
  else field.setAttribute('aria-describedby', rest.join(' '));
}

let count = 0;
function say(field) {
  clear(field);
  // the page says it already
  if (field.validity.customError && field.getAttribute('aria-invalid') === 'true') return;
  const said = document.createElement('p');
  said.className = 'err';
  said.id = `check-${++count}`;
  said.textContent = wordsFor(field);
  const place = field.closest('.field, fieldset, .option, label') ?? field.parentElement;
  place.append(said);
  const before = field.getAttribute('aria-describedby');
  field.setAttribute('aria-describedby', before ? `${before} ${said.id}` : said.id);
  field.setAttribute('aria-invalid', 'true');
  told.set(field, said);
}

const wrong = (field) => field.willValidate && !field.validity.valid;

document.addEventListener(
  'submit',
  (event) => {
    const { target: form, submitter } = event;
    if (submitter?.formNoValidate) return;
    for (const field of [...told.keys()]) if (field.form === form || !field.isConnected) clear(field);
    const fields = new Set([...form.elements].filter(wrong).map(groupOf));
    if (fields.size === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const field of fields) say(field);
    const [first] = fields;
    for (let fold = first.closest('details'); fold; fold = fold.parentElement.closest('details'))
      fold.open = true;
    first.focus();
  },
  true,
);

for (const kind of ['input', 'change'])
  document.addEventListener(
    kind,
    ({ target }) => {
      if (!target.validity) return;
      const field = groupOf(target);
      if (!wrong(field)) clear(field);
      else if (told.has(field) || (kind === 'change' && field.validity.customError)) say(field);
    },
    // after the field itself has judged what is in it
    false,
  );
