// Speaks to screen readers through the two live regions that every page has from the start:
// #say-soft (role=status) and #say-now (role=alert). Rules: at most one soft message in five seconds, what
// gathers meanwhile is joined, nothing soft while the person types (two quiet seconds first), and the
// person's own setting (data-tell on <body>) decides what is said at all.

const EVERY = 5000;
const QUIET = 2000;
const ALLOWED = {
  everything: new Set(["all", "me", "stage"]),
  mine: new Set(["me", "stage"]),
  stages: new Set(["stage"]),
};

let shared;

/** The one announcer of this page. */
export function announcer() {
  shared ??= new Announcer(document);
  return shared;
}

export class Announcer {
  constructor(doc, { now = () => Date.now() } = {}) {
    this.softBox = doc.getElementById("say-soft");
    this.nowBox = doc.getElementById("say-now");
    this.allowed = ALLOWED[doc.body.dataset.tell] ?? ALLOWED.everything;
    this.clock = now;
    this.waiting = new Map();
    this.said = new Map();
    this.lastSoft = -EVERY;
    this.lastKey = -QUIET;
    doc.addEventListener("input", () => { this.lastKey = this.clock(); }, { passive: true });
  }

  /**
   * Say something when there is a pause. `about` is "all", "me" or "stage". A later message with the same
   * `key` replaces the earlier one that has not been said yet (“2 new notes” becomes “3 new notes”). `every`: so many
   * milliseconds between two messages of this key.
   */
  soft(text, { about = "all", key = text, every = 0 } = {}) {
    if (!text || !this.softBox || !this.allowed.has(about)) return;
    this.waiting.set(key, { text, every });
    this.schedule();
  }

  /** It is not true any more, or it was seen: do not say it. */
  drop(key) {
    this.waiting.delete(key);
  }

  /**
   * Interrupt. Only for: stage change, being let in or moved, connection lost for over ten seconds, session
   * about to end. These are never filtered out.
   */
  now(text) {
    if (text && this.nowBox) speak(this.nowBox, text);
  }

  schedule() {
    if (this.timer || !this.waiting.size) return;
    const time = this.clock();
    const first = Math.min(...[...this.waiting].map(([key, one]) => this.since(key, one)));
    const wait = Math.max(this.lastSoft + EVERY - time, this.lastKey + QUIET - time, first - time, 0);
    this.timer = setTimeout(() => { this.timer = undefined; this.flush(); }, wait);
  }

  /** From when on a message may be said, for itself. */
  since(key, { every }) {
    return (this.said.get(key) ?? -every) + every;
  }

  flush() {
    const time = this.clock();
    const ripe = [...this.waiting].filter(([key, one]) => this.since(key, one) <= time);
    if (!ripe.length || time < this.lastKey + QUIET || time < this.lastSoft + EVERY) { this.schedule(); return; }
    speak(this.softBox, ripe.map(([, { text }]) => (/[.!?؟۔…]$/.test(text) ? text : `${text}.`)).join(" "));
    for (const [key] of ripe) {
      this.waiting.delete(key);
      this.said.set(key, time);
    }
    this.lastSoft = time;
    this.schedule();
  }
}

/** Emptying first makes the same words heard twice when they are said twice. */
function speak(box, text) {
  box.textContent = "";
  setTimeout(() => { box.textContent = text; }, 50);
}

/** True while the person has typed within the last two seconds. */
export function isTyping() {
  const it = announcer();
  return it.clock() < it.lastKey + QUIET;
}

/**
 * The right words for a number. The server renders one form for each plural category of the language as
 * data-one, data-two, data-few, data-many, data-other, with {n} for the number (macro `plural_attrs`); `name` is the
 * first part where an element has several such sentences (data-say-one …).
 */
export function plural(element, n, name = "") {
  const rule = new Intl.PluralRules(document.documentElement.lang || "en").select(n);
  const field = (form) => (name ? `${name}${form[0].toUpperCase()}${form.slice(1)}` : form);
  const words = element.dataset[field(rule)] ?? element.dataset[field("other")] ?? "";
  return words.replace("{n}", new Intl.NumberFormat(document.documentElement.lang || "en").format(n));
}
