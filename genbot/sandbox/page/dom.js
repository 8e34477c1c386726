// How every other module here makes nodes. Text always goes in as text, never as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element. `props`: class, data {…}, on {event: fn}, style {…}, anything else is an attribute
 *  (true sets it empty, false, null and undefined leave it out). Strings among `children` become text. */
export function el(tag, props, ...children) {
  return build(document.createElement(tag), props, children);
}

export function svg(tag, props, ...children) {
  return build(document.createElementNS(SVG, tag), props, children);
}

function build(node, props, children) {
  for (const [name, value] of Object.entries(props || {})) put(node, name, value);
  add(node, children);
  return node;
}

function put(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") node.setAttribute("class", value);
  else if (name === "data")
    Object.entries(value).forEach(([k, v]) => v !== undefined && v !== null && (node.dataset[k] = v));
  else if (name === "on") Object.entries(value).forEach(([event, fn]) => node.addEventListener(event, fn));
  else if (name === "style") Object.entries(value).forEach(([k, v]) => node.style.setProperty(k, v));
  else if (name === "value") node.value = value;
  else node.setAttribute(name, value === true ? "" : value);
}

function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Make `parent` hold exactly `items`, in order, each {sign, make}. A node whose sign did not change stays
 *  where it is, untouched: a playing video plays on, an open picker stays open, an animation does not restart. */
export function arrange(parent, items) {
  const spare = new Map();
  for (const node of parent.children) {
    if (node.arrangedAs === undefined) continue;
    if (!spare.has(node.arrangedAs)) spare.set(node.arrangedAs, []);
    spare.get(node.arrangedAs).push(node);
  }
  const wanted = items.map(({ sign, make }) => {
    const kept = spare.get(sign)?.shift();
    const node = kept || make();
    node.arrangedAs = sign;
    return node;
  });
  const keep = new Set(wanted);
  for (const node of [...parent.childNodes]) if (!keep.has(node)) node.remove();
  let at = parent.firstChild;
  for (const node of wanted) {
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
}

const FOCUSABLE =
  "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), video[controls], [tabindex]:not([tabindex='-1'])";

export function focusable(root) {
  return [...root.querySelectorAll(FOCUSABLE)].filter(
    (node) => node.offsetParent !== null || node.getClientRects().length,
  );
}

/** Keep Tab inside `root` while it is on the page. */
export function trapTab(root) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const stops = focusable(root);
    if (!stops.length) return event.preventDefault();
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    if (document.activeElement === edge || !root.contains(document.activeElement)) {
      event.preventDefault();
      (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
    }
  });
}

let made = 0;
/** An id for aria-labelledby and friends. */
export const freshId = (word) => `${word}-${++made}`;
