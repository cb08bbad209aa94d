// Bigger words and stronger colours for as long as this tab is open. Kept in the tab only, so that a shared phone keeps nothing.

const KEY = "text";
const STRONG = "contrast";

export function restoreTextSize(doc) {
  const stored = read(KEY);
  if (stored) doc.documentElement.dataset.text = stored;
  if (read(STRONG)) doc.documentElement.dataset.contrast = "more";
}

export function startTextSize(doc) {
  const root = doc.documentElement;
  const box = doc.querySelector("[data-text-size]");
  if (!box) return;
  box.closest("[data-tools]")?.removeAttribute("hidden");
  box.hidden = false;
  const mark = () => box.querySelectorAll("[data-size]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.size === (root.dataset.text ?? "normal")));
  });
  box.addEventListener("click", (event) => {
    const size = event.target.closest("button")?.dataset.size;
    if (!size) return;
    root.dataset.text = size;
    keep(KEY, size);
    mark();
  });
  mark();
  startContrast(root, box.querySelector("[data-strong]"));
}

function startContrast(root, button) {
  if (!button) return;
  const mark = () => button.setAttribute("aria-pressed", String(root.dataset.contrast === "more"));
  button.addEventListener("click", () => {
    const strong = root.dataset.contrast !== "more";
    if (strong) root.dataset.contrast = "more";
    else delete root.dataset.contrast;
    keep(STRONG, strong ? "more" : "");
    mark();
  });
  mark();
}

function keep(key, value) {
  try { sessionStorage.setItem(key, value); } catch { /* storage is switched off: it lasts for this page */ }
}

function read(key) {
  try { return sessionStorage.getItem(key); } catch { return null; }
}
