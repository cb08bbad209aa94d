// A page left alone closes, to keep it safe. Typing, pressing and scrolling are being there: now and then that is told
// to the server. Before the end it asks “Are you still there?”; the server knows of other tabs and of live meetings, so it
// is asked first. At the end the words typed go along to the page that asks for the PIN, sealed. Nothing is said by beeps.

const AGAIN_S = 300;
const RETRY_S = 30;
const MARGIN_S = 65; // the server notes activity once a minute

export function startIdle(doc, say) {
  const bar = doc.querySelector("form[data-idle]");
  if (bar) new Idle(bar, say).start();
}

class Idle {
  constructor(bar, say) {
    this.bar = bar;
    this.say = say;
    this.doc = bar.ownerDocument;
    this.idle = Number(bar.dataset.idle);
    this.warn = Number(bar.dataset.warn);
    this.told = Date.now();
  }

  start() {
    this.bar.addEventListener("submit", (event) => { event.preventDefault(); this.stay(); });
    for (const name of ["input", "keydown", "pointerdown", "scroll"]) {
      this.doc.addEventListener(name, () => this.here(), { passive: true, capture: true });
    }
    this.doc.addEventListener("visibilitychange", () => { if (!this.doc.hidden) this.look(); });
    this.after(this.idle - this.warn - MARGIN_S);
  }

  after(seconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), Math.max(seconds, 1) * 1000);
  }

  /** Somebody is there: tell it, but not at every key. */
  here() {
    if (this.bar.hidden && Date.now() - this.told > (this.idle * 1000) / 3) this.stay();
  }

  async stay() {
    this.told = Date.now();
    const had = this.bar.contains(this.doc.activeElement);
    this.bar.hidden = true;
    if (had) { const main = this.doc.getElementById("main"); main.tabIndex = -1; main.focus(); }
    try {
      const answer = await fetch(this.bar.action, { method: "POST", body: new URLSearchParams(new FormData(this.bar)), headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.ok) { this.after(this.idle - this.warn - MARGIN_S); return; }
      this.look();
    } catch {
      this.after(RETRY_S);
    }
  }

  async look() {
    const left = await this.ask();
    if (left === undefined) { this.after(RETRY_S); return; }
    if (left === null) { this.bar.hidden = true; this.after(AGAIN_S); return; }
    if (left <= 0) { this.close(); return; }
    if (left > this.warn) { this.bar.hidden = true; this.after(left - this.warn); return; }
    if (this.bar.hidden) {
      this.bar.hidden = false;
      this.say.now(this.bar.querySelector("[data-idle-words]").textContent.trim());
    }
    this.after(left + 1);
  }

  /** Seconds left, null while a meeting holds the clock, undefined without an answer; 0 when the page is closed. */
  async ask() {
    try {
      const answer = await fetch(this.bar.dataset.left, { headers: { Accept: "application/json", "X-FGC-Auto": "1" }, redirect: "manual" });
      if (answer.ok) return (await answer.json()).left;
      return answer.type === "opaqueredirect" || answer.status === 404 ? 0 : undefined;
    } catch {
      return undefined;
    }
  }

  /** Off to the page that asks for the PIN, with the words of the first form somebody has typed into. */
  close() {
    const typed = [...this.doc.querySelectorAll("form[method=post]")].find((form) => form !== this.bar && hasWords(form));
    this.field("action", typed ? new URL(typed.action).pathname : "");
    this.field("words", typed ? JSON.stringify([...new FormData(typed)].filter(([, text]) => typeof text === "string")) : "");
    this.bar.action = this.bar.dataset.close;
    this.bar.submit();
  }

  field(name, value) {
    const input = this.doc.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    this.bar.append(input);
  }
}

function hasWords(form) {
  return [...form.querySelectorAll("textarea, input[type=text]")].some((field) => field.value.trim() && field.value !== field.defaultValue);
}
