// Parts of a page that the server draws again: <section data-fragment="/c/…/people" data-on="hand:changed …">.
// When one of the named events comes the part is fetched and put in place, unless the person is in it: then it
// waits until they leave it. HTML from our own server is parsed, its nodes are put in; its scripts do not run.
//
//   data-calm              somebody reads here (the plan, the answers): while it is in view only its data-fresh slots
//                          change; the rest waits behind “Changed just now – show the change”, the button after it
//   data-fresh="key"       a small slot whose new words take the place of the old ones
//   data-say="key"         what is said when it is there anew: its text, or data-says; data-about (all, me, stage),
//                          data-loud (interrupts), data-every (milliseconds between two)
import { announcer } from "./announce.js";
import { inView } from "./log.js";

const SOON = 120;

export class Fragments {
  constructor(root, { fetcher = (...args) => fetch(...args), say = announcer() } = {}) {
    this.root = root;
    this.fetcher = fetcher;
    this.say = say;
    this.timers = new Map();
    this.held = new Map();
    this.said = new Map();
    this.all().forEach((part) => this.listen(part));
    root.addEventListener("focusout", () => setTimeout(() => this.late(), 0));
    root.addEventListener("click", (event) => {
      const bar = event.target.closest?.("[data-calm-bar]");
      if (bar) this.show(bar);
    });
  }

  /** What stands there when the page comes is not news. */
  listen(part) {
    part.querySelectorAll("[data-say]").forEach((one) => this.said.set(one.dataset.say, words(one)));
  }

  all() {
    return [...this.root.querySelectorAll("[data-fragment]")];
  }

  /** Refresh the parts that name this event. */
  heard(name) {
    this.all().filter((part) => (part.dataset.on ?? "").split(" ").includes(name)).forEach((part) => this.soon(part));
  }

  everything() {
    this.all().forEach((part) => this.soon(part));
  }

  /** After something was done here: the part itself at once, with the focus where it was; then the others. */
  async after(form) {
    const part = form.closest("[data-fragment]");
    if (part) await this.refresh(part, { mine: true }).catch(() => {});
    this.all().filter((other) => other !== part).forEach((other) => this.soon(other));
  }

  /** The page is being left: nothing is asked for any more. */
  stop() {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.timers.clear();
    this.stopped = true;
  }

  /** Several events at once make one fetch; a little chance keeps a whole meeting from asking in the same moment. */
  soon(part) {
    if (this.stopped || this.timers.has(part)) return;
    const wait = SOON + Math.random() * SOON;
    this.timers.set(part, setTimeout(() => { this.timers.delete(part); this.refresh(part).catch(() => {}); }, wait));
  }

  async refresh(part, { mine = false } = {}) {
    const calm = "calm" in part.dataset;
    if (!mine && !calm && inUse(part)) { part.dataset.stale = "yes"; return; }
    const answer = await this.fetcher(part.dataset.fragment, {
      headers: { "X-FGC-Auto": "1" }, credentials: "same-origin", redirect: "error",
    });
    if (!answer.ok || this.stopped) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    this.tell(part, fresh);
    if (!mine && calm && (inUse(part) || inView(part))) { this.hold(part, fresh); return; }
    if (!mine && inUse(part)) { part.dataset.stale = "yes"; return; }
    this.put(part, fresh);
  }

  put(part, fresh) {
    delete part.dataset.stale;
    this.held.delete(part);
    bar(part, true);
    const had = part.contains(document.activeElement) ? document.activeElement : null;
    const where = had?.closest("form")?.getAttribute("action");
    part.replaceChildren(...fresh.childNodes);
    if (!had || had === part) return;
    const again = where && part.querySelector(`form[action="${CSS.escape(where)}"] button`);
    if (!again) part.tabIndex = -1;
    (again ?? part).focus({ preventScroll: true });
  }

  /** Change the small slots; keep the rest until it is asked for. */
  hold(part, fresh) {
    part.querySelectorAll("[data-fresh]").forEach((slot) => {
      const next = fresh.querySelector(`[data-fresh="${CSS.escape(slot.dataset.fresh)}"]`);
      if (next && !next.isEqualNode(slot) && !inUse(slot)) slot.replaceChildren(...next.cloneNode(true).childNodes);
    });
    const same = settled(part) === settled(fresh);
    if (same) this.held.delete(part);
    else this.held.set(part, fresh);
    bar(part, same);
  }

  /** “Show the change”. */
  show(button) {
    const part = button.previousElementSibling;
    const fresh = this.held.get(part);
    if (!fresh) return;
    this.put(part, fresh);
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  }

  /** Say what is news in this part. */
  tell(part, fresh) {
    fresh.querySelectorAll("[data-say]").forEach((one) => {
      const { say: key, about, every, loud } = one.dataset;
      const text = words(one);
      if (this.said.get(key) === text) return;
      this.said.set(key, text);
      if (loud === undefined) this.say.soft(text, { about, key, every: Number(every) || 0 });
      else this.say.now(text);
    });
    part.querySelectorAll("[data-say]").forEach((one) => {
      if (!fresh.querySelector(`[data-say="${CSS.escape(one.dataset.say)}"]`)) this.said.delete(one.dataset.say);
    });
  }

  late() {
    this.all().filter((part) => part.dataset.stale && !inUse(part)).forEach((part) => this.soon(part));
  }
}

/** Somebody is in this part: something in it has the focus, or words that were typed and not sent. */
export function inUse(part) {
  if (part !== document.activeElement && part.contains(document.activeElement)) return true;
  return [...part.querySelectorAll("textarea, input[type=text], input[type=search]")].some((box) => box.value !== box.defaultValue);
}

function words(one) {
  return (one.dataset.says ?? one.textContent).trim().replace(/\s+/g, " ");
}

/** The button “show the change” behind a calm part. */
function bar(part, hidden) {
  const button = part.nextElementSibling;
  if (button?.matches("[data-calm-bar]")) button.hidden = hidden;
}

/** How a part reads without its slots. */
function settled(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("[data-fresh]").forEach((slot) => slot.replaceChildren());
  const writer = new XMLSerializer();
  return [...copy.childNodes].map((node) => writer.serializeToString(node)).join("").replace(/\s+/g, " ").trim();
}
