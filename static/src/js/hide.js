// Family pages leave nothing behind: going back shows an empty page that reloads (and asks the server who you
// are), and the phone's app switcher shows a blank card.

export function startHiding(doc) {
  if (doc.body.dataset.surface === "work") return;
  window.addEventListener("pagehide", () => { doc.body.replaceChildren(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  doc.addEventListener("visibilitychange", () => { doc.documentElement.toggleAttribute("data-hide", doc.hidden); });
}
