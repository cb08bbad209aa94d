// The strip under the header: shown when the phone loses its connection, or when someone tries to send
// without one. Reading goes on; words typed stay where they are. On somebody's own phone a worker holds one neutral page
// for the time without a connection; everywhere else it is taken away.

const LOOK_EVERY = 10_000;

export function startOffline(doc, say) {
  if ("offlinePage" in doc.body.dataset) { comeBack(); return; }
  const strip = doc.querySelector("[data-offline]");
  holdPage(doc);
  if (!strip) return;
  const show = (gone) => {
    if (strip.hidden !== gone) return;
    strip.hidden = !gone;
    // a live page says it in its own way
    if (!doc.querySelector("main[data-live]")) say.soft(gone ? strip.textContent.trim() : strip.dataset.back, { about: "me", key: "line" });
  };
  window.addEventListener("offline", () => show(true));
  window.addEventListener("online", () => show(false));
  doc.addEventListener("fgc:offline", () => show(true));
  if (navigator.onLine === false) show(true);
}

/** Not every browser has workers, and some people switch them off: the page is only less kind then. */
function holdPage(doc) {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const held = doc.body.hasAttribute("data-own") ? workers.register(`/sw.js?l=${doc.documentElement.lang}`) : letGo();
  Promise.resolve(held).catch(() => {});
}

/** The page for “no connection” stands under the address somebody wanted: try that again when there is a way. */
function comeBack() {
  if (window.location.pathname === "/offline") return;
  window.addEventListener("online", () => window.location.reload());
  setInterval(async () => {
    const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => undefined);
    if (answer?.ok) window.location.reload();
  }, LOOK_EVERY);
}

/** Take the worker and its page away. */
export async function letGo() {
  const found = (await navigator.serviceWorker?.getRegistrations?.()) ?? [];
  await Promise.all(found.map((one) => one.unregister()));
  if (found.length) await caches.delete("offline");
}
