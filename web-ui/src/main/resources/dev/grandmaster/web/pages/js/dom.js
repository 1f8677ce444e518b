// Small tools to build pages from; text always goes in as text, never as markup.
const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(3).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** An element: h('p.soft', {id: 'x'}, 'text', child). Attributes may be left out. */
export function h(tag, ...rest) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name || 'div');
  if (classes.length) element.className = classes.join(' ');
  const attributes = rest[0] && rest[0].constructor === Object ? rest.shift() : {};
  return fill(element, attributes, rest);
}

/** The same of SVG. */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Sets text only where it differs, so that a screen reader is not woken for nothing. */
export function text(element, value) {
  if (element.textContent !== value) element.textContent = value;
}

/** A table of rows under headings; cells are text or elements. Columns whose heading begins with # are numbers. */
export function table(headings, rows, caption) {
  const numbers = headings.map(heading => heading.startsWith('#'));
  return h('div.scroll', {tabindex: '0', role: 'region', 'aria-label': caption}, h('table', h('caption.unseen', caption),
    h('thead', h('tr', headings.map((heading, i) => heading ? h(numbers[i] ? 'th.number' : 'th', {scope: 'col'}, heading.replace(/^#/, '')) : h('td')))),
    h('tbody', rows.map(row => h('tr', row.map((cell, i) => h(numbers[i] ? 'td.number' : 'td', cell)))))));
}

/** Terms and what they are. */
export function facts(pairs) {
  return h('dl.facts', pairs.filter(Boolean).map(([term, what]) => [h('dt', term), h('dd', what)]));
}
/** Where an element is below another one: the places of its ancestors among their neighbours. */
function path(element, top) {
  const steps = [];
  for (let each = element; each !== top; each = each.parentElement) steps.unshift([...each.parentElement.children].indexOf(each));
  return steps;
}
/** Puts children in the place of those that are there, and leaves alone what is the same; focus and opened details stay where they were. */
export function swap(parent, ...children) {
  const fresh = children.flat(3).filter(child => child !== null && child !== undefined && child !== false).map(child => child instanceof Node ? child : document.createTextNode(child));
  const opened = [...parent.querySelectorAll('details[open]')].map(each => path(each, parent));
  const old = [...parent.childNodes];
  const focused = parent.contains(document.activeElement) && document.activeElement !== parent ? path(document.activeElement, parent) : null;
  const at = steps => steps.reduce((element, step) => element?.children[step], parent);
  if (old.length === fresh.length) fresh.forEach((child, i) => { if (!child.isEqualNode(old[i])) old[i].replaceWith(child); });
  else parent.replaceChildren(...fresh);
  for (const steps of opened) if (at(steps)?.tagName === 'DETAILS') at(steps).open = true;
  if (focused && !parent.contains(document.activeElement)) at(focused)?.focus({preventScroll: true});
}
let ids = 0;
/** A name for an element that another one refers to. */
export function newId() {
  ids += 1;
  return 'e' + ids;
}
