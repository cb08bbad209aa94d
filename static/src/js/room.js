// A live page: notes arrive by themselves, parts refresh, the stage changes. Everything here is on top of a page that
// works without it: forms post, links lead on, and “Show what is new” loads the page again.
import { announcer, isTyping } from "./announce.js";
import { Fragments } from "./fragments.js";
import { openLive } from "./live.js";
import { openLog } from "./log.js";
import { Queue } from "./queue.js";

const LOST_AFTER = 10_000;
const PAGE_EVENTS = new Set(["let-in", "seat:changed"]);

export function startRoom(page) {
  const room = new Room(page);
  room.start();
  return room;
}

class Room {
  constructor(page) {
    this.page = page;
    this.say = announcer();
    this.live = openLive(page);
    this.parts = new Fragments(page);
    this.logs = new Map([...page.querySelectorAll("[data-log-circle]")].map((box) => [box.dataset.logCircle, openLog(box.querySelector("[data-log]"))]));
    this.logs.forEach((_log, circle) => { if (!this.live.have.has(circle)) this.live.have.set(circle, 0); });
    this.mine = new Set();
    this.cards = new Map();
    this.queue = new Queue({
      send: (item) => this.send(item), done: (item, ack) => this.sent(ack), refused: (item, ack) => this.giveBack(item, ack),
      box: document.querySelector("[data-unsent]"), own: "ownPhone" in page.dataset, key: `${page.dataset.case}:${page.dataset.member}`,
    });
  }

  start() {
    pageArrived(this.page, this.say);
    this.page.querySelectorAll("form[data-send]").forEach((form) => form.addEventListener("submit", (event) => this.submit(event)));
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
    if (PAGE_EVENTS.has(name)) this.moveOn();
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
    area.focus();
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
    mark(area, Object.values(errors)[0] || words || document.querySelector("[data-room-words]")?.dataset.refused || "");
  }

  line(up) {
    clearTimeout(this.lost);
    if (up && this.out) {
      this.out = false;
      window.dispatchEvent(new Event("online"));
    }
    if (up) { this.queue.flush(); return; }
    this.lost = setTimeout(() => {
      this.out = true;
      document.dispatchEvent(new Event("fgc:offline"));
      this.say.now(document.querySelector("[data-room-words]")?.dataset.lost);
    }, LOST_AFTER);
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
  moveOn() {
    const typed = [...this.page.querySelectorAll("textarea")].some((area) => area.value !== area.defaultValue);
    const bar = document.querySelector("[data-moved]");
    if (!typed && isTyping()) { setTimeout(() => this.moveOn(), 1000); return; }
    if (!bar || !typed) { this.anew(); return; }
    bar.hidden = false;
    this.say.now(bar.textContent.trim());
  }

  stop() {
    this.live.stop();
    this.parts.stop();
  }

  anew() {
    this.stop();
    this.page.replaceChildren();
    rememberMove();
    window.location.reload();
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

function rememberMove() {
  try { sessionStorage.setItem("fgc:moved", "1"); } catch { /* the page is only quieter then */ }
}

/** After a move the new stage is said, and the reader is taken to its heading. */
function pageArrived(page, say) {
  let moved = null;
  try { moved = sessionStorage.getItem("fgc:moved"); sessionStorage.removeItem("fgc:moved"); } catch { /* as above */ }
  if (!moved) return;
  const heading = page.querySelector("h1") ?? document.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
  say.now(document.querySelector(".roof__only") ? `${heading.textContent.trim()}. ${document.querySelector(".roof__only").textContent.trim()}` : heading.textContent.trim());
}

// at the end: classes do not exist above the line that makes them
const main = document.querySelector("main[data-live]");
if (main) startRoom(main);
