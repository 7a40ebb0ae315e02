/* What all views share. A view is drawn by its own draw(view, data), with these and no others:
 * element, button, tick, choice, slices, marked, walk, plural. No text becomes HTML anywhere. */

const DRAWN = new Set(['svg', 'g', 'line', 'path', 'circle', 'rect', 'text', 'tspan', 'title']);

/* Make an element: element('p', { class: 'a', onclick: f }, 'text', another). */
function element(name, attributes, ...children) {
  const made = DRAWN.has(name)
    ? document.createElementNS('http://www.w3.org/2000/svg', name)
    : document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (typeof value === 'function') made[key] = value;
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const button = (words, onclick, more) => element('button', { type: 'button', onclick, ...more }, ...[words].flat());

/* Make a box to tick, or a list to choose from, in its label; a function is told what is chosen. */
function tick(words, tell, more) {
  const box = element('input', { type: 'checkbox', onchange: event => tell(event.target.checked), ...more });
  return element('label', {}, box, ...[words].flat());
}

function choice(words, options, tell, chosen) {
  const made = options.map(([value, name]) => element('option', { value, selected: value === chosen }, name));
  return element('label', {}, words, element('select', { onchange: event => tell(event.target.value) }, ...made));
}

/* Return what cuts a text at offsets that count characters as Python does. */
function slices(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (start, end) => text.slice(start, end);
  const characters = Array.from(text);
  return (start, end) => characters.slice(start, end).join('');
}

/* Return a text, or a stretch of it, as nodes. A layer is a list of spans [start, end, make] in the
 * order of the text; each becomes make(whether it begins here), around what the layers after it make. */
const marked = (text, layers, start = 0, end = text.length) => layered(slices(text), start, end, layers);

function layered(cut, start, end, layers) {
  const [layer, ...inner] = layers;
  if (!layer) return start < end ? [document.createTextNode(cut(start, end))] : [];
  const nodes = [];
  let at = start, low = 0, high = layer.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (layer[middle][1] <= start) low = middle + 1;
    else high = middle;
  }
  for (; low < layer.length && layer[low][0] < end; low++) {
    const [first, last, make] = layer[low];
    const a = Math.max(first, at), b = Math.min(last, end);
    if (a >= b) continue;
    const node = make(a === first);
    node.append(...layered(cut, a, b, inner));
    nodes.push(...layered(cut, at, a, inner), node);
    at = b;
  }
  nodes.push(...layered(cut, at, end, inner));
  return nodes;
}

/* Let the arrow keys, Home and End walk through the buttons of a list, which is one tab stop. */
function walk(list, chosen = 'button') {
  const all = () => Array.from(list.querySelectorAll(chosen)).filter(one => !one.closest('[hidden]'));
  const stop = one => {
    for (const other of all()) other.tabIndex = other === one ? 0 : -1;
  };
  list.addEventListener('focusin', event => stop(event.target.closest(chosen)));
  list.addEventListener('keydown', event => {
    const some = all(), at = some.indexOf(event.target.closest(chosen));
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: some.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    some[Math.max(0, Math.min(to, some.length - 1))].focus();
  });
  return () => stop(all().find(one => one.tabIndex === 0) || all()[0]);
}

const thousands = number => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
const plural = (number, what) => `${thousands(number)} ${what}${number === 1 ? '' : 's'}`;

/* Draw each view of a kind that is not drawn yet; where that fails, what stands in it is shown. */
function begin(kind, draw) {
  for (const host of document.querySelectorAll(`.accord-view[data-view="${kind}"]`)) {
    if (host.shadowRoot) continue;
    const root = host.attachShadow({ mode: 'open' });
    const view = element('div', { class: 'view' });
    try {
      root.append(element('style', {}, STYLE), view);
      draw(view, JSON.parse(host.querySelector('script[type="application/json"]').textContent));
      followTheme(host, view);
    } catch (error) {
      root.replaceChildren(element('slot'));
      console.error(error);
    }
  }
}

/* Be dark where the text around the view is light, whatever theme has made it so. */
function followTheme(host, view) {
  const look = () => {
    const [r, g, b] = rgb(getComputedStyle(host.parentElement || host).color);
    view.classList.toggle('dark', 0.3 * r + 0.6 * g + 0.1 * b > 128);
  };
  const later = new MutationObserver(() => setTimeout(look, 300));
  look();
  for (const one of [document.body, document.documentElement]) later.observe(one, { attributes: true });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', look);
  new ResizeObserver(look).observe(host);
}

function rgb(colour) {
  if (colour.startsWith('rgb')) return colour.match(/[\d.]+/g).map(Number);
  const pixel = document.createElement('canvas').getContext('2d');
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  return pixel.getImageData(0, 0, 1, 1).data;
}
