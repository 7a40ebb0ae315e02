/* Dated events to scale: lanes, breaks, and the passage behind the event that is chosen. */

const BREAK = 34, ROW = 26, AWAY = 5, LEAST = 100; // pixels of a break, a row, between mark and words, of words
const WAYS = { text: 'texts', basis: 'stated or inferred', looks: 'back or ahead', kind: 'kinds' };
const EPOCH = 719163; // the day 1970-01-01 in the calendar of Python

function draw(view, data) {
  const ways = Object.keys(WAYS).filter(way => data.mentions.some(one => one[way]));
  const lanesBy = choice('Lanes: ', ways.map(one => [one, WAYS[one]]), one => { way = one; arrange(); });
  const lanes = element('div', { role: 'group', 'aria-label': 'Events, by their dates' });
  const scale = element('div', { class: 'scale', 'aria-hidden': 'true' });
  const behind = element('div', { class: 'behind', role: 'status' }, element('p', { class: 'soft' }, 'Choose an event to read the passage that dates it.'));
  const legend = element('span', { class: 'soft' }, 'filled: the text states the date; open: it was inferred; as wide as the date is exact');
  const left = data.left_out.length ? element('p', { class: 'soft' }, `Left out, without events: ${data.left_out.join(', ')}.`) : '';
  const restart = walk(lanes);
  let chosen = -1, way = ways[0];
  view.append(element('div', { class: 'controls' }, lanesBy, legend), lanes, scale, left, behind);

  function arrange() {
    const width = lanes.clientWidth, at = ruler(data.drawn, width);
    const names = [...new Set(data.mentions.map(one => one[way]))];
    lanes.replaceChildren(...names.map(name => {
      const track = element('div', { class: 'track' });
      at.gaps.forEach(([start, end]) => track.append(element('span', { class: 'gap', style: `left:${start}px;width:${end - start}px` })));
      at.years.forEach(([, x]) => track.append(element('span', { class: 'year', style: `left:${x}px` })));
      const rows = [];
      data.mentions.forEach((one, n) => {
        if (one[way] === name) track.append(event(one, n, at, rows, width));
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
    const probe = element('span', { class: 'what' }, words.textContent);
    const made = button('', () => choose(n), {
      tabindex: -1, class: one.basis === 'stated' ? 'stated' : 'inferred', 'aria-pressed': String(n === chosen), 'data-n': n,
      'aria-label': `${one.date}, ${one.event}, in ${one.text}, ${one.basis}`, title: `${one.date}: ${one.event}`
    });
    lanes.append(probe);
    const needed = Math.ceil(probe.getBoundingClientRect().width) + 4;
    const [before, after] = [start - AWAY, width - end - AWAY], isAfter = after >= needed || after >= before;
    const isBelow = Math.max(before, after) < Math.min(needed, LEAST);
    const room = isBelow ? width : Math.min(needed, isAfter ? after : before);
    probe.style.width = `${room}px`;
    const height = Math.ceil(probe.getBoundingClientRect().height / ROW) + isBelow; // in rows
    probe.remove();
    const first = isBelow ? 0 : isAfter ? start : start - AWAY - room;
    const last = isBelow ? width : isAfter ? end + AWAY + room : end;
    const isFree = row => rows.slice(row, row + height).flat().every(([a, b]) => last < a || first > b);
    let row = 0;
    while (!isFree(row)) row++;
    for (let n = row; n < row + height; n++) (rows[n] ||= []).push([first - 8, last + 8]);
    made.style.cssText = `left:${first}px;width:${last - first}px;top:${row * ROW}px;height:${height * ROW - 2}px`;
    made.append(element('span', { class: 'span', style: `left:${start - first}px;width:${end - start}px` }), words);
    words.style.cssText = `width:${room}px;left:${isAfter && !isBelow ? end - first + AWAY : 0}px;top:${isBelow ? ROW : 0}px`;
    words.classList.toggle('before', !isAfter && !isBelow);
    return made;
  }

  function choose(n) {
    chosen = n;
    const one = data.mentions[n];
    const text = element('p', { dir: 'auto' }, ...marked(one.words, [[[...one.evidence, () => element('mark')]]]));
    const why = one.basis === 'stated' ? 'The text states the date.' : `The date was inferred${one.reason ? `: ${one.reason}` : ''}.`;
    behind.replaceChildren(element('p', {}, element('strong', {}, `${one.date}: ${one.event}`)), text, element('p', { class: 'soft' }, `${one.passage}. ${why}`));
    for (const one of lanes.querySelectorAll('button')) one.setAttribute('aria-pressed', one.dataset.n === String(n));
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
