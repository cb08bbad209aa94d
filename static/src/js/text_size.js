// Bigger words for as long as this tab is open. Kept in the tab only, so that a shared phone keeps nothing.

const KEY = "text";

export function restoreTextSize(doc) {
  const stored = read();
  if (stored) doc.documentElement.dataset.text = stored;
}

export function startTextSize(doc) {
  const root = doc.documentElement;
  const box = doc.querySelector("[data-text-size]");
  if (!box) return;
  box.closest("[data-tools]")?.removeAttribute("hidden");
  box.hidden = false;
  const mark = () => box.querySelectorAll("button").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.size === (root.dataset.text ?? "normal")));
  });
  box.addEventListener("click", (event) => {
    const size = event.target.closest("button")?.dataset.size;
    if (!size) return;
    root.dataset.text = size;
    try { sessionStorage.setItem(KEY, size); } catch { /* storage is switched off: the size lasts for this page */ }
    mark();
  });
  mark();
}

function read() {
  try { return sessionStorage.getItem(KEY); } catch { return null; }
}
