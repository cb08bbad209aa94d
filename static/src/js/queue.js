// Words on their way. Each has an id of its own, so sending again never stores twice; it leaves the queue when
// the server has stored it. What waits longer than a moment is shown and can be deleted. Kept on the
// phone over a reload only where the phone is the person's own (data-own-phone), and never words of private time.

const SHOW_AFTER = 1200;
const AGAIN = 2000;
const NEVER_KEPT = new Set(["private"]);

/** An id for one message. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Queue {
  /**
   * `send(item)` resolves to an ack; `done(item, ack)` and `refused(item, ack)` get the outcome. `own` says that
   * the phone is the person's own; `key` names their place in its storage.
   */
  constructor({ send, done, refused, box, own = false, key = "", storage = window.localStorage }) {
    Object.assign(this, { send, done, refused, box, storage });
    this.key = own && key ? `fgc:unsent:${key}` : "";
    this.items = this.load();
    this.paint();
  }

  /** Put words into the queue and try at once. */
  add(item) {
    this.items.push({ client_id: newId(), since: Date.now(), ...item });
    this.save();
    setTimeout(() => this.paint(), SHOW_AFTER);
    return this.flush();
  }

  drop(id) {
    this.items = this.items.filter((item) => item.client_id !== id);
    this.save();
    this.paint();
  }

  /** Send what waits, in order, one after the other; stop at the first that cannot be sent now. */
  async flush() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    try {
      while (this.items.length) {
        const item = this.items[0];
        const ack = await this.send(item);
        if (!ack?.ok && ["slow", "busy", "failed"].includes(ack?.reason)) { this.later(); return; }
        this.drop(item.client_id);
        if (ack?.ok) this.done(item, ack);
        else this.refused(item, ack ?? {});
      }
    } catch {
      this.later();
    } finally {
      this.busy = false;
      this.paint();
    }
  }

  later() {
    this.timer = setTimeout(() => this.flush(), AGAIN);
  }

  load() {
    try {
      return this.key ? JSON.parse(this.storage.getItem(this.key) ?? "[]") : [];
    } catch {
      return [];
    }
  }

  save() {
    if (!this.key) return;
    const kept = this.items.filter((item) => !NEVER_KEPT.has(item.circle));
    try {
      if (kept.length) this.storage.setItem(this.key, JSON.stringify(kept));
      else this.storage.removeItem(this.key);
    } catch { /* a full or closed storage: the words are still on the page */ }
  }

  /** The visible list of what has not been sent. */
  paint() {
    if (!this.box) return;
    const waiting = this.items.filter((item) => Date.now() - item.since >= SHOW_AFTER);
    const list = this.box.querySelector("[data-unsent-list]");
    const template = this.box.querySelector("template");
    list.replaceChildren(...waiting.map((item) => {
      const line = template.content.firstElementChild.cloneNode(true);
      line.querySelector("[data-field=body]").textContent = item.body;
      line.querySelector("[data-drop]").addEventListener("click", () => this.drop(item.client_id));
      return line;
    }));
    this.box.hidden = waiting.length === 0;
  }
}
