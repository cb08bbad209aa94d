// Forms: a second press does not send twice, words typed are never thrown away, boxes grow with the words.

const AGAIN_AFTER = 10_000;

export function startForms(doc) {
  doc.addEventListener("submit", onSubmit);
  window.addEventListener("pageshow", () => doc.querySelectorAll("form[data-sent]").forEach(release));
  doc.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  doc.addEventListener("input", (event) => { if (event.target.matches?.("textarea")) grow(event.target); });
  doc.querySelectorAll("textarea").forEach(grow);
}

/** The button stays in the form (its name and value must be sent), says what it is doing, and is not disabled. */
function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (navigator.onLine === false) { event.preventDefault(); form.dispatchEvent(new CustomEvent("fgc:offline", { bubbles: true })); return; }
  form.dataset.sent = "yes";
  const button = event.submitter ?? form.querySelector("button:not([type=button])");
  if (button?.dataset.waiting) {
    button.dataset.words = button.textContent;
    button.textContent = button.dataset.waiting;
    button.setAttribute("aria-disabled", "true");
  }
  setTimeout(() => release(form), AGAIN_AFTER);
}

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("button[data-words]").forEach((button) => {
    button.textContent = button.dataset.words;
    button.removeAttribute("aria-disabled");
    delete button.dataset.words;
  });
}

/** Where the browser has field-sizing the style sheet does this; otherwise set the height by hand. */
function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 4}px`;
}
