// The composer says one thing in four places: the chosen circle sets the edge, the tint, the button's words
// and what is announced. Without scripts the server has rendered the button for the circle it chose.

export function startComposer(doc, say) {
  doc.querySelectorAll("form[data-composer]").forEach((form) => paint(form));
  doc.addEventListener("change", (event) => {
    if (event.target.dataset?.tells) say.soft(event.target.dataset.tells, { about: "me", key: "tells" });
    const form = event.target.closest?.("form[data-composer]");
    if (form && event.target.matches("[data-see]")) say.soft(paint(form), { about: "me", key: "see" });
  });
}

/** Dress the form for the circle that is chosen and return the words to announce. */
function paint(form) {
  const chosen = form.querySelector("[data-see]:checked");
  if (!chosen) return "";
  form.dataset.edge = chosen.dataset.see;
  const button = form.querySelector("[data-see-button]");
  if (button) button.textContent = chosen.dataset.button;
  return chosen.dataset.say;
}
