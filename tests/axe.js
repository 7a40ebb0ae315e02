/* What a page is asked in Chromium, once axe-core is in it. */

const COLOURS = ['color-contrast', 'link-in-text-block'];

/* Return what axe finds wrong: rule, impact, and where. */
const wrong = async (where, options) => {
  const { violations } = await axe.run(where, { preload: false, resultTypes: ['violations'], ...options });
  return violations.map(v => `${v.id} (${v.impact}): ${v.nodes.map(n => n.html.slice(0, 120)).join(' | ')}`);
};

/* Return what is wrong with everything but colours; they are looked at in each scheme. */
const others = Object.fromEntries(COLOURS.map(rule => [rule, { enabled: false }]));
window.wrongHere = () => wrong(document, { rules: { ...others, 'target-size': { enabled: true } } });

/* Return what lies behind an element's text, from it to the page; asked once of each element. */
function behind(element, known) {
  if (!element) return [];
  if (!known.has(element)) {
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
    const own = `${backgroundColor} ${backgroundImage} ${opacity}`;
    const rest = behind(element.parentElement, known);
    known.set(element, own === rest[0] ? rest : [own, ...rest]);
  }
  return known.get(element);
}

/* Return what decides whether a text can be read: its colour and size, and what lies behind it. */
function lookOf(element, known) {
  const style = getComputedStyle(element);
  const look = [element.closest('a') ? 'link' : '', style.color, style.fontSize, style.fontWeight, style.textDecorationLine];
  return [...look, ...behind(element, known)].join('; ');
}

/* Take away all but some elements and what they stand in: it would be drawn for each look at
 * colours. Return what puts it back. */
function leaveOnly(chosen) {
  const around = new Set();
  for (const element of chosen) for (let on = element.parentElement; on; on = on.parentElement) around.add(on);
  const kept = new Set(chosen), gone = [];
  for (const element of around) {
    if (kept.has(element)) continue;
    for (const child of [...element.children]) {
      if (around.has(child) || kept.has(child) || child.closest('head')) continue;
      const mark = new Comment();
      child.replaceWith(mark);
      gone.push([mark, child]);
    }
  }
  return () => gone.forEach(([mark, child]) => mark.replaceWith(child));
}

/* Return what is wrong with colours, and the looks of this page: those seen before are left out.
 * A view is looked at as a whole. */
window.wrongColours = async seen => {
  const looks = new Map(seen.map(look => [look, null])), known = new Map();
  for (const element of document.body.querySelectorAll('*:not(script, style, noscript)')) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const look = lookOf(element, known);
    if (!looks.has(look)) looks.set(look, element);
  }
  const chosen = [...looks.values(), ...document.querySelectorAll('.accord-view')].filter(Boolean);
  const back = leaveOnly(chosen);
  const found = chosen.length ? await wrong({ include: chosen }, { runOnly: COLOURS }) : [];
  back();
  return [found, [...looks.keys()]];
};

/* Put the contents of other pages below those of this one. */
window.gather = contents => {
  document.querySelector('[role=main], main')?.insertAdjacentHTML('beforeend', contents.join('\n'));
};

/* Take the colours of code away but one of each kind: they mean nothing, and make a page slow. */
window.leaveOneOfEach = () => {
  const kinds = new Set();
  for (const word of document.querySelectorAll('.highlight span[class]')) {
    const kind = `${word.closest('.highlight').parentElement.className} ${word.className}`;
    if (kinds.has(kind)) word.replaceWith(...word.childNodes);
    else kinds.add(kind);
  }
  document.body.normalize();
};

/* Return what does not fit into the width, or covers the title. */
window.askew = () => {
  const found = [];
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) found.push(`is ${wide} pixels wide`);
  const title = document.querySelector('h1');
  const box = title.getBoundingClientRect();
  const shown = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), box.top + Math.min(box.height / 2, 12));
  if (!title.contains(shown)) found.push(`its title is covered by ${shown?.outerHTML.slice(0, 80)}`);
  return found;
};
