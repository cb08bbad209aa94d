// Copy buttons: <button data-copy="#id" data-copied="Copied">. The words copied are those of the element, or
// its value. Hidden until scripts run, because without them the person selects and copies by hand.

export function startCopy(doc, say) {
  doc.querySelectorAll("button[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const from = doc.querySelector(button.dataset.copy);
      if (!from) return;
      await navigator.clipboard.writeText(from.value ?? from.textContent.trim());
      const before = button.textContent;
      button.textContent = button.dataset.copied;
      say.soft(button.dataset.copied, { about: "me" });
      setTimeout(() => { button.textContent = before; }, 4000);
    });
  });
}
