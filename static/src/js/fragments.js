// Parts of a page that the server draws again: <section data-fragment="/c/…/people" data-on="hand:changed …">.
// When one of the named events comes the part is fetched and put in place, unless the person is in it: then it
// waits until they leave it. HTML from our own server is parsed, never set as innerHTML; its scripts do not run.

const SOON = 120;

export class Fragments {
  constructor(root, { fetcher = (...args) => fetch(...args) } = {}) {
    this.root = root;
    this.fetcher = fetcher;
    this.timers = new Map();
    root.addEventListener("focusout", () => setTimeout(() => this.late(), 0));
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

  async refresh(part) {
    if (inUse(part)) { part.dataset.stale = "yes"; return; }
    const answer = await this.fetcher(part.dataset.fragment, {
      headers: { "X-FGC-Auto": "1" }, credentials: "same-origin", redirect: "error",
    });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (inUse(part)) { part.dataset.stale = "yes"; return; }
    delete part.dataset.stale;
    part.replaceChildren(...fresh.body.childNodes);
  }

  late() {
    this.all().filter((part) => part.dataset.stale && !inUse(part)).forEach((part) => this.soon(part));
  }
}

/** Somebody is in this part: it has the focus, or words that were typed and not sent. */
export function inUse(part) {
  if (part.contains(document.activeElement)) return true;
  return [...part.querySelectorAll("textarea, input[type=text], input[type=search]")].some((box) => box.value !== box.defaultValue);
}
