// Fills a page's own <template> with data. The words of a template were written by the server in the reader's
// language; only text, times, list items, two safe attributes and icon names come from data. Never HTML.
//
//   data-field="author"        text of the element; a path like strip.words walks into objects
//   data-field-optional        hide the element when its value is empty
//   data-time="at"             <time>: datetime from the value, text from at_text, else made in the page's language
//   data-list="strip.names"    one <li> for each string
//   data-set-edge="strip.edge" sets data-edge (any data-set-x sets data-x)
//   data-icon="strip.shape"    on <use>: one of our own icons
//   data-href="url"            a link inside this site

/** A new element made from the template's first child. */
export function fill(template, data) {
  const element = template.content.firstElementChild.cloneNode(true);
  refill(element, data);
  return element;
}

/** Fill an element that is already on the page again. What the data does not have stays as the server wrote it. */
export function refill(element, data) {
  for (const part of [element, ...element.querySelectorAll("*")]) {
    for (const { name, value } of [...part.attributes]) {
      if (!name.startsWith("data-")) continue;
      const found = value.split(".").reduce((inner, key) => inner?.[key], data);
      if (found !== undefined && found !== null) set(part, name, found, data);
    }
  }
}

function set(part, name, found, data) {
  const text = String(found);
  if (name === "data-field") {
    part.textContent = text;
    if ("fieldOptional" in part.dataset) part.hidden = text === "";
  } else if (name === "data-time") setTime(part, text, data[`${part.dataset.time}_text`]);
  else if (name === "data-list") setList(part, found);
  else if (name === "data-icon") setIcon(part, text);
  else if (name === "data-href") setLink(part, text);
  else if (name.startsWith("data-set-")) part.setAttribute(`data-${name.slice(9)}`, text);
}

function setTime(part, iso, words) {
  part.setAttribute("datetime", iso);
  const time = new Date(iso);
  const known = !Number.isNaN(time.getTime());
  part.textContent = words || (known ? new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(time) : "");
}

function setList(part, values) {
  const items = Array.isArray(values) ? values : [];
  part.replaceChildren(...items.map((value) => {
    const item = document.createElement("li");
    item.dir = "auto";
    item.textContent = String(value);
    return item;
  }));
  const fold = part.closest("details");
  if (fold) fold.hidden = items.length === 0;
}

function setIcon(use, name) {
  if (/^[a-z-]+$/.test(name)) use.setAttribute("href", `#i-${name}`);
}

function setLink(link, url) {
  if (/^\/(?!\/)/.test(url)) link.setAttribute("href", url);
}
