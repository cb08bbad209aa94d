// A list of notes that others add to while someone reads it. New notes wait behind a bar (“2 new notes –
// show”), so that nothing moves under the reader; pressing it puts them in their place by number and takes the
// reader to the first. The same note twice is shown once. Your own note goes in at once.
//
//   const log = openLog(document.querySelector("[data-log]"));
//   log.add(card);              from the socket or from /since, in any order
//   log.add(card, {mine: true}) after your own was acknowledged
//   log.change(card)            corrected or withdrawn words
//   log.remove(id)              gone for good; add() does it for cards of kind "gone"
//   log.last                    the highest number known, for “what came after”
import { announcer, isTyping, plural } from "./announce.js";
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
    this.flows = root.dataset.flow === "append";
    this.say = say;
    this.pending = new Map();
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
    if (this.flows && this.atEnd() && !isTyping()) this.settle();
    else this.tell();
    return true;
  }

  /** New words for a note that is already shown, or still waiting. */
  change(card) {
    if (this.pending.has(card.id)) { this.pending.set(card.id, card); return; }
    const item = this.find(card.id);
    if (!item) return;
    refill(item, card);
    item.dataset.changed = "yes";
  }

  remove(id) {
    this.pending.delete(id);
    this.find(id)?.remove();
  }

  /** Put the waiting notes in and take the reader to the first of them. */
  show() {
    const first = this.settle();
    const note = first?.querySelector("article") ?? first;
    if (!note) return;
    note.tabIndex = -1;
    note.focus();
  }

  settle() {
    const cards = [...this.pending.values()].sort((a, b) => a.seq - b.seq);
    this.pending.clear();
    const placed = cards.map((card) => this.place(card));
    if (this.bar) this.bar.hidden = true;
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
    const words = plural(this.bar, this.pending.size);
    (this.bar.querySelector("[data-log-count]") ?? this.bar).textContent = words;
    this.bar.hidden = false;
    this.say.soft(words, { key: this.list.id || "log" });
  }

  items() {
    return [...this.list.children].filter((item) => item.dataset.id);
  }

  find(id) {
    return this.items().find((item) => item.dataset.id === String(id));
  }

  /** The end of the list is in view, so adding below it moves nothing that is being read. */
  atEnd() {
    const end = this.list.getBoundingClientRect().bottom;
    return end <= window.innerHeight + 40 && !this.list.contains(document.activeElement);
  }
}

function number(item) {
  return Number(item.dataset.seq) || 0;
}
