// Builds elements. Data only ever becomes text nodes and attribute values, never markup.

/** An element: `h("a", { href, class, onclick }, "text", node, [more])`. What is `null` or `false` is left out. */
export const h = (tag, attributes, ...children) => build(document.createElement(tag), attributes, children);

/** The same for drawings. */
export const s = (tag, attributes, ...children) =>
  build(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "selected") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, children);
  return element;
}

/** Appends nodes, text and lists of them. */
export function add(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** Puts other content in. */
export function fill(element, ...children) {
  element.replaceChildren();
  return add(element, ...children);
}

let last = 0;

/** An identifier that no other element of the page has. */
export function unique(prefix = "e") {
  last += 1;
  return `${prefix}-${last}`;
}

/** Text for screen readers alone. */
export function hidden(...children) {
  return h("span", { class: "hidden" }, ...children);
}

/** Calls only after it has been quiet for so many milliseconds. */
export function debounced(milliseconds, action) {
  let timer = 0;
  const call = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
  call.cancel = () => clearTimeout(timer);
  return call;
}

/** Whether a key press belongs to a field that takes text. */
export function isTyping(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
