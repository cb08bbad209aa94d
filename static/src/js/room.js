// A live page: notes arrive by themselves, parts refresh, the stage changes. Everything here is on top of a page that
// works without it: forms post, links lead on, and “Show what is new” loads the page again.
import { announcer, isTyping, plural } from "./announce.js";
import { pageArrived, rememberMove } from "./arriving.js";
import { Drafts } from "./drafts.js";
import { Fragments } from "./fragments.js";
import { holdRow, tick } from "./holding.js";
import { openLive } from "./live.js";
import { openLog } from "./log.js";
import { Queue } from "./queue.js";

const LOST_AFTER = 10_000;
const RING_AFTER = 60_000;
const PAGE_EVENTS = new Set(["let-in", "seat:changed"]);

export function startRoom(page) {
  const room = new Room(page);
  room.start();
  return room;
}

class Room {
  constructor(page) {
    this.page = page;
    this.words = document.querySelector("[data-room-words]");
    this.say = announcer();
    this.live = openLive(page);
    this.parts = new Fragments(document);
    this.drafts = new Drafts(page);
    this.logs = new Map([...page.querySelectorAll("[data-log-circle]")].map((box) => [box.dataset.logCircle, openLog(box.querySelector("[data-log]"))]));
    this.logs.forEach((_log, circle) => { if (!this.live.have.has(circle)) this.live.have.set(circle, 0); });
    this.mine = new Set();
    this.cards = new Map();
    const box = document.querySelector("[data-unsent]");
    page.querySelector("form[data-send='note:add']")?.after(box);
    this.queue = new Queue({
      send: (item) => this.send(item), done: (item, ack) => this.sent(ack), refused: (item, ack) => this.giveBack(item, ack),
      box, own: "ownPhone" in page.dataset, key: `${page.dataset.case}:${page.dataset.member}`,
    });
  }

  start() {
    pageArrived(this.page, this.say, this.words);
    this.page.querySelectorAll("form[data-send='note:add']").forEach((form) => form.addEventListener("submit", (event) => this.submit(event)));
    document.addEventListener("submit", (event) => this.act(event), true);
    window.addEventListener("offline", () => this.later(true));
    document.addEventListener("fgc:offline", () => this.later(true));
    window.addEventListener("online", () => this.later(false));
    holdRow(this.page, this.live, this.say);
    this.clock = tick(this.page);
    this.live.on("card", (card, name) => this.card(card, name))
      .on("line", (up) => this.line(up))
      .on("again", () => { this.parts.everything(); this.queue.flush(); })
      .on("stage", (stage) => this.stage(stage))
      .on("stage:changed", (data) => this.stage(data.stage))
      .on("door", () => this.door())
      .on("gone", () => this.gone())
      .on("lost", (circle) => (circle ? this.anew() : this.gone()))
      .on("state", (state) => this.state(state))
      .on("case:changed", (data) => { if (data.part === "hold") this.anew(); })
      .on("*", (name) => this.event(name));
    this.live.start();
  }

  event(name) {
    if (PAGE_EVENTS.has(name)) this.moveOn(name);
    else this.parts.heard(name);
  }

  card(card, name) {
    const log = this.logs.get(card.circle);
    if (!log || (card.kind !== "note" && card.kind !== "gone")) return;
    if (name === "note:changed") { log.change(card); return; }
    if (card.kind === "note") this.cards.set(card.id, card);
    if (log.find(card.id)) log.change(card);
    else log.add(card, { mine: this.mine.has(card.id) || card.author_id === this.page.dataset.member });
  }

  submit(event) {
    const form = event.target;
    const area = form.elements.namedItem("body");
    const body = area.value.trim();
    if (event.defaultPrevented || !body) return;
    event.preventDefault();
    const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => !["csrf_token", "client_id"].includes(name)));
    mark(area, "");
    this.queue.add({ ...fields, body, circle: fields.circle || form.dataset.circle, to: new URL(form.action).pathname });
    area.value = area.defaultValue = "";
    area.dispatchEvent(new Event("input", { bubbles: true }));
    this.drafts.drop(form);
    area.focus();
  }

  /** A button that only tells the meeting something: sent without leaving the page, so that nothing typed is lost. */
  async act(event) {
    const form = event.target;
    if (event.defaultPrevented || !("act" in (event.submitter?.closest("[data-act]")?.dataset ?? {}))) return;
    if (navigator.onLine === false || form.dataset.sent) return;
    event.preventDefault();
    form.dataset.sent = "yes";
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin", redirect: "manual",
      });
      if (answer.type !== "opaqueredirect") { this.anew(); return; }
      await this.parts.after(form);
    } catch {
      document.dispatchEvent(new Event("fgc:offline"));
    } finally {
      delete form.dataset.sent;
    }
  }

  /** While there is no line the button says when the words will go. */
  later(out) {
    this.page.querySelectorAll("form[data-send='note:add'] button:not([type=button])").forEach((button) => {
      button.dataset.now ??= button.textContent;
      button.textContent = out ? this.words.dataset.later : button.dataset.now;
      if (!out) delete button.dataset.now;
    });
    const strip = document.querySelector("[data-offline] p");
    if (out && strip && this.words.dataset.offline) strip.textContent = this.words.dataset.offline;
  }

  /** By the socket, or as the form would have done it where there is none. */
  async send({ since: _since, to, ...words }) {
    if (this.live.connected) return this.live.ask("note:add", words);
    const answer = await fetch(to, {
      method: "POST", body: new URLSearchParams(words), credentials: "same-origin", redirect: "manual",
      headers: { Accept: "application/json", "X-CSRF": this.page.dataset.csrf },
    });
    if (answer.ok || answer.type === "opaqueredirect") {
      this.live.pollOnce();
      return { ok: true };
    }
    if (answer.status >= 500 || answer.status === 429) return { ok: false, reason: "busy" };
    return answer.json();
  }

  sent({ id }) {
    if (!id) return;
    this.mine.add(id);
    const card = this.cards.get(id);
    if (card) this.logs.get(card.circle)?.add(card, { mine: true });
  }

  /** It was not taken: the words go back into the box, with the reason beside them. */
  giveBack(item, { errors = {}, words = "" }) {
    const form = this.page.querySelector(`form[data-send][data-circle="${CSS.escape(item.circle)}"]`) ?? this.page.querySelector("form[data-send]");
    const area = form?.elements.namedItem("body");
    if (!area) return;
    area.value = area.value ? `${item.body}\n${area.value}` : item.body;
    mark(area, Object.values(errors)[0] || words || this.words.dataset.refused || "");
  }

  line(up) {
    this.page.dataset.line = up ? "up" : "down";
    if (up) { this.lineBack(); return; }
    if (this.lost) return;
    this.lost = setTimeout(() => {
      this.out = true;
      document.dispatchEvent(new Event("fgc:offline"));
      this.say.now(this.words.dataset.lost);
    }, LOST_AFTER);
    this.ring = setTimeout(() => this.ringIn(true), RING_AFTER);
  }

  lineBack() {
    clearTimeout(this.lost);
    clearTimeout(this.ring);
    this.lost = undefined;
    this.ringIn(false);
    if (!this.out) { this.queue.flush(); return; }
    this.out = false;
    window.dispatchEvent(new Event("online"));
    const before = this.queue.items.length;
    this.queue.flush().then(() => {
      const n = before - this.queue.items.length;
      this.say.soft(n > 0 ? plural(this.words, n, "sent") : this.words.dataset.back, { about: "me", key: "line" });
    });
  }

  ringIn(shown) {
    document.querySelectorAll("[data-ring-in]").forEach((line) => { line.hidden = !shown; });
  }

  state(state) {
    const now = JSON.stringify(state ?? {});
    if (this.last && this.last !== now) {
      const before = JSON.parse(this.last);
      if (before.page !== state.page || before.me !== state.me) this.moveOn();
      else this.parts.everything();
    }
    this.last = now;
  }

  stage(stage) {
    if (stage && stage !== this.page.dataset.stage) this.moveOn();
  }

  /** The door closed. Whoever was at the table sees nothing of it any more, from this moment. */
  door() {
    const outside = this.page.dataset.stage === "private" && this.logs.size === 0;
    if (!outside) { this.anew(); return; }
    this.parts.heard("stage:notice");
  }

  /** Go where the meeting is now; while somebody is writing only say so. */
  moveOn(why = "") {
    const typed = [...this.page.querySelectorAll("textarea, input[type=text]")].some((area) => area.value !== area.defaultValue);
    const bar = document.querySelector("[data-moved]");
    if (!typed && isTyping()) { setTimeout(() => this.moveOn(why), 1000); return; }
    if (!bar || !typed) { this.anew(why); return; }
    if (!bar.hidden) return;
    bar.hidden = false;
    this.say.now(bar.textContent.trim());
  }

  stop() {
    this.live.stop();
    this.parts.stop();
    clearInterval(this.clock);
  }

  anew(why = "") {
    this.stop();
    this.page.replaceChildren();
    rememberMove(why);
    if (this.page.dataset.there) window.location.assign(this.page.dataset.there);
    else window.location.reload();
  }

  gone() {
    if (this.left) return;
    this.left = true;
    this.stop();
    document.body.replaceChildren();
    window.location.replace("/home");
  }
}

/** The words of one mistake, under the box. */
function mark(area, text) {
  const id = `${area.id}-error`;
  document.getElementById(id)?.remove();
  area.removeAttribute("aria-invalid");
  if (!text) return;
  const message = document.createElement("p");
  message.className = "govuk-error-message";
  message.id = id;
  message.textContent = text;
  area.before(message);
  area.setAttribute("aria-invalid", "true");
  area.setAttribute("aria-describedby", id);
}

// at the end: classes do not exist above the line that makes them
const main = document.querySelector("main[data-live]");
if (main) startRoom(main);
