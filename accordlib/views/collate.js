/* Versions beside each other: variants underlined, listed in the margin, lit with their partners. */

function draw(view, data) {
  const count = data.witnesses.length, columns = `repeat(${count}, minmax(0, 1fr)) minmax(0, 15em)`;
  const rows = data.rows.map((cells, n) => row(cells, n));
  const said = element('div', { class: 'said', role: 'status' }, element('span', { class: 'soft' }, 'Choose a variant, in the text or in the margin: its partner is lit, and its codes stand here.'));
  const types = [...new Set(data.variants.map(one => one.type))].sort();
  const chosen = new Set(types);
  const boxes = types.map(type => tick(`${type} ${data.variants.filter(one => one.type === type).length}`, on => {
    if (on) chosen.add(type);
    else chosen.delete(type);
    select();
  }, { checked: true, value: type }));
  const coded = data.variants.some(one => one.codes.length);
  const harms = choice('Harm: ', Object.entries(HARM).map(([value, [words]]) => [value, words]), value => { harm = value; select(); });
  const single = tick('one sentence at a time', on => { alone = on; step(); });
  const marks = tick('quotation marks lost or gained', layer);
  const before = button('◀ Previous', () => go(-1)), after = button('Next ▶', () => go(1));
  const table = element('div', { class: 'rows' }, ...rows);
  const number = element('span', { class: 'soft', role: 'status' });
  let at = 0, harm = 'all', alone = false;
  view.append(
    element('div', { class: 'controls types', role: 'group', 'aria-label': 'Types of variants' }, ...boxes),
    element('div', { class: 'controls' }, coded ? harms : '', single, before, after, marks, number),
    element('div', { class: 'heads', style: `grid-template-columns:${columns}` }, ...data.witnesses.map(id => element('span', {}, id)), element('span', {}, 'variants')), table, said);
  const restart = walk(table, '.margin button');
  select();
  step();

  function row(cells, n) {
    const own = data.variants.flatMap((one, k) => (one.row === n ? [k] : []));
    const sides = cells.map((some, witness) => element('div', { class: some.length ? 'cell' : 'cell none', 'data-name': data.witnesses[witness] }, ...(some.length ? some.map(sentence => text(sentence, witness, own)) : ['(nothing)'])));
    const buttons = own.map(k => button(label(data.variants[k]), () => choose(k), { tabindex: -1, 'data-n': k, 'aria-pressed': 'false' }));
    return element('section', { class: 'row', style: `grid-template-columns:${columns}`, 'aria-label': `Row ${n + 1}` }, ...sides, element('div', { class: 'margin' }, ...buttons));
  }

  function text([id, start, words], witness, own) {
    const size = Array.from(words).length;
    const spans = own.filter(k => !witness || data.variants[k].witness === witness).map(k => {
      let [a, b] = data.variants[k][witness ? 'other' : 'base'].map(x => x - start);
      const empty = a === b;
      if (empty) [a, b] = a > 0 ? [a - 1, a] : [0, 1];
      return [Math.max(a, 0), Math.min(b, size), k, empty];
    }).filter(([a, b]) => a < b).sort((x, y) => x[0] - y[0] || y[1] - x[1]);
    const layers = [];
    for (const [a, b, k, empty] of spans) {
      const one = data.variants[k], sort = [empty && 'empty', b - a > 60 && 'wide', one.marks].filter(Boolean).join(' ');
      const make = first => element('span', { class: `variant ${sort}`, 'data-n': k, 'data-edge': first ? 'first' : null, title: one.type, onclick: event => { event.stopPropagation(); choose(k); } });
      (layers.find(some => some[some.length - 1][1] <= a) || layers[layers.push([]) - 1]).push([a, b, make]);
    }
    layers.sort((x, y) => Math.max(...y.map(([a, b]) => b - a)) - Math.max(...x.map(([a, b]) => b - a)));
    return element('div', {}, element('span', { class: 'id' }, id), element('div', { dir: 'auto' }, ...marked(words, layers)));
  }

  function label(one) {
    const words = [one.type];
    if (count > 2) words.unshift(`${data.witnesses[one.witness]}:`);
    if (HARM.some[1](one)) words.push(HARM.harm[1](one) ? '· harm' : '· harm?');
    if (apart(one, data.coders)) words.push('≠ coders differ');
    return words.join(' ');
  }

  function select() {
    const shown = data.variants.map(one => chosen.has(one.type) && HARM[harm][1](one, data.coders));
    for (const one of table.querySelectorAll('.margin button')) one.hidden = !shown[one.dataset.n];
    for (const span of table.querySelectorAll('.variant')) span.classList.toggle('off', !shown[span.dataset.n]);
    number.textContent = `${shown.filter(Boolean).length} of ${plural(data.variants.length, 'variant')}`;
    restart();
  }

  function step() {
    rows.forEach((one, n) => { one.hidden = alone && n !== at; });
    before.disabled = after.disabled = !alone;
    restart();
  }

  function go(way) {
    at = (at + way + rows.length) % rows.length;
    step();
  }

  function layer(on) {
    for (const span of table.querySelectorAll('.variant')) {
      span.classList.toggle('marks', on && data.variants[span.dataset.n].marks !== '');
    }
  }

  function choose(n) {
    const one = data.variants[n], quote = words => (words.trim() ? `“${words.trim()}”` : '(nothing)');
    for (const some of table.querySelectorAll('[data-n]')) {
      const mine = some.dataset.n === String(n);
      if (some.localName === 'button') some.setAttribute('aria-pressed', String(mine));
      else some.classList.toggle('lit', mine);
    }
    const codes = one.codes.map(code => element('li', {}, `coder ${code.coder}: ${code.type}, ${code.harm === 'yes' ? 'harm' : 'no harm'}`));
    said.replaceChildren(element('strong', {}, label(one)), element('div', { dir: 'auto' }, `${quote(one.was)} → ${quote(one.now)}`), codes.length ? element('ul', {}, ...codes) : coded && one.witness === 1 ? 'No coder has a change here.' : '');
  }
}

const apart = (one, coders) => {
  const by = coders.map(name => one.codes.filter(code => code.coder === name).map(code => `${code.type} ${code.harm}`).sort().join());
  return one.codes.length > 0 && new Set(by).size > 1;
};
const yes = one => one.codes.filter(code => code.harm === 'yes').length;
const HARM = {
  all: ['all variants', () => true],
  harm: ['harm, by all who coded it', one => one.codes.length > 0 && yes(one) === one.codes.length],
  some: ['harm, by any coder', one => yes(one) > 0],
  none: ['no harm, by all who coded it', one => one.codes.length > 0 && yes(one) === 0],
  apart: ['coders differ', apart]
};
