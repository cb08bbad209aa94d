// A list of notes that others add to while someone reads it. New notes wait behind a bar (“2 new notes –
// show”) whose place is kept free, so that nothing moves under the reader; pressing it puts them in their place by
// number and takes the reader to the first. New words for a note that is in view wait there too (“Changed just now –
// show the change”); words that were taken back go at once. The same note twice is shown once. Your own note goes in
// at once.
//
//   const log = openLog(document.querySelector("[data-log]"));
//   log.add(card);              from the socket or from /since, in any order
//   log.add(card, {mine: true}) after your own was acknowledged
//   log.change(card)            corrected or withdrawn words
//   log.remove(id)              gone for good; add() does it for cards of kind "gone"
//   log.last                    the highest number known, for “what came after”
import { announcer, plural } from "./announce.js";
import { fill, refill } from "./fill.js";

export function openLog(root, options) {
  return new Log(root, options);
}

export class Log {
  constructor(root, { say = announcer() } = {}) {
    this.root = root;
    this.list = root.querySelector("[data-log-list]");
    this.templates = [...root.querySelectorAll("template[data-log-item]")];
    this.bar = root.querySelector("[data-log-bar]");
    this.empty = root.querySelector("[data-log-empty]");
    this.newestFirst = root.dataset.order === "newest";
    this.say = say;
    this.pending = new Map();
    this.changed = new Map();
    this.last = Math.max(0, ...this.items().map(number));
    this.bar?.addEventListener("click", (event) => { event.preventDefault(); this.show(); });
  }

  /** True when the card was new. */
  add(card, { mine = false } = {}) {
    this.last = Math.max(this.last, card.seq);
    if (card.kind === "gone") { this.remove(card.id); return false; }
    if (this.find(card.id)) return false;
    if (mine) { this.pending.delete(card.id); this.place(card); return true; }
    if (this.pending.has(card.id)) return false;
    this.pending.set(card.id, card);
    this.tell();
    return true;
  }

  /** New words for a note that is already shown, or still waiting. */
  change(card) {
    if (this.pending.has(card.id)) { this.pending.set(card.id, card); return; }
    const item = this.find(card.id);
    if (!item) return;
    if (card.withdrawn || !this.bar || !inView(item)) { this.redraw(card); return; }
    this.changed.set(card.id, card);
    this.tell();
  }

  redraw(card) {
    this.changed.delete(card.id);
    const item = this.find(card.id);
    if (!item) return undefined;
    refill(item, card);
    item.dataset.changed = "yes";
    return item;
  }

  remove(id) {
    this.pending.delete(id);
    this.changed.delete(id);
    this.find(id)?.remove();
    this.paint();
  }

  /** Put what waits in its place (the new notes first, then the changed ones) and take the reader to it. */
  show() {
    const item = this.pending.size ? this.settle() : [...this.changed.values()].map((card) => this.redraw(card))[0];
    this.say.drop(this.key);
    this.paint();
    const note = item?.querySelector("article") ?? item;
    if (!note) return;
    note.tabIndex = -1;
    note.focus();
  }

  settle() {
    const cards = [...this.pending.values()].sort((a, b) => a.seq - b.seq);
    this.pending.clear();
    const placed = cards.map((card) => this.place(card));
    return this.newestFirst ? placed.at(-1) : placed[0];
  }

  place(card) {
    const fits = this.templates.find((one) => one.dataset.logItem === card.circle) ?? this.templates.at(-1);
    const item = fill(fits, card);
    item.dataset.id = card.id;
    item.dataset.seq = card.seq;
    const after = this.items().find((other) => (this.newestFirst ? number(other) < card.seq : number(other) > card.seq));
    this.list.insertBefore(item, after ?? null);
    if (this.empty) this.empty.hidden = true;
    return item;
  }

  tell() {
    if (!this.bar) { this.settle(); return; }
    this.paint();
    const n = this.pending.size;
    this.say.soft(n ? plural(this.bar, n, "say") : this.bar.dataset.saychange, { key: this.key });
  }

  paint() {
    if (!this.bar) return;
    const n = this.pending.size;
    this.bar.hidden = n + this.changed.size === 0;
    (this.bar.querySelector("[data-log-count]") ?? this.bar).textContent = n ? plural(this.bar, n) : this.bar.dataset.change;
  }

  get key() {
    return this.list.id || "log";
  }

  items() {
    return [...this.list.children].filter((item) => item.dataset.id);
  }

  find(id) {
    return this.items().find((item) => item.dataset.id === String(id));
  }
}

/** Somebody may be reading it now. */
export function inView(item) {
  const { top, bottom, height } = item.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < window.innerHeight;
}

function number(item) {
  return Number(item.dataset.seq) || 0;
}
