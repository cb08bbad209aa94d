// A page on which somebody waits to be let in: it asks by itself, and goes on when the answer is another page.
// Without scripts the page refreshes itself; here the reader's place and focus stay until something has changed.

const EVERY = 5000;

async function look() {
  try {
    const answer = await fetch(`${location.pathname}?auto=1`, {
      headers: { "X-FGC-Auto": "1" }, credentials: "same-origin", redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || answer.status === 404) { location.reload(); return; }
  } catch {
    // no signal: asked again in a moment
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
