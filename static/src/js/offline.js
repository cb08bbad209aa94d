// The strip under the header: shown when the phone loses its connection, or when someone tries to send
// without one. Reading goes on; words typed stay where they are.

export function startOffline(doc, say) {
  const strip = doc.querySelector("[data-offline]");
  if (!strip) return;
  const show = (gone) => {
    if (strip.hidden !== gone) return;
    strip.hidden = !gone;
    say.soft(gone ? strip.textContent.trim() : strip.dataset.back, { about: "me", key: "line" });
  };
  window.addEventListener("offline", () => show(true));
  window.addEventListener("online", () => show(false));
  doc.addEventListener("fgc:offline", () => show(true));
  if (navigator.onLine === false) show(true);
}
