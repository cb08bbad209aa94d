// Questions that only matter after one answer: shown while the radio or box that data-reveals them is chosen.
// Ours instead of govuk-frontend's, which writes aria-expanded on inputs, where the standard does not allow it.

export function startReveals(doc) {
  paint(doc);
  doc.addEventListener("change", (event) => { if (event.target.matches("[type=radio], [type=checkbox]")) paint(event.target.form ?? doc); });
  window.addEventListener("pageshow", () => paint(doc));
}

function paint(within) {
  within.querySelectorAll("[data-reveals]").forEach((input) => {
    const part = document.getElementById(input.dataset.reveals);
    part?.classList.toggle("govuk-radios__conditional--hidden", !input.checked);
    part?.classList.toggle("govuk-checkboxes__conditional--hidden", !input.checked);
  });
}
