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

/* Return what decides whether a text can be read: its colour and size, and what lies behind it. */
function lookOf(element) {
  const style = getComputedStyle(element);
  const look = [element.closest('a') ? 'link' : '', style.color, style.fontSize, style.fontWeight, style.textDecorationLine];
  for (let behind = element; behind; behind = behind.parentElement) {
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(behind);
    look.push(`${backgroundColor} ${backgroundImage} ${opacity}`);
  }
  return look.filter((part, n) => part !== look[n - 1]).join('; ');
}

/* Return what is wrong with colours, and the looks of this page: those seen before are left out.
 * A view is looked at as a whole. */
window.wrongColours = async seen => {
  const looks = new Map(seen.map(look => [look, null]));
  for (const element of document.body.querySelectorAll('*:not(script, style, noscript)')) {
    if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const look = lookOf(element);
    if (!looks.has(look)) looks.set(look, element);
  }
  const chosen = [...looks.values(), ...document.querySelectorAll('.accord-view')].filter(Boolean);
  const found = chosen.length ? await wrong({ include: chosen }, { runOnly: COLOURS }) : [];
  return [found, [...looks.keys()]];
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
