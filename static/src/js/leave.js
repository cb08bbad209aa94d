// Leave this page: cover at once, tell the server to lock the session, put another site in place of this
// history entry. Shift three times within five seconds does the same. Without scripts the form posts and the
// answer moves on by itself, and takes away what the phone kept. It does not claim to clear the browser's history, and the page says so.

import { letGo } from "./offline.js";

const WITHIN = 5000;
const PRACTICE = 1200;

export function startLeaving(doc) {
  const form = doc.querySelector("form[data-leave]");
  if (!form) return;
  form.addEventListener("submit", (event) => { event.preventDefault(); leave(form); });
  watchShift(doc, () => leave(form));
  doc.querySelector("form[data-practise]")?.addEventListener("submit", (event) => { event.preventDefault(); practise(event.target); });
}

/** For practice: covered in the same way, and back a moment later. Nothing is locked. */
function practise(form) {
  const sheet = form.ownerDocument.createElement("div");
  sheet.className = "cover";
  form.ownerDocument.body.append(sheet);
  setTimeout(() => form.submit(), PRACTICE);
}

function leave(form) {
  window.speechSynthesis?.cancel();
  cover(form.ownerDocument);
  try {
    fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true, credentials: "same-origin" })
      .catch(() => {});
  } finally {
    window.location.replace(form.dataset.leave);
  }
}

/** A blank sheet over everything and an innocent title, before anything touches the network. */
function cover(doc) {
  const sheet = doc.createElement("div");
  sheet.className = "cover";
  doc.title = doc.querySelector("form[data-leave]")?.dataset.title ?? "";
  doc.body.replaceChildren(sheet);
  forget();
}

/** Whatever this phone kept of unsent words goes at once, and so does the page for “no connection”. */
function forget() {
  letGo().catch(() => {});
  try {
    window.localStorage.clear();
    window.sessionStorage.clear();
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

/** Three presses of Shift alone; any other key in between starts again. */
function watchShift(doc, then) {
  let presses = [];
  let alone = false;
  doc.addEventListener("keydown", (event) => {
    alone = event.key === "Shift" && !event.repeat;
    if (event.key !== "Shift") presses = [];
  });
  doc.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    const time = Date.now();
    presses = [...presses.filter((at) => time - at < WITHIN), time];
    if (presses.length >= 3) then();
  });
}
