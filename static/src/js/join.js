// The page behind an invitation link, /j#CODE. The code is in the fragment, which browsers never send. It is
// taken out of the address bar before anything else, put into the form's own field, and travels by POST only.

const form = document.querySelector("form[data-join]");

function take() {
  const code = decodeURIComponent(window.location.hash.slice(1)).trim();
  if (window.location.hash) history.replaceState(null, "", window.location.pathname);
  const field = form?.querySelector("[data-join-code]");
  if (!code || !field || form.method !== "post") return;
  field.value = code;
  show("[data-join-ready]", true);
  show("[data-join-typing]", false);
  form.querySelector("[data-join-pin]")?.focus();
}

function show(selector, shown) {
  document.querySelectorAll(selector).forEach((part) => { part.hidden = !shown; });
}

take();
window.addEventListener("hashchange", take);
