// Fills a page's own <template> with data. The words of a template were written by the server in the reader's
// language; only text, times, list items, a few checked attributes and icon names come from data. Never HTML.
//
//   data-field="author"        text of the element; a path like strip.words walks into objects
//   data-field-optional        hide the element when its value is empty
//   data-time="at"             <time>: datetime from the value, text from at_text, else made in the page's language
//   data-list="strip.names"    one <li> for each string
//   data-set-edge="strip.edge" sets data-edge (any data-set-x sets data-x)
//   data-icon="strip.shape"    on <use>: one of our own icons
//   data-href="url"            a link inside this site
//   data-file="picture"        <img> or <audio>: the address of one of our own files, by its id; "" hides its figure
//   data-alt="picture_words"   alt of a picture, where there are words for it
//   data-number="seconds"      a number in words (data-one … data-other, see announce.js)
//   data-lang="lang"           sets lang, if it looks like one; "" is a language that is not known
//   data-dir="dir"             sets dir: ltr, rtl or auto
//   data-open-for="lang"       a <details> stands open for who reads in this language
//   data-each="translations"   the part's own <template> once for each object; what a reader unfolded stays so

import { plural } from "./announce.js";

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
  else if (name === "data-file") setFile(part, text);
  else if (name === "data-alt") part.alt = text || part.alt;
  else if (name === "data-number") part.textContent = plural(part, Number(found));
  else if (name === "data-lang") setLang(part, text);
  else if (name === "data-dir") setDir(part, text);
  else if (name === "data-open-for") part.open = text !== "" && text === document.documentElement.lang;
  else if (name === "data-each") setEach(part, found);
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

function setFile(part, id) {
  const known = /^f_[\w-]{16}$/.test(id);
  if (known) part.setAttribute("src", part.dataset.at + id);
  else part.removeAttribute("src");
  part.closest("figure").hidden = !known;
}

function setLang(part, tag) {
  if (/^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$/.test(tag)) part.setAttribute("lang", tag);
}

function setDir(part, dir) {
  if (["ltr", "rtl", "auto"].includes(dir)) part.setAttribute("dir", dir);
}

function setEach(part, items) {
  const template = part.querySelector(":scope > template");
  if (!template || !Array.isArray(items)) return;
  const unfolded = new Set([...part.children].filter((old) => old.open).map((old) => old.dataset.id));
  const fresh = items.map((item) => fill(template, item));
  fresh.filter((one) => unfolded.has(one.dataset.id)).forEach((one) => { one.open = true; });
  part.replaceChildren(template, ...fresh);
}
