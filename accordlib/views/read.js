/* A text with its parts in the margin, its names underlined, a search box and strokes of the hits. */

const SEVERAL = 4; // pixels of the column of strokes that one stroke takes

function draw(view, data) {
  const search = searcher(data);
  const page = element('div', { class: 'page', tabindex: 0, role: 'region', 'aria-label': 'The text' });
  const strokes = element('div', { class: 'strokes', role: 'group', 'aria-label': 'Hits' });
  const said = element('p', { role: 'status', class: 'said' });
  const box = element('input', { type: 'search', autocomplete: 'off', spellcheck: 'false', 'aria-label': 'Search for a word, a phrase, or a part of a word with *' });
  const text = data.parts.map(part => passage(part, data));
  const sections = groups(data.parts);
  const shown = sections.map(some => section(some, text, page));
  let hits = [], at = -1;

  const arrange = walk(strokes);
  const nav = element('nav', { 'aria-label': 'Parts' }, element('ul', {}, ...shown.map(one => one.entry)));
  const before = button('◀ Previous', () => stand(at - 1, true));
  const after = button('Next ▶', () => stand(at + 1, true));
  const hint = element('span', { class: 'soft' }, 'a word, a phrase, or a part of a word with *');
  if (data.unsearched) said.append(`No search: ${data.unsearched}`);
  else view.append(element('div', { class: 'controls' }, element('label', {}, 'Search ', box), before, after, hint));
  view.append(said, legend(data), element('div', { class: sections.length > 1 ? 'reader' : 'reader alone' }, nav, page, strokes));

  function look() {
    const found = search(box.value);
    hits = found.hits;
    at = -1;
    const by = new Map();
    hits.forEach((hit, n) => by.set(hit.part, [...(by.get(hit.part) || []), n]));
    text.forEach((one, n) => one.light((by.get(n) || []).map(k => [hits[k].start, hits[k].end, k])));
    shown.forEach(one => one.count(hits.filter(hit => one.has(hit.part)).length, box.value.trim() !== ''));
    said.textContent = hits.length ? `${plural(hits.length, 'hit')} in ${plural(by.size, 'passage')}.` : found.said;
    for (const one of [before, after]) one.disabled = hits.length === 0;
    stroke();
  }

  function stroke() {
    if (!hits.length) return strokes.replaceChildren();
    const rows = new Map(), height = page.scrollHeight || 1, room = strokes.clientHeight - SEVERAL;
    const top = page.getBoundingClientRect().top - page.scrollTop;
    page.querySelectorAll('mark[data-first]').forEach(mark => {
      const row = Math.round(((mark.getBoundingClientRect().top - top) / height) * room / SEVERAL);
      rows.set(row, [...(rows.get(row) || []), Number(mark.dataset.hit)]);
    });
    strokes.replaceChildren(...Array.from(rows, ([row, some]) => {
      const first = data.parts[hits[some[0]].part].label;
      const label = some.length > 1 ? `${some.length} hits, the first in ${first}` : `Hit in ${first}`;
      const more = { tabindex: -1, 'aria-label': label, title: label, 'data-hits': some.length };
      return button('', () => stand(some[0]), { ...more, style: `top:${row * SEVERAL}px` });
    }));
    arrange();
  }

  function stand(n, stay = false) {
    if (!hits.length) return;
    at = (n + hits.length) % hits.length;
    const mark = page.querySelector(`mark[data-hit="${at}"]`), sentence = mark.closest('.sentence') || mark.closest('p');
    for (const old of page.querySelectorAll('.here')) old.classList.remove('here');
    sentence.classList.add('here');
    page.scrollTop += mark.getBoundingClientRect().top - page.getBoundingClientRect().top - page.clientHeight / 3;
    said.textContent = `Hit ${at + 1} of ${hits.length}: ${sentence.dataset.id}.`;
    if (!stay) sentence.focus({ preventScroll: true });
  }

  box.addEventListener('input', look);
  box.addEventListener('keydown', event => {
    if (event.key === 'Enter') stand(event.shiftKey ? at - 1 : at + 1, true);
  });
  strokes.addEventListener('click', event => {
    if (event.target !== strokes || !strokes.children.length) return;
    const far = one => Math.abs(one.getBoundingClientRect().top - event.clientY);
    Array.from(strokes.children).reduce((a, b) => (far(b) < far(a) ? b : a)).click();
  });
  new ResizeObserver(() => requestAnimationFrame(stroke)).observe(page);
  if (!data.unsearched) look();
}

/* Return the parts that stand together: those of a pillar, or outside of all. */
function groups(parts) {
  const found = [];
  parts.forEach((part, n) => {
    const last = found[found.length - 1];
    if (last && last.pillar === part.pillar) last.numbers.push(n);
    else found.push({ pillar: part.pillar, numbers: [n], title: part.kind === 'heading' || part.kind === 'title' ? part.text : '' });
  });
  return found;
}

/* Put a section into the page; return its entry in the margin, and how many hits it has. */
function section(some, text, page) {
  const number = element('span', { class: 'number' });
  const name = some.pillar ? `${some.pillar} ${some.title}` : some.title || text[some.numbers[0]].label;
  const place = element('section', {}, ...some.numbers.map(n => text[n].node));
  const go = () => { page.scrollTop += place.getBoundingClientRect().top - page.getBoundingClientRect().top; };
  page.append(place);
  return {
    entry: element('li', {}, button([element('span', { dir: 'auto' }, name.replace(/\s+/g, ' ')), number], go)),
    has: n => n >= some.numbers[0] && n <= some.numbers[some.numbers.length - 1],
    count: (hits, asked) => { number.textContent = asked ? plural(hits, 'hit') : ''; }
  };
}

/* Make a passage with its label in the margin; light() lights hits in it. */
function passage(part, data) {
  const sentences = part.sentences.map(([a, b], n) => [a, b, () => element('span', { class: 'sentence', tabindex: -1, 'data-id': `${part.id}.s${n + 1}` })]);
  const names = part.names.map(([a, b, type, id]) => [a, b, () => element('span', { class: `name ${type}`, 'data-type': type, title: `${data.names[id] || id} (${type})` })]);
  const name = { title: 'h2', heading: 'h3' }[part.kind] || 'p';
  const words = element(name, { dir: 'auto', class: 'words', lang: part.language || null, 'data-id': part.id });
  let lit = null;
  return {
    label: part.label,
    node: element('div', { class: `part ${part.kind}` }, element('span', { class: 'label', title: part.id }, part.label), words),
    light: hits => {
      const marks = hits.map(([a, b, n]) => [a, b, first => element('mark', { 'data-hit': n, 'data-first': first })]);
      const now = JSON.stringify(hits);
      if (now !== lit) words.replaceChildren(element('span', {}, ...marked(part.text, [sentences, names, marks])));
      lit = now;
    }
  };
}

/* Make the switches of what is underlined, a line of its look before each name of a type. */
function legend(data) {
  const number = new Map();
  for (const part of data.parts) for (const [, , type] of part.names) number.set(type, (number.get(type) || 0) + 1);
  const boxes = Array.from(number, ([type, n]) => {
    const off = element('style', { media: 'not all' }, `.page [data-type="${CSS.escape(type)}"] { text-decoration: none }`);
    const words = [element('span', { class: `name ${type}` }, type), ` ${n}`, off];
    return tick(words, on => { off.media = on ? 'not all' : 'all'; }, { checked: true });
  });
  return element('div', { class: 'controls legend', role: 'group', 'aria-label': 'Underlined names' }, ...boxes);
}

/* A query, and what it finds: the rules of kwic(), on the tokens that Python found. */

const WORD = '[\\p{L}\\p{N}_]', LETTER = '[\\p{L}\\p{Nl}\\p{No}]', DIGIT = '\\p{Nd}';
const TOKEN = new RegExp(
  `${WORD}+(?:['’‐‑.,+\\u0300-\\u036f\\-](?:(?<=['’‐‑\\-])${WORD}+|(?<=${DIGIT}[.,+])(?=${DIGIT})${WORD}+` +
  `|(?<=(?<!${WORD})${LETTER}\\.)(?:${LETTER}\\.)+|(?<=[\\u0300-\\u036f])${WORD}*))*(?:%(?<=${DIGIT}%)|°(?<=${DIGIT}°)${WORD}?)?`, 'gu');
const UNDIVIDED = /[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/u;
const UNSEEN = /[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g;
const EDGES = /^[“”"‘'()[\],;:!?]+|[“”"‘'()[\],;:!?]+$/g;

function fold(text) {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFC').replace(UNSEEN, '')
    .replace(/[\p{L}\p{Nd}\uff00-\uffef\ufe50-\ufe6f]/gu, c => c.normalize('NFKC'))
    .replace(/(?<=\p{L})[`´′‘](?=\p{L})|[’ʼʻ‛ʹ]/gu, "'").replace(/[\u2010\u2011\u058a\ufe63]/g, '-')
    .replace(/[\u2012\u2014\u2015\u2212\u2e3a\u2e3b]/g, '–').toLowerCase();
}

/* Return the words of a query: texts, and patterns for those with a star. */
function wordsOf(query) {
  const words = [];
  for (const chunk of query.split('*').map(fold).join('*').split(/\s+/).filter(Boolean)) {
    if (chunk.includes('*')) words.push(chunk.replace(EDGES, ''));
    else words.push(...(chunk.match(TOKEN) || []));
  }
  return words.map(word => word.includes('*')
    ? new RegExp(`^${word.replace(/[.+?^${}()|[\]\\\/]/g, '\\$&').replace(/\*/g, '.*')}$`, 'su')
    : word);
}

function searcher(data) {
  const types = data.vocabulary, tokens = [];
  data.parts.forEach((part, number) => {
    const packed = part.tokens || [];
    for (let n = 0, at = -1; n < packed.length; n++) {
      let gap = 1, size = -1;
      if (packed[n] === -1) [gap, size, n] = [packed[n + 1], packed[n + 2], n + 3];
      const type = types[packed[n]], start = at + gap;
      at = start + (size < 0 ? Array.from(type).length : size);
      tokens.push({ part: number, start, end: at, id: packed[n] });
    }
  });

  function after(word, n) { // how many tokens from the n-th on are the word, or 0
    if (!(typeof word === 'string' && UNDIVIDED.test(word))) {
      const allowed = word.ids;
      return n < tokens.length && (allowed ? allowed.has(tokens[n].id) : types[tokens[n].id] === word) ? 1 : 0;
    }
    let rest = word, k = n;
    while (rest && k < tokens.length && rest.startsWith(types[tokens[k].id])) {
      if (k > n && (tokens[k].part !== tokens[k - 1].part || tokens[k].start !== tokens[k - 1].end)) return 0;
      rest = rest.slice(types[tokens[k++].id].length);
    }
    return rest ? 0 : k - n;
  }

  return query => {
    const words = wordsOf(query), hits = [];
    if (!words.length) return { hits, said: query.trim() ? 'There is no word in this.' : '' };
    for (const word of words) {
      if (typeof word !== 'string') word.ids = new Set(types.flatMap((type, id) => (word.test(type) ? [id] : [])));
    }
    for (let n = 0; n < tokens.length; n++) {
      let k = n;
      for (const word of words) {
        const size = after(word, k);
        k = size && (k === n || k < tokens.length) ? k + size : Infinity;
        if (k === Infinity) break;
      }
      if (k === Infinity || tokens[k - 1].part !== tokens[n].part) continue;
      hits.push({ part: tokens[n].part, start: tokens[n].start, end: tokens[k - 1].end });
    }
    return { hits, said: hits.length ? '' : nothing(words, types, tokens.length) };
  };
}

/* Say that nothing was found, and what is spelt nearly so. */
function nothing(words, types, total) {
  const near = new Set();
  for (const word of [...new Set(words)].filter(word => typeof word === 'string' && !types.includes(word)).sort()) {
    const alike = types.map(type => [apart(word, type), type]).filter(([share]) => share <= 1 - 0.8);
    alike.sort((a, b) => a[0] - b[0]).slice(0, 3).forEach(([, type]) => near.add(type));
  }
  const others = near.size ? ` Spelt nearly so, and there: ${[...near].join(', ')}.` : '';
  return `No hit in ${plural(total, 'token')}.${others}`;
}

/* Return how many letters of two words are not in both in the same order, as a share of all. */
function apart(a, b) {
  let row = new Array(b.length + 1).fill(0);
  for (const letter of a) {
    const next = [0];
    for (let n = 0; n < b.length; n++) next.push(letter === b[n] ? row[n] + 1 : Math.max(row[n + 1], next[n]));
    row = next;
  }
  return (a.length + b.length - 2 * row[b.length]) / (a.length + b.length);
}
