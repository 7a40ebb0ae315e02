/* A coding sheet: one passage at a time, a key for each code, the codes of others at the end. */

function draw(view, data) {
  const names = data.codes.map(one => one.name), coders = Object.keys(data.others);
  const own = data.units.map(() => null), curated = data.units.map(() => null), marks = data.units.map(() => []);
  const past = []; // what was coded, to take it back
  let at = 0, complete = false, chosen = [0, 0];
  const passage = element('div', { class: 'passage', tabindex: 0, role: 'group', 'aria-label': 'The passage to code' });
  const buttons = data.codes.map(({ name, meaning }, n) => {
    const key = String(n + 1), called = name === key ? '' : element('strong', {}, `${name} `);
    return button([element('kbd', {}, key), called, meaning], () => give(n));
  });
  const back = button('Undo (U)', undo);
  const next = button(data.spans ? 'Done with this passage (Enter)' : 'Next ▶', done);
  const said = element('p', { role: 'status' });
  const squares = data.units.map((one, n) => button('', () => show(n, true), { tabindex: -1 }));
  const map = element('div', { class: 'map', role: 'group', 'aria-label': 'Passages' }, ...squares);
  const text = element('textarea', { readonly: true, 'aria-label': 'Your codes as a table (CSV)' });
  const save = button('Save codes.csv', download);
  const others = element('div', { class: 'others' });
  view.append(
    element('div', { class: 'sheet' }, passage, element('div', { class: 'codes', role: 'group', 'aria-label': 'Codes' }, ...buttons, element('div', { class: 'controls' }, back, next))),
    said, map, others, element('details', { class: 'out' }, element('summary', {}, 'Your codes as a table'), text, save));
  walk(map)();
  view.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === text) return;
    const n = Number(event.key) - 1;
    if (Number.isInteger(n) && n >= 0 && n < names.length) give(n);
    else if (event.key.toLowerCase() === 'u') undo();
    else if (event.target === passage && event.key === 'Enter') done();
    else if (event.target === passage && event.key.startsWith('Arrow')) move(event);
    else return;
    event.preventDefault();
  });
  passage.addEventListener('click', select);
  show(0);

  function give(n) {
    if (data.spans) {
      const [first, last] = [Math.min(...chosen), Math.max(...chosen)], words = split(data.units[at].text);
      if (!words.length) return;
      marks[at].push({ start: words[first][0], end: words[last][1], code: names[n] });
      past.push([at, 'span']);
      show(at);
      return;
    }
    const codes = complete ? curated : own;
    past.push([at, codes, codes[at]]);
    codes[at] = names[n];
    after();
  }

  function done() {
    if (complete) return show((at + 1) % data.units.length);
    if (data.spans) own[at] = 'done';
    after();
  }

  function after() {
    if (!complete && own.every(one => one !== null)) {
      complete = true;
      if (coders.length) past.length = 0; // what was coded before others were seen stays
    }
    show(complete || at + 1 >= data.units.length ? Math.max(0, own.indexOf(null) < 0 ? at : own.indexOf(null)) : at + 1);
  }

  function undo() {
    const last = past.pop();
    if (!last) return;
    if (last[1] === 'span') marks[last[0]].pop();
    else last[1][last[0]] = last[2];
    complete = own.every(one => one !== null);
    show(last[0]);
  }

  function show(n, stay) {
    if (n !== at) chosen = [0, 0];
    at = n;
    const one = data.units[n], words = element('p', { class: 'words', dir: 'auto' });
    const cut = slices(one.text), spans = [];
    if (data.spans) {
      const [first, last] = [Math.min(...chosen), Math.max(...chosen)];
      split(one.text).forEach(([a, b], k) => {
        const tags = marks[n].filter(mark => mark.start < b && a < mark.end);
        const sort = `word${k >= first && k <= last ? ' chosen' : ''}${tags.length ? ' coded' : ''}`;
        spans.push([a, b, () => element('span', { class: sort, 'data-k': k, title: tags.map(tag => tag.code).join(', ') || null })]);
      });
    }
    words.append(...marked(one.text, [spans]));
    passage.replaceChildren(element('p', { class: 'soft' }, `${one.id}, ${n + 1} of ${data.units.length}`), words, ...marks[n].map(mark => element('p', { class: 'soft', dir: 'auto' }, `${mark.code}: ${cut(mark.start, mark.end)}`)));
    const now = curated[n] || own[n];
    buttons.forEach((one, k) => one.setAttribute('aria-pressed', String(!data.spans && names[k] === now)));
    back.disabled = past.length === 0;
    squares.forEach((square, k) => {
      const differs = complete && coders.some(name => data.others[name][k] !== (curated[k] || own[k]));
      square.className = differs ? 'differs' : '';
      square.textContent = `${k + 1}${own[k] === null ? '' : differs ? ' ≠' : ' ✓'}`;
      square.setAttribute('aria-current', String(k === n));
      square.setAttribute('aria-label', `${data.units[k].id}: ${curated[k] || own[k] || 'not coded'}${differs ? ', others differ' : ''}`);
    });
    const left = own.filter(code => code === null).length;
    said.textContent = complete ? `All ${data.units.length} are coded.${coders.length ? ' Beneath is what others coded; what you change now is kept apart, as curated.' : ''}` : `${left} to code.`;
    others.replaceChildren(...(complete && coders.length ? [compared()] : []));
    text.value = table();
    if (!stay && view.getRootNode().activeElement === passage) passage.focus();
  }

  function compared() {
    const head = ['passage', 'you', 'curated', ...coders];
    const rows = data.units.map((one, k) => [one.id, own[k], curated[k] || '', ...coders.map(name => data.others[name][k])]);
    const line = (cells, name) => element('tr', {}, ...cells.map(cell => element(name, { scope: name === 'th' ? 'col' : null }, cell)));
    return element('table', {}, element('thead', {}, line(head, 'th')), element('tbody', {}, ...rows.map(cells => line(cells, 'td'))));
  }

  function table() {
    const cell = value => (/[",\n\r]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value);
    const head = data.spans ? 'passage,start,end,text,code' : 'passage,code,curated';
    const lines = data.units.flatMap((one, n) => {
      const cut = slices(one.text);
      if (!data.spans) return [[one.id, own[n] || '', curated[n] || '']];
      return marks[n].map(mark => [one.id, String(one.start + mark.start), String(one.start + mark.end), cut(mark.start, mark.end), mark.code]);
    });
    return [head, ...lines.map(some => some.map(cell).join(','))].join('\n') + '\n';
  }

  function download() {
    const link = element('a', { href: URL.createObjectURL(new Blob([table()], { type: 'text/csv' })), download: 'codes.csv' });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function move(event) {
    const way = ['ArrowRight', 'ArrowDown'].includes(event.key) ? 1 : -1;
    const within = (n, number) => Math.max(0, Math.min(n, number - 1));
    if (!data.spans) return show(within(at + way, data.units.length));
    const to = within(chosen[1] + way, split(data.units[at].text).length);
    chosen = event.shiftKey ? [chosen[0], to] : [to, to];
    show(at);
  }

  function select() {
    const root = view.getRootNode(), choice = root.getSelection ? root.getSelection() : document.getSelection();
    if (!data.spans || !choice || !choice.anchorNode) return;
    const word = node => (node && (node.nodeType === 1 ? node : node.parentElement)).closest('.word');
    const ends = [choice.anchorNode, choice.focusNode].map(word).filter(Boolean).map(one => Number(one.dataset.k));
    if (!ends.length) return;
    chosen = [ends[0], ends[ends.length - 1]];
    show(at);
    passage.focus();
  }
}

/* Return where the words of a text begin and end, in characters; marks beside them are left out. */
function split(text) {
  const places = [];
  let at = 0, last = 0;
  for (const found of text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’.\-–][\p{L}\p{N}]+)*/gu)) {
    at += Array.from(text.slice(last, found.index)).length;
    const start = at;
    at += Array.from(found[0]).length;
    last = found.index + found[0].length;
    places.push([start, at]);
  }
  return places;
}
