// Forms with files: the size is checked before anything is sent, and the page stays until the server has taken it,
// so that a lost signal costs nobody their recording. <form data-files data-failed="…" data-again="…">
import { announcer } from "./announce.js";

export class FileForm {
  constructor(form, { say = announcer() } = {}) {
    this.form = form;
    this.say = say;
    this.button = form.querySelector("button[type=submit]:not([name])") ?? form.querySelector("button[type=submit]");
    const id = form.elements.namedItem("client_id");
    if (id && !id.value) id.value = crypto.randomUUID?.() ?? "";
    const files = [...form.querySelectorAll("input[type=file]")];
    for (const name of ["change", "fgc:file"]) {
      form.addEventListener(name, (event) => { if (files.includes(event.target)) { this.weigh(event.target); beside(event.target); } });
    }
    files.forEach(beside);
    form.addEventListener("submit", (event) => this.submit(event));
  }

  /** True when the file is not too big; otherwise it is said beside the field. */
  weigh(input) {
    const fits = [...input.files].every((file) => file.size <= Number(input.dataset.most));
    mark(this.form, input.name, fits ? "" : input.dataset.tooBig);
    return fits;
  }

  submit(event) {
    const full = [...this.form.querySelectorAll("input[type=file]")].filter((input) => input.files.length);
    if (event.defaultPrevented || event.submitter?.name || !full.length) return;
    event.preventDefault();
    if (this.sending) return;
    const heavy = full.find((input) => !this.weigh(input));
    if (heavy) { heavy.focus(); this.say.soft(heavy.dataset.tooBig, { about: "me", key: "file" }); return; }
    this.send();
  }

  async send() {
    this.sending = true;
    this.wait(true);
    try {
      const answer = await fetch(this.form.action, {
        method: "POST", body: new FormData(this.form), credentials: "same-origin", headers: { Accept: "application/json" },
      });
      const data = await answer.json();
      if (answer.ok && /^\/(?!\/)/.test(data.to)) { leave(data.to); return; }
      this.refused(data);
    } catch {
      this.failed("");
    }
    this.sending = false;
  }

  refused({ errors = {}, reason = "" }) {
    for (const one of this.form.elements) if (one.name) mark(this.form, one.name, errors[one.name] ?? "");
    const first = [...this.form.elements].find((one) => one.name && errors[one.name]);
    if (!first) { this.failed(reason || Object.values(errors)[0]); return; }
    this.wait(false);
    const fold = first.closest("details");
    if (fold) fold.open = true;
    first.focus();
    this.say.soft(errors[first.name], { about: "me", key: "file" });
  }

  failed(reason) {
    this.wait(false);
    const words = reason || this.form.dataset.failed;
    const line = this.form.querySelector("[data-send-failed]") ?? document.createElement("p");
    line.className = "govuk-error-message";
    line.dataset.sendFailed = "";
    line.textContent = words;
    this.button.before(line);
    if (this.button.childElementCount === 0) this.button.textContent = this.form.dataset.again;
    this.say.soft(words, { about: "me", key: "file" });
    this.button.focus();
  }

  wait(on) {
    if (on) this.words = this.button.textContent;
    if (this.button.dataset.waiting) this.button.textContent = on ? this.button.dataset.waiting : this.words;
    this.button.toggleAttribute("aria-disabled", on);
    if (on) this.form.querySelector("[data-send-failed]")?.remove();
  }
}

/** The box for words that say the same is shown once there is a file to say it of, or words are in it. */
function beside(input) {
  const box = input.closest(".file-in").querySelector("[data-beside]");
  const kept = input.closest(".file-in").querySelector("figure img[src], figure audio[src]");
  box.hidden = !input.files.length && !kept && !box.querySelector("textarea").value;
}

/** The words of one mistake, above its field; for a choice, above the first. "" takes them away. */
function mark(form, name, text) {
  const field = [...form.elements].find((one) => one.name === name);
  if (!field) return;
  const id = `${field.id}-said`;
  document.getElementById(id)?.remove();
  field.removeAttribute("aria-invalid");
  if (!text) return;
  const message = document.createElement("p");
  message.className = "govuk-error-message";
  message.id = id;
  message.textContent = text;
  (field.type === "radio" ? field.closest(".choice, .faces, .answers") ?? field.parentElement : field).before(message);
  field.setAttribute("aria-invalid", "true");
}

/** Go on; a place on this very page needs loading anew to show what is new there. */
function leave(to) {
  const there = new URL(to, window.location.href);
  const here = there.pathname === window.location.pathname && there.search === window.location.search;
  window.location.assign(there);
  if (here) window.location.reload();
}
