// The worker's first page: what needs them now comes by itself. A sign without words says that somebody pressed for
// help in one of their cases; the part is then asked for anew. Without a connection it is asked for now and then.
import { io } from "socket.io-client";
import { announcer } from "./announce.js";
import { Fragments } from "./fragments.js";

const SIGN = "help:pressed";
const ROUND = 10_000;

function startToday(box) {
  const parts = new Fragments(box);
  const say = announcer();
  const socket = io({ path: "/socket.io/", transports: ["websocket"], auth: { csrf: box.dataset.csrf }, reconnectionDelayMax: 8000 });
  let first = true;
  socket.on("connect", () => { if (!first) parts.everything(); first = false; });
  socket.on(SIGN, () => { parts.heard(SIGN); say.soft(box.dataset.say, { about: "me", key: SIGN }); });
  setInterval(() => { if (!socket.connected && !document.hidden) parts.everything(); }, ROUND);
  window.addEventListener("pagehide", () => { parts.stop(); socket.disconnect(); });
}

const box = document.querySelector("[data-today]");
if (box) startToday(box);
