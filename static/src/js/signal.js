// “Your signal” on the page before the meeting: asks the server three times whether it is there and says in words how
// that went. The words stand on the page; without scripts the line stays away.

const GOOD_MS = 1500;
const PATIENCE = 8000;
const TIMES = 3;

const box = document.querySelector("[data-signal]");

/** How long one question and its answer take; throws when there is none in time. */
async function once(url) {
  const began = performance.now();
  const gone = new AbortController();
  const timer = setTimeout(() => gone.abort(), PATIENCE);
  try {
    const answer = await fetch(url, { cache: "no-store", credentials: "omit", signal: gone.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    return performance.now() - began;
  } finally {
    clearTimeout(timer);
  }
}

async function look() {
  const words = box.querySelector("[data-signal-words]");
  words.textContent = box.dataset.looking;
  try {
    const times = [];
    while (times.length < TIMES) times.push(await once(box.dataset.signal));
    words.textContent = times.sort((one, other) => one - other)[1] <= GOOD_MS ? box.dataset.good : box.dataset.slow;
  } catch {
    words.textContent = box.dataset.none;
  }
}

if (box) {
  box.hidden = false;
  box.querySelector("[data-signal-again]").addEventListener("click", look);
  look();
}
