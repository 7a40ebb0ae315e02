/* Dated events to scale: lanes, breaks, and the passage behind the event that is chosen. */

const BREAK = 34, ROW = 28, AWAY = 5; // pixels of a break, of a row of events, between mark and words
const WAYS = { text: 'texts', basis: 'stated or inferred', looks: 'back or ahead', kind: 'kinds' };
const EPOCH = 719163; // the day 1970-01-01 in the calendar of Python

function draw(view, data) {
  const ways = Object.keys(WAYS).filter(way => data.mentions.some(one => one[way]));
  const choice = element('select', { onchange: arrange }, ...ways.map(way => element('option', { value: way }, WAYS[way])));
  const lanes = element('div', { role: 'group', 'aria-label': 'Events, by their dates' });
  const scale = element('div', { class: 'scale', 'aria-hidden': 'true' });
  const behind = element('div', { class: 'behind', role: 'status' }, element('p', { class: 'soft' }, 'Choose an event to read the passage that dates it.'));
  const legend = element('span', { class: 'soft' }, 'filled: the text states the date; open: it was inferred; as wide as the date is exact');
  const left = data.left_out.length ? element('p', { class: 'soft' }, `Left out, without events: ${data.left_out.join(', ')}.`) : '';
  const restart = walk(lanes);
  let chosen = -1;
  view.append(element('div', { class: 'controls' }, element('label', {}, 'Lanes: ', choice), legend), lanes, scale, left, behind);

  function arrange() {
    const width = lanes.clientWidth, at = ruler(data.drawn, width);
    const names = [...new Set(data.mentions.map(one => one[choice.value]))];
    lanes.replaceChildren(...names.map(name => {
      const track = element('div', { class: 'track' });
      at.gaps.forEach(([start, end]) => track.append(element('span', { class: 'gap', style: `left:${start}px;width:${end - start}px` })));
      at.years.forEach(([, x]) => track.append(element('span', { class: 'year', style: `left:${x}px` })));
      const rows = [];
      data.mentions.forEach((one, n) => {
        if (one[choice.value] === name) track.append(event(one, n, at, rows, width));
      });
      track.style.height = `${rows.length * ROW}px`;
      return element('div', { class: 'lane' }, element('p', { class: 'lane-name', dir: 'auto' }, name || 'not said'), track);
    }));
    mark(scale, at, width, data.left_out);
    restart();
  }

  function event(one, n, at, rows, width) {
    const start = at(one.days[0]), end = Math.max(at(one.days[1]), start + 8);
    const words = element('span', { class: 'what', dir: 'auto' }, `${one.date} ${one.event}`);
    const probe = element('span', { class: 'what', style: 'visibility:hidden' }, words.textContent);
    const button = element('button', { type: 'button', tabindex: -1, class: one.basis === 'stated' ? 'stated' : 'inferred', 'aria-pressed': String(n === chosen), 'data-n': n, 'aria-label': `${one.date}, ${one.event}, in ${one.text}, ${one.basis}`, title: `${one.date}: ${one.event}`, onclick: () => choose(n) });
    lanes.append(probe);
    const needed = Math.min(Math.ceil(probe.getBoundingClientRect().width) + 4, Math.max(width - 2 * AWAY, 0));
    probe.remove();
    const right = width - end - AWAY, after = right >= needed || right >= start - AWAY;
    const room = Math.max(Math.min(needed, after ? right : start - AWAY), 0);
    const first = after ? start : start - AWAY - room, last = after ? end + AWAY + room : end;
    let row = rows.findIndex(some => some.every(([a, b]) => last < a || first > b));
    if (row < 0) row = rows.push([]) - 1;
    rows[row].push([first - 8, last + 8]);
    button.style.cssText = `left:${first}px;width:${last - first}px;top:${row * ROW}px`;
    button.append(element('span', { class: 'span', style: `left:${start - first}px;width:${end - start}px` }));
    words.style.cssText = after ? `left:${end - first + AWAY}px;width:${room}px` : `left:0;width:${room}px;text-align:end`;
    button.append(words);
    return button;
  }

  function choose(n) {
    chosen = n;
    const one = data.mentions[n], text = element('p', { dir: 'auto' });
    text.append(...marked(slices(one.words), 0, Array.from(one.words).length, [[[...one.evidence, () => element('mark')]]]));
    const why = one.basis === 'stated' ? 'The text states the date.' : `The date was inferred${one.reason ? `: ${one.reason}` : ''}.`;
    behind.replaceChildren(element('p', {}, element('strong', {}, `${one.date}: ${one.event}`)), text, element('p', { class: 'soft' }, `${one.passage}. ${why}`));
    for (const button of lanes.querySelectorAll('button')) button.setAttribute('aria-pressed', button.dataset.n === String(n));
  }

  let drawn = -1; // pixels for which the events were arranged
  new ResizeObserver(() => requestAnimationFrame(() => {
    if (lanes.clientWidth !== drawn) arrange();
    drawn = lanes.clientWidth;
  })).observe(view);
}

/* Return what gives the place of a day in pixels; its years and its gaps. */
function ruler(drawn, width) {
  const days = drawn.reduce((sum, [start, end]) => sum + end - start, 0);
  const size = Math.max(width - BREAK * (drawn.length - 1), 1) / days;
  const at = day => {
    let x = 0;
    for (const [start, end] of drawn) {
      if (day <= end) return x + Math.max(day - start, 0) * size;
      x += (end - start) * size + BREAK;
    }
    return x - BREAK;
  };
  at.gaps = drawn.slice(1).map(([start], n) => [at(drawn[n][1]), at(start)]);
  at.years = [];
  for (const [start, end] of drawn) {
    for (let year = yearOf(start); year <= yearOf(end); year++) {
      const day = new Date(0).setUTCFullYear(year, 0, 1) / 864e5 + EPOCH;
      if (day >= start && day <= end) at.years.push([year, at(day)]);
    }
  }
  return at;
}

const yearOf = day => new Date((day - EPOCH) * 864e5).getUTCFullYear();

/* Write the years under the lanes, as many as have room, and what the gaps leave out. */
function mark(scale, at, width, left) {
  let last = -Infinity;
  const years = at.years.filter(([, x]) => x - last >= 40 && (last = x) === x);
  const place = x => (x < 40 ? 'first' : x > width - 40 ? 'last' : '');
  scale.replaceChildren(
    ...years.map(([year, x]) => element('span', { style: `left:${x}px`, class: place(x) }, String(year))),
    ...at.gaps.map(([a, b], n) => element('span', { class: `gap ${place((a + b) / 2)}`, style: `left:${(a + b) / 2}px` }, width > 600 ? `no events: ${left[n]}` : '⋯')));
}
