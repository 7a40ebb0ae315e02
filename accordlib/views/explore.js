/* A network: what is joined, counted anew for each choice, and the passages behind it. */

const FIRST = 50; // entries of a list before one asks for more
const LOOKS = ['circle', 'square', 'diamond', 'triangle', 'plus', 'pentagon', 'cross', 'bar'];
const SIDES = [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [-1, 1], [1, -1], [-1, -1], [0.4, 1], [-0.4, 1], [0.4, -1], [-0.4, -1]];
const COLOURS = ['--main', '--warm', '--purple', '--green', '--soft'];
/* The types of actors look as they do in the figures; others in the order in which they come. */
const KNOWN = {
  state: ['circle', '--main'], polity: ['pentagon', '--green'], body: ['square', '--warm'], person: ['triangle', '--green'],
  force: ['diamond', '--purple'], organisation: ['plus', '--soft'], company: ['wedge', '--soft'], instrument: ['hexagon', '--warm']
};

/* The windows in which actors are named, each with what stands in it; as actor_network() has them. */
function windowsOf(data, choice) {
  const found = [];
  for (const passage of data.passages) {
    const whole = choice.within === 'paragraph' || (choice.within === 'commitment' && passage.commitment);
    const spans = choice.within === 'sentence' ? passage.sentences : whole ? [[0, passage.size]] : [];
    const named = choice.we ? [...passage.mentions, ...passage.we].sort((a, b) => a[0] - b[0]) : passage.mentions;
    let at = 0;
    spans.forEach(([start, end], n) => {
      const inside = [];
      while (at < named.length && named[at][0] < start) at++;
      for (; at < named.length && named[at][0] < end; at++) inside.push(named[at]);
      const id = choice.within === 'sentence' ? `${passage.id}.s${n + 1}` : passage.id;
      found.push({ id, passage, start, end, inside, actors: [...new Set(inside.flatMap(one => one[2]))].sort((a, b) => a - b) });
    });
  }
  return found.filter(window => window.actors.length);
}

/* All lines under a choice of window and way of counting: a, b, amount (windows shared, or the
 * weight of the graph), weight, windows. */
function linesOf(data, choice) {
  if (!data.passages) {
    return data.lines.map(line => ({ ...line, amount: line.weight, windows: line.passages.map(id => ({ id, text: data.texts[id] })) }));
  }
  const lines = new Map();
  for (const window of windowsOf(data, choice)) {
    const { actors } = window;
    for (let i = 0; i < actors.length; i++) {
      for (let j = i + 1; j < actors.length; j++) {
        const key = `${actors[i]} ${actors[j]}`;
        const line = lines.get(key) || { a: actors[i], b: actors[j], amount: 0, weight: 0, windows: [] };
        line.amount += 1;
        line.weight += choice.shared ? 1 / (actors.length - 1) : 1;
        line.windows.push(window);
        lines.set(key, line);
      }
    }
  }
  return [...lines.values()];
}

/* The steps of the smallest amount: every whole number, or the amounts that there are. */
function levelsOf(lines) {
  const amounts = [...new Set(lines.map(line => line.amount))].sort((a, b) => a - b);
  const last = amounts[amounts.length - 1];
  if (amounts.every(Number.isInteger) && last - amounts[0] < 100) {
    return amounts.length ? Array.from({ length: last - amounts[0] + 1 }, (_, n) => amounts[0] + n) : [];
  }
  return amounts.length <= 100 ? amounts : Array.from({ length: 100 }, (_, n) => amounts[Math.floor((n * (amounts.length - 1)) / 99)]);
}

const shown = number => (Number.isInteger(number) ? thousands(number) : number.toFixed(2));
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function draw(view, data) {
  const { actors } = data, counts = Boolean(data.passages);
  const how = { within: data.within, minimum: data.minimum, shared: false, we: false };
  const nameOf = line => [actors[line.a].name, actors[line.b].name].join(' – ');
  const status = element('p', { role: 'status' });
  const box = element('input', { type: 'search', autocomplete: 'off', spellcheck: 'false' });
  const slider = element('input', { type: 'range', min: 0, step: 1 });
  const number = element('span', {});
  const picture = drawing(data, choose);
  const persons = list('Actors', one => choose({ actor: one.number }));
  const pairs = list('Lines', one => choose({ line: one.key }));
  const passages = element('div', { class: 'passages', tabindex: 0, role: 'region', 'aria-label': 'Passages' });
  let all = [], lines = [], levels = [], chosen = null;

  const switches = element('div', { class: 'controls' }, element('label', {}, 'Find ', box));
  if (counts) {
    const windows = ['paragraph', 'commitment', 'sentence'].filter(one => one !== 'commitment' || data.passages.some(p => p.commitment) || one === data.within);
    const set = key => value => { how[key] = value; count(); };
    switches.append(choice('Named in the same ', windows.map(one => [one, one]), set('within'), how.within));
    switches.append(tick('count 1/(k−1) in a window of k actors', set('shared')));
    const stands = [...new Set(data.passages.flatMap(p => p.we.flatMap(one => one[2])))].map(n => actors[n].name);
    if (stands.length) switches.append(tick(`count we as ${stands.join(' and ')}`, set('we')));
  }
  const least = element('label', {}, counts ? 'At least ' : 'Weight at least ', slider, number);
  switches.append(least);
  view.append(switches, status, element('div', { class: 'network' }, picture.node, element('div', { class: 'lists' }, persons.node, pairs.node), passages));

  function count() {
    all = linesOf(data, how);
    for (const line of all) Object.assign(line, { key: `${line.a} ${line.b}`, name: nameOf(line) });
    all.sort((a, b) => b.weight - a.weight || order(a.name, b.name));
    levels = levelsOf(all);
    slider.max = Math.max(levels.length - 1, 0);
    const at = levels.findIndex(level => level >= how.minimum);
    slider.value = how.minimum === undefined ? 0 : at < 0 ? slider.max : at;
    slider.disabled = levels.length < 2;
    filter();
  }

  function filter() {
    const level = levels[Number(slider.value)];
    if (level !== undefined) how.minimum = level;
    number.textContent = counts ? plural(how.minimum, how.within) : level === undefined ? '' : shown(level);
    slider.setAttribute('aria-valuetext', number.textContent);
    lines = all.filter(line => line.amount >= how.minimum || !counts && level === undefined);
    const joined = new Set(lines.flatMap(line => [line.a, line.b]));
    status.textContent = `${plural(lines.length, 'line')} ${lines.length === 1 ? 'joins' : 'join'} ${joined.size} of ${plural(actors.length, 'actor')}.`;
    const sums = actors.map(() => [0, 0]);
    for (const line of lines) for (const n of new Set([line.a, line.b])) { sums[n][0] += 1; sums[n][1] += line.weight; }
    persons.fill(actors.map((actor, n) => ({ number: n, words: actor.name, more: [actor.type, plural(sums[n][0], 'line'), `weight ${shown(sums[n][1])}`].filter(Boolean).join(', '), weight: sums[n][1] }))
      .sort((a, b) => b.weight - a.weight || order(a.words, b.words)), box.value);
    pairs.fill(lines.map(line => ({ key: line.key, words: line.name, more: shown(line.weight) })), box.value);
    picture.update(lines);
    choose(chosen);
  }

  function choose(what) {
    chosen = what;
    const line = what && what.line ? lines.find(one => one.key === what.line) : null;
    const actor = what && what.actor !== undefined ? actors[what.actor] : null;
    picture.light(line, what && what.actor, box.value);
    persons.mark(one => actor && one.number === what.actor);
    pairs.mark(one => line && one.key === line.key);
    if (line) tell(passages, line.name, `weight ${shown(line.weight)}`, line.facts || [], line.windows, [line.a, line.b]);
    else if (actor) {
      const own = counts ? windowsOf(data, how).filter(window => window.actors.includes(what.actor)) : [];
      tell(passages, actor.name, actor.type, actor.facts, own, [what.actor]);
    } else passages.replaceChildren(element('p', { class: 'soft' }, actors.length ? 'Choose a line or an actor, in the picture or in the lists.' : 'The network is empty.'));
  }

  slider.addEventListener('input', filter);
  box.addEventListener('input', filter);
  count();
}

/* A list of buttons, of which FIRST are there at first; it is one stop for the tab key. */
function list(title, choose) {
  const heading = element('h2', {}, title), items = element('ul', {}), buttons = [];
  const more = button('', () => { add(Infinity); arrange(); });
  const arrange = walk(items);
  let rest = [];
  function add(most) {
    for (const one of rest.splice(0, most)) {
      const parts = [element('bdi', {}, one.words), element('span', { class: 'soft' }, ` ${one.more}`)];
      const made = button(parts, () => choose(one), { tabindex: -1 });
      buttons.push([one, made]);
      items.append(element('li', {}, made));
    }
    more.hidden = !rest.length;
    more.textContent = `Show ${thousands(rest.length)} more`;
  }
  return {
    node: element('section', {}, heading, items, more),
    fill: (entries, wanted) => {
      rest = entries.filter(one => one.words.toLowerCase().includes(wanted.trim().toLowerCase()));
      heading.textContent = `${title} (${thousands(rest.length)})`;
      buttons.length = 0;
      items.replaceChildren();
      add(FIRST);
      arrange();
    },
    mark: test => {
      for (const [one, made] of buttons) made.setAttribute('aria-current', String(Boolean(test(one))));
    }
  };
}

/* Say what is known of a line or an actor, with its passages and the actors marked in them. */
function tell(place, name, kind, facts, windows, numbers) {
  const heading = element('h2', { 'aria-live': 'polite' }, element('bdi', {}, name), ': ', [kind, windows.length ? plural(windows.length, 'passage') : ''].filter(Boolean).join(', '));
  const table = element('table', {}, element('tbody', {}, ...facts.map(([key, value]) => element('tr', {}, element('th', { scope: 'row', dir: 'auto' }, key), element('td', { dir: 'auto' }, value)))));
  const texts = element('div', {}), rest = [...windows];
  const more = button('', () => add(Infinity));
  function add(most) {
    for (const { id, passage, start, end, inside, text } of rest.splice(0, most)) {
      const marks = (inside || []).filter(one => one[2].some(n => numbers.includes(n))).map(([a, b, some]) => [a, b, () => element('mark', { class: some.includes(numbers[0]) ? 'one' : 'other' })]);
      const words = passage ? marked(passage.text, [marks], start, end) : [text];
      texts.append(element('blockquote', {}, element('span', { class: 'words', dir: 'auto', lang: passage && passage.language || null }, element('span', {}, ...words)), ' ', element('cite', {}, `(${id})`)));
    }
    more.hidden = !rest.length;
    more.textContent = `Show ${plural(rest.length, 'more passage')}`;
  }
  add(FIRST);
  place.replaceChildren(heading, ...(facts.length ? [table] : []), texts, more);
  place.scrollTop = 0;
}

/* The drawing: actors that can be moved, lines, labels that do not lie on each other. */
function drawing(data, choose) {
  const svg = element('svg', { role: 'img', 'aria-label': 'The network as a drawing; the lists beside it say the same' });
  const under = element('g', {}), over = element('g', {}), names = element('g', { class: 'names' });
  const types = [...new Set(data.actors.map(actor => actor.type))];
  const own = types.filter(type => !Object.hasOwn(KNOWN, type)), rest = own.length < types.length ? ['cross', 'bar'] : LOOKS;
  const look = type => Object.hasOwn(KNOWN, type) ? KNOWN[type] : [rest[own.indexOf(type) % rest.length], COLOURS[own.indexOf(type) % COLOURS.length]];
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = '13px system-ui, sans-serif';
  const points = data.actors.map((actor, n) => {
    const [shape, colour] = look(actor.type), size = 6 + 2 * Math.sqrt(Math.min(actor.size, 60));
    const node = element('path', { d: outline(shape, size), style: `fill:var(${colour})`, class: 'point' }, element('title', {}, [actor.name, actor.type].filter(Boolean).join(', ')));
    const rows = wrapped(actor.name);
    const label = element('text', {}, ...rows.map((row, k) => element('tspan', { x: 0, dy: k ? 15 : 0 }, row)));
    over.append(node);
    names.append(label);
    return { n, node, label, size, x: 0, y: 0, place: actor.place, width: Math.max(...rows.map(row => pen.measureText(row).width)) + 4, height: 15 * rows.length + 2, degree: 0 };
  });
  const byWidth = new Map(), chosen = element('g', {});
  let width = 0, height = 0, current = [], lit = [], held = null;
  svg.append(under, chosen, over, names);

  const note = element('p', { class: 'soft' });
  const legend = element('p', { class: 'types' }, ...(types.length > 1 || types[0] ? types.map(type => element('span', {}, element('svg', { viewBox: '-9 -9 18 18', width: 18, height: 18, 'aria-hidden': 'true' }, element('path', { d: outline(look(type)[0], 7), style: `fill:var(${look(type)[1]})` })), type || 'no type')) : []));

  function measure() {
    const room = svg.clientWidth;
    if (!room || room === width) return;
    width = room;
    height = Math.round(width < 440 ? 1.5 * width : Math.min(560, Math.max(500, 0.8 * width)));
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.style.height = `${height}px`;
    spread();
    redraw();
  }

  function spread() {
    const alone = points.filter(point => !point.place), columns = Math.max(1, Math.floor(width / 150));
    const below = Math.ceil(alone.length / columns) * 44, upright = height - below > 1.3 * width;
    for (const point of points) {
      const [x, y] = point.place ? (upright ? [point.place[1], point.place[0]] : point.place) : [0, 0];
      point.x = 45 + x * (width - 90);
      point.y = 30 + y * (height - below - 65);
    }
    alone.forEach((point, n) => {
      point.x = ((n % columns) + 0.5) * (width / columns);
      point.y = height - below + 14 + 44 * Math.floor(n / columns);
    });
    const some = points.filter(point => point.place), apart = Math.min(64, 0.85 * Math.sqrt((width * (height - below)) / Math.max(some.length, 1)));
    for (let round = 0; round < 40; round++) {
      for (let i = 0; i < some.length; i++) {
        for (let j = i + 1; j < some.length; j++) {
          const a = some[i], b = some[j];
          let dx = b.x - a.x, dy = b.y - a.y, far = Math.hypot(0.75 * dx, dy); // names are wide
          if (far >= apart) continue;
          if (far < 0.01) [dx, dy, far] = [Math.cos(i + j), Math.sin(i + j), 1];
          const push = (apart - far) / far / 4;
          a.x -= dx * push; a.y -= dy * push; b.x += dx * push; b.y += dy * push;
        }
      }
      for (const point of some) keep(point, 44, height - below);
    }
  }

  function keep(point, side = 16, bottom = height) {
    point.x = Math.max(side, Math.min(width - side, point.x));
    point.y = Math.max(22, Math.min(bottom - 22, point.y));
  }

  function place(point) {
    point.node.setAttribute('transform', `translate(${point.x.toFixed(1)} ${point.y.toFixed(1)})`);
  }

  function segment(line) {
    const { x, y } = points[line.a], end = points[line.b], from = `M${Math.round(x)} ${Math.round(y)}`;
    return line.a === line.b ? `${from}m0 -4a9 9 0 1 1 -.1 0` : `${from}L${Math.round(end.x)} ${Math.round(end.y)}`;
  }

  /* Draw all lines of one width as one path: thousands of them are moved at once. */
  function ink() {
    const some = new Map(Array.from(byWidth.keys(), wide => [wide, []]));
    for (const line of current) {
      const wide = Math.round(2 * (1 + 1.3 * Math.sqrt(Math.max(0, Math.min(line.weight, 60))))) / 2;
      if (!some.has(wide)) {
        some.set(wide, []);
        byWidth.set(wide, element('path', { class: 'line', style: `stroke-width:${wide}px` }));
        under.append(byWidth.get(wide));
      }
      some.get(wide).push(segment(line));
    }
    for (const [wide, segments] of some) byWidth.get(wide).setAttribute('d', segments.join(''));
    chosen.replaceChildren(...lit.map(line => element('path', { class: 'line lit', d: segment(line) })));
  }

  function redraw() {
    points.forEach(place);
    ink();
    label();
  }

  /* Put each label on the first side of its actor where it lies on nothing and is nearest to
   * its own; a label for which there is no such side is shown when its actor is touched. */
  function label() {
    const boxes = points.map(point => ({ x: point.x - point.size - 1, y: point.y - point.size - 1, w: 2 * point.size + 2, h: 2 * point.size + 2 }));
    const few = current.length <= 300 ? current : [];
    const order = [...points].sort((a, b) => b.degree - a.degree || a.n - b.n);
    let left = 0;
    for (const point of order) {
      const { width: w, height: h, size } = point, d = size + 3;
      let best = null;
      for (const reach of [0, 8, 16, 26]) {
        for (const [sx, sy] of SIDES) {
          const box = { w, h, x: point.x + sx * (d + reach) - w * (sx === 1 ? 0 : sx === -1 ? 1 : 0.5 - 0.75 * sx), y: point.y + sy * (d + reach) - (sy < 0 ? h : sy ? 0 : h / 2) };
          if (box.x < 0 || box.y < 0 || box.x + w > width || box.y + h > height) continue;
          if (boxes.some(other => box.x < other.x + other.w && other.x < box.x + w && box.y < other.y + other.h && other.y < box.y + h)) continue;
          if (best && best.cost <= reach / 8) continue;
          const own = gap(box, point) + 2;
          if (points.some(other => other !== point && gap(box, other) < own)) continue;
          const crossed = few.filter(line => crosses(points[line.a], points[line.b], box)).length;
          if (!best || crossed + reach / 8 < best.cost) best = { box, cost: crossed + reach / 8, sx: Math.trunc(sx) };
        }
      }
      point.label.classList.toggle('unplaced', !best);
      if (!best) left++;
      else boxes.push(best.box);
      const box = best ? best.box : { x: Math.max(0, Math.min(width - w, point.x - w / 2)), y: point.y + d };
      const sx = best ? best.sx : 0, x = sx > 0 ? box.x + 2 : sx < 0 ? box.x + w - 2 : box.x + w / 2;
      point.label.setAttribute('text-anchor', sx > 0 ? 'start' : sx < 0 ? 'end' : 'middle');
      point.label.setAttribute('transform', `translate(${x.toFixed(1)} ${(box.y + 12).toFixed(1)})`);
    }
    note.textContent = left ? `${plural(left, 'name')} without room: touch a point to see whose it is.` : '';
  }

  function update(lines) {
    current = lines;
    for (const point of points) point.degree = 0;
    for (const line of lines) for (const n of new Set([line.a, line.b])) points[n].degree++;
    for (const point of points) {
      for (const one of [point.node, point.label]) one.classList.toggle('alone', !point.degree);
    }
    if (width && points.length <= 60) label();
  }

  function light(line, actor, wanted) {
    const near = new Set(line ? [line.a, line.b] : actor === null || actor === undefined ? [] : [actor]);
    lit = line ? [line] : near.size ? current.filter(one => one.a === actor || one.b === actor) : [];
    for (const one of lit) near.add(one.a).add(one.b);
    svg.classList.toggle('choosing', near.size > 0);
    if (width) ink();
    const asked = wanted.trim().toLowerCase();
    for (const point of points) {
      const found = asked && data.actors[point.n].name.toLowerCase().includes(asked);
      for (const one of [point.node, point.label]) {
        one.classList.toggle('lit', near.has(point.n));
        one.classList.toggle('found', Boolean(found));
      }
    }
  }

  /* What lies under the pointer: the nearest actor, or else the nearest line. */
  function beneath(event, reach) {
    const frame = svg.getBoundingClientRect();
    const at = { x: ((event.clientX - frame.left) * width) / frame.width, y: ((event.clientY - frame.top) * height) / frame.height };
    let best = null, least = reach;
    for (const point of points) {
      const far = Math.hypot(point.x - at.x, point.y - at.y) - point.size;
      if (far < least) [best, least] = [{ actor: point.n }, far];
    }
    if (best) return { best, at };
    for (const line of current) {
      const far = distance(at, points[line.a], points[line.b]);
      if (far < least) [best, least] = [{ line: line.key }, far];
    }
    return { best, at };
  }

  svg.addEventListener('pointerdown', event => {
    const { best, at } = beneath(event, 10);
    if (!best) return;
    held = { best, at, point: best.actor === undefined ? null : points[best.actor], moved: false };
    svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  svg.addEventListener('pointermove', event => {
    if (!held) {
      svg.style.cursor = beneath(event, 8).best ? 'pointer' : 'default';
      return;
    }
    if (!held.point) return;
    const { at } = beneath(event, 0);
    if (!held.moved && Math.hypot(at.x - held.at.x, at.y - held.at.y) < 5) return;
    held.moved = true;
    Object.assign(held.point, at);
    keep(held.point);
    place(held.point);
    ink();
    held.point.label.classList.add('unplaced');
  });
  svg.addEventListener('pointerup', () => {
    if (held && held.moved) label();
    else if (held) choose(held.best);
    held = null;
  });
  svg.addEventListener('pointercancel', () => { held = null; });
  new ResizeObserver(measure).observe(svg);
  return { node: element('div', { class: 'drawing' }, svg, note, legend), update, light };
}

function wrapped(name) {
  const rows = [''];
  for (const word of name.trim().split(/\s+/)) {
    const last = rows[rows.length - 1];
    if (last && last.length + word.length > 17) rows.push(word);
    else rows[rows.length - 1] = last ? `${last} ${word}` : word;
  }
  const some = rows.slice(0, 3).map(row => (row.length > 24 ? `${row.slice(0, 23)}…` : row));
  return rows.length > 3 ? [...some.slice(0, 2), `${some[2]} …`] : some;
}

/* Return how far a box is from the edge of a point. */
function gap(box, { x, y, size }) {
  return Math.hypot(Math.max(box.x - x, 0, x - box.x - box.w), Math.max(box.y - y, 0, y - box.y - box.h)) - size;
}

function distance(p, a, b) {
  const dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length)) : 0;
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/* Tell whether a line from a to b goes through a box. */
function crosses(a, b, box) {
  let from = 0, to = 1;
  for (const [start, way, low, high] of [[a.x, b.x - a.x, box.x, box.x + box.w], [a.y, b.y - a.y, box.y, box.y + box.h]]) {
    if (!way && (start < low || start > high)) return false;
    const [first, last] = way ? [(low - start) / way, (high - start) / way].sort((x, y) => x - y) : [0, 1];
    from = Math.max(from, first);
    to = Math.min(to, last);
  }
  return from < to;
}

function outline(shape, r) {
  const round = (corners, turn) => Array.from({ length: corners }, (_, n) => [r * Math.sin((2 * Math.PI * n) / corners + turn), -r * Math.cos((2 * Math.PI * n) / corners + turn)]);
  const t = r * 0.4;
  const plus = [[-t, -r], [t, -r], [t, -t], [r, -t], [r, t], [t, t], [t, r], [-t, r], [-t, t], [-r, t], [-r, -t], [-t, -t]];
  const corners = {
    square: round(4, Math.PI / 4), diamond: round(4, 0), triangle: round(3, 0), pentagon: round(5, 0), hexagon: round(6, 0), wedge: round(3, Math.PI), plus,
    cross: plus.map(([x, y]) => [(x - y) * 0.7, (x + y) * 0.7]), bar: [[-r, -t], [r, -t], [r, t], [-r, t]]
  }[shape];
  if (!corners) return `M0 ${-r}a${r} ${r} 0 1 1 -.01 0z`;
  return `M${corners.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}z`;
}
