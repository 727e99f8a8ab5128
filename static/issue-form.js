// The one script of the form by which residents bring an issue; the form works without it. It keeps the draft on this
// device until it is sent (never what is for the secretariat alone), and keeps the codes of slips where somebody asks for
// it. All words stand in the page.
const week = 7 * 86_400_000;
const form = document.querySelector('form[data-draft]');
const page = document.querySelector('[data-slip]');
const shelf = document.querySelector('[data-slips]');
const show = (name, on = true) => {
  for (const part of document.querySelectorAll(`[data-${name}]`)) part.hidden = !on;
};
const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
};
const write = (key, value) => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // no room, or not allowed here
  }
};

if (form) {
  const key = `yoriai-draft-${form.dataset.draft}`;
  const entries = () =>
    [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && name !== 'go');
  const keep = () => {
    const now = entries();
    // what is for the secretariat alone is not left on a device that others may use
    if (now.some(([name, value]) => name === 'kind' && value === 'private')) {
      write(key, null);
      show('kept', false);
    } else if (now.some(([name, value]) => name === 'title' && value !== ''))
      show('kept', write(key, { at: Date.now(), entries: now }));
  };
  const restore = (kept) => {
    for (const [name, value] of kept) {
      const field = form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
      const single = form.elements.namedItem(name);
      if (field && (field.type === 'radio' || field.type === 'checkbox')) field.checked = true;
      else if (single instanceof Element && !['told', 'lifeStages', 'fields'].includes(name))
        single.value = value;
      else if (!field) {
        const input = document.createElement('input');
        Object.assign(input, { type: 'hidden', name, value });
        form.append(input);
      }
    }
  };
  const before = read(key);
  const file = form.querySelector('[data-most-bytes]');
  file?.addEventListener('change', () => {
    const large = (file.files[0]?.size ?? 0) > Number(file.dataset.mostBytes);
    show('photo-large', large);
    const words = document.querySelector('[data-photo-large]').textContent;
    file.setCustomValidity(large ? words : '');
  });
  // who comes by the private way tells another matter than the one laid aside, and not to everybody
  const asked = form.querySelector('[name="kind"]:checked')?.value;
  if ('fresh' in form.dataset && asked !== 'private' && before && Date.now() - before.at < week) {
    restore(before.entries);
    show('restored');
  }
  document.querySelector('[data-forget]')?.addEventListener('click', () => {
    write(key, null);
    location.replace(location.pathname);
  });
  form.addEventListener('input', keep);
  form.addEventListener('submit', keep);
  if (!('fresh' in form.dataset)) keep();
}

if (page) {
  const { slip, council } = page.dataset;
  const key = `yoriai-slips-${council}`;
  if ('sent' in page.dataset) write(`yoriai-draft-${council}`, null);
  const box = document.querySelector('[data-keep-slip]');
  if (box) {
    const slips = () => read(key) ?? [];
    box.checked = slips().includes(slip);
    box.addEventListener('change', () => {
      const others = slips().filter((code) => code !== slip);
      write(key, box.checked ? [slip, ...others].slice(0, 20) : others);
    });
    show('keep');
  }
}

if (shelf) {
  const slips = (read(`yoriai-slips-${shelf.dataset.slips}`) ?? []).filter((code) =>
    /^[0-9A-Z-]{14}$/.test(code),
  );
  for (const code of slips) {
    const link = document.createElement('a');
    link.href = `${location.pathname}/${code}`;
    link.textContent = code;
    const item = document.createElement('li');
    item.append(link);
    shelf.querySelector('ul').append(item);
  }
  shelf.hidden = slips.length === 0;
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
