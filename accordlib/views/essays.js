/* An essay: its quotations in a list and in the text, and where the chosen one stands. */

const RIGHT = ['verbatim', 'ellipsis'];

function draw(view, data) {
  const spans = data.quotations.map((one, n) => [...one.place, first => element('span', {
    class: `quoted ${one.status}`, 'data-n': n, 'data-status': first ? nameOf(one) : null, onclick: () => choose(n)
  })]);
  const essay = element('div', { class: 'essay', dir: 'auto', tabindex: 0, role: 'region', 'aria-label': 'The essay' }, ...marked(data.text, [spans]));
  const cut = slices(data.text);
  const buttons = data.quotations.map((one, n) => {
    const words = cut(...one.place).replace(/\s+/g, ' ');
    const shown = words.length > 70 ? `${words.slice(0, 70)}…` : words;
    const parts = [element('strong', {}, `${n + 1}. ${nameOf(one)} `), element('span', { dir: 'auto' }, shown)];
    return button(parts, () => choose(n), { tabindex: -1, 'aria-pressed': 'false' });
  });
  const list = element('ol', { class: 'list', 'aria-label': 'Quotations' }, ...buttons.map(one => element('li', {}, one)));
  const found = element('div', { class: 'found', role: 'status' }, element('p', { class: 'soft' }, data.quotations.length ? 'Choose a quotation to read where it stands.' : 'The essay has no quotation.'));
  const restart = walk(list);
  const wrong = data.quotations.filter(one => !isRight(one)).length;
  const only = tick(`only those to look at (${wrong} of ${data.quotations.length})`, on => {
    data.quotations.forEach((one, n) => { buttons[n].parentElement.hidden = on && isRight(one); });
    restart();
  });
  view.append(
    element('div', { class: 'controls' }, only), element('div', { class: 'checked' }, list, essay), found);
  restart();

  function choose(n) {
    const one = data.quotations[n];
    buttons.forEach((button, k) => button.setAttribute('aria-pressed', String(k === n)));
    for (const span of essay.querySelectorAll('.quoted')) span.classList.toggle('here', span.dataset.n === String(n));
    const here = essay.querySelector('.here');
    essay.scrollTop += here.getBoundingClientRect().top - essay.getBoundingClientRect().top - essay.clientHeight / 3;
    found.replaceChildren(element('p', {}, element('strong', {}, one.said)), ...one.pieces.map(piece));
  }
}

function piece(one) {
  const words = element('p', { dir: 'auto' }, ...marked(one.words, [[[...one.place, () => element('mark')]]]));
  return element('div', {}, element('p', { class: 'soft' }, one.passage), words);
}

const isRight = one => RIGHT.includes(one.status) && !one.negation;
const nameOf = one => (one.negation ? `${one.status}, negation ${one.negation}` : one.status);
