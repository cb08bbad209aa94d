// The live connection of a page: WebSocket first, polling where WebSocket cannot be had, and back again by itself.
//
//   const live = openLive(main);
//   live.on("note:added", (data) => …)   events of this case only; "*" hears (name, data) of all of them
//   live.on("card", (card) => …)         every card, from the socket or caught up, each circle without gaps
//   live.on("line", (up) => …)           connected or not
//   await live.ask("note:add", {…})      the server's ack; throws when there is no connection or no answer in time
//
// Every circle has numbers. A number that is not the next one means something was missed: it is fetched by
// “since”. Heads are asked after each connect, so a phone that was asleep has everything a moment later.
import { io } from "socket.io-client";

const TRIES = 2;
const POLL = 3000;
const SOON = 5000;
const PATIENCE = 8000;
const GAP = 400;

export function openLive(main) {
  return new Live(main);
}

export class Live {
  constructor(main, { connect = io, fetcher = (...args) => fetch(...args) } = {}) {
    this.caseId = main.dataset.case;
    this.csrf = main.dataset.csrf;
    this.since = main.dataset.since;
    this.stateUrl = main.dataset.state;
    this.have = new Map(Object.entries(JSON.parse(main.dataset.heads || "{}")));
    this.fetcher = fetcher;
    this.connect = connect;
    this.handlers = new Map();
    this.failures = 0;
    this.gaps = new Map();
  }

  on(name, handler) {
    this.handlers.set(name, [...(this.handlers.get(name) ?? []), handler]);
    return this;
  }

  start() {
    this.socket = this.connect({
      path: "/socket.io/", transports: ["websocket"], auth: { csrf: this.csrf },
      reconnectionDelay: 500, reconnectionDelayMax: 8000, randomizationFactor: 0.5, timeout: PATIENCE,
    });
    this.socket.on("connect", () => { this.failures = 0; this.stopPolling(); this.tell("line", true); this.catchUp(); });
    this.socket.on("disconnect", () => { this.tell("line", false); this.orPoll(); });
    this.socket.on("connect_error", () => { if (++this.failures >= TRIES) this.startPolling(); });
    this.socket.onAny((name, data = {}) => this.hear(name, data));
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.wake(); });
    window.addEventListener("online", () => this.wake());
    window.addEventListener("pagehide", () => this.stop());
    this.orPoll();
  }

  /** Some networks let a WebSocket open and then say nothing: without a connection soon, ask the other way. */
  orPoll() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => { if (!this.connected) this.startPolling(); }, SOON);
  }

  /** No connection any more, and none wanted. */
  stop() {
    this.stopped = true;
    this.stopPolling();
    this.socket?.disconnect();
  }

  get connected() {
    return Boolean(this.socket?.connected);
  }

  async ask(name, data = {}) {
    if (!this.connected) throw new Error("no line");
    return this.socket.timeout(PATIENCE).emitWithAck(name, { case: this.caseId, ...data });
  }

  /** Something came; what belongs to another case is another page's business. */
  hear(name, data) {
    if (this.stopped || (data.case && data.case !== this.caseId)) return;
    if (name === "resync") { this.catchUp(); return; }
    if (data.circle && data.seq) this.count(data);
    if (data.kind) this.tell("card", data, name);
    this.tell(name, data);
    this.tell("*", name, data);
  }

  tell(name, ...data) {
    (this.handlers.get(name) ?? []).forEach((handler) => handler(...data));
  }

  count({ circle, seq }) {
    if (!this.have.has(circle)) return;
    const have = this.have.get(circle);
    if (seq === have + 1) this.have.set(circle, seq);
    else if (seq > have && !this.gaps.has(circle)) {
      this.gaps.set(circle, setTimeout(() => { this.gaps.delete(circle); this.fill(circle).catch(() => {}); }, GAP));
    }
  }

  /** After a break: how far is each circle, which stage is it, and what did this page miss. */
  async catchUp() {
    try {
      const { ok, stage, heads } = await this.ask("heads");
      if (!ok) { this.tell("lost"); return; }
      this.tell("stage", stage);
      this.tell("again");
      await this.behind(heads);
    } catch { /* the next connect asks again */ }
  }

  async behind(heads) {
    for (const circle of this.have.keys()) {
      if (!(circle in heads)) this.tell("lost", circle);
      else if (heads[circle] > this.have.get(circle)) await this.fill(circle);
    }
  }

  /** Fetch what came after the last number in a row, page by page. */
  async fill(circle) {
    for (let more = true; more;) {
      const after = this.have.get(circle);
      const page = this.connected ? await this.ask("since", { circle, after }) : await this.poll({ circle, after });
      if (!page?.ok) return;
      for (const card of page.cards) {
        this.have.set(circle, Math.max(this.have.get(circle), card.seq));
        this.tell("card", card, "missed");
      }
      more = page.more && page.cards.length > 0;
    }
  }

  startPolling() {
    if (this.polling || this.stopped) return;
    const round = async () => {
      await this.pollOnce();
      if (this.polling) this.polling = setTimeout(round, POLL);
    };
    this.polling = setTimeout(round, 0);
  }

  stopPolling() {
    clearTimeout(this.soon);
    clearTimeout(this.polling);
    this.polling = undefined;
  }

  async pollOnce() {
    try {
      const found = await this.poll({});
      if (!found) return;
      this.tell("line", true);
      this.tell("stage", found.stage);
      await this.behind(found.heads);
      if (this.stateUrl) this.tell("state", await this.json(this.stateUrl));
    } catch {
      this.tell("line", false);
    }
  }

  poll(query) {
    return this.json(query.circle ? `${this.since}?${new URLSearchParams(query)}` : this.since);
  }

  /** JSON from our own server. Signed out, locked or not ours any more: that is “lost”, and undefined. */
  async json(url) {
    const headers = { Accept: "application/json", "X-FGC-Auto": "1" };
    const answer = await this.fetcher(url, { headers, credentials: "same-origin", redirect: "manual" });
    if (answer.ok) return answer.json();
    if (answer.type === "opaqueredirect" || answer.status === 404) { this.tell("lost"); return undefined; }
    throw new Error(String(answer.status));
  }

  wake() {
    if (this.stopped) return;
    if (this.connected) this.catchUp();
    else this.socket?.connect();
  }
}
