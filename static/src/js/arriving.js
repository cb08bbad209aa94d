// Coming to where the meeting is now: what is remembered over the move, and what is said and focused after it.

export function rememberMove(why) {
  try { sessionStorage.setItem("fgc:moved", why || "moved"); } catch { /* the page is only quieter then */ }
}

/** After a move the new stage is said, and the reader is taken to its heading. */
export function pageArrived(page, say, words) {
  let moved = null;
  try { moved = sessionStorage.getItem("fgc:moved"); sessionStorage.removeItem("fgc:moved"); } catch { /* as above */ }
  if (!moved) return;
  const heading = page.querySelector("h1") ?? document.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
  const said = [moved === "let-in" ? words.dataset.in : "", heading.textContent, document.querySelector(".roof__only")?.textContent];
  say.now([...new Set(said.map((one) => one?.trim()).filter(Boolean).map((one) => (/[.!?؟۔]$/.test(one) ? one : `${one}.`)))].join(" "));
}
