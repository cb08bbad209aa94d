// Words that somebody has typed and not sent yet, kept on their own phone: <form data-draft="name" data-circle="…">.
// Only where the phone is the person's own (data-own-phone), never words of private time, and for a day at most.
// They come back into an empty box; they go when they were sent, and all at once when somebody leaves the page.

const SOON = 800;
const DAY = 86_400_000;
const NEVER_KEPT = new Set(["private"]);

export class Drafts {
  constructor(page, { storage = window.localStorage } = {}) {
    this.storage = storage;
    this.prefix = `fgc:draft:${page.dataset.case}:${page.dataset.member}:`;
    if (!("ownPhone" in page.dataset)) return;
    this.forms = [...page.querySelectorAll("form[data-draft]")].filter((form) => !NEVER_KEPT.has(form.dataset.circle));
    this.tidy();
    this.forms.forEach((form) => this.follow(form));
  }

  follow(form) {
    this.restore(form);
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.keep(form), SOON);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      const kept = this.read(this.key(form));
      if (kept) this.write(this.key(form), { ...kept, sent: true });
    });
    window.addEventListener("pagehide", () => { if (timer && !form.dataset.sent) this.keep(form); });
  }

  keep(form) {
    const words = Object.fromEntries(boxes(form).filter((box) => box.value !== box.defaultValue).map((box) => [box.name, box.value]));
    if (!Object.keys(words).length) { this.drop(form); return; }
    tell(form, this.write(this.key(form), { at: Date.now(), words }) ? "kept" : "unkept");
  }

  /** The words were sent, or taken out again. */
  drop(form) {
    if (!this.forms) return;
    this.remove(this.key(form));
    tell(form, "");
  }

  /** What the server has given back, or has taken already, is not put in again. */
  restore(form) {
    const kept = this.read(this.key(form));
    if (!kept) return;
    const open = boxes(form).filter((box) => kept.words[box.name] && box.value !== kept.words[box.name]);
    if (!open.length || (kept.sent && open.some((box) => box.defaultValue))) { this.remove(this.key(form)); return; }
    open.filter((box) => !box.value || !kept.sent).forEach((box) => {
      box.value = kept.words[box.name];
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
    tell(form, "kept");
  }

  /** Sent from a page that is behind us, or too old. */
  tidy() {
    const here = new Set(this.forms.map((form) => this.key(form)));
    for (const key of this.keys()) {
      const kept = this.read(key);
      if (!kept || Date.now() - kept.at > DAY || (kept.sent && !here.has(key))) this.remove(key);
    }
  }

  key(form) {
    return this.prefix + form.dataset.draft;
  }

  keys() {
    try {
      return Object.keys(this.storage).filter((key) => key.startsWith(this.prefix));
    } catch {
      return [];
    }
  }

  read(key) {
    try {
      return JSON.parse(this.storage.getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  write(key, value) {
    try {
      this.storage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  remove(key) {
    try { this.storage.removeItem(key); } catch { /* nothing was kept there */ }
  }
}

function boxes(form) {
  return [...form.querySelectorAll("textarea[name], input[type=text][name]")];
}

/** The line under the words that says where they are. */
function tell(form, state) {
  const line = form.querySelector("[data-draft-words]");
  if (line) line.textContent = line.dataset[state] ?? "";
}
