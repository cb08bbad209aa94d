// Two small things that go on while a page is open: a row is held as long as somebody writes in it, and a clock that
// somebody has asked to see shows the time of day.

const HOLD_EVERY = 25_000;
const CLOCK_EVERY = 20_000;

/** <form data-row="id"> with a line [data-held] for “Carol is writing this row.” */
export function holdRow(page, live, say) {
  const form = page.querySelector("form[data-row]");
  let next = 0;
  form?.addEventListener("input", () => {
    if (Date.now() < next) return;
    next = Date.now() + HOLD_EVERY;
    live.ask("row:hold", { row: form.dataset.row }).then(({ words = "" }) => {
      const line = form.querySelector("[data-held]");
      if (!line || line.textContent === words) return;
      line.textContent = words;
      say.soft(words, { about: "me", key: "held" });
    }).catch(() => { next = 0; });
  });
}

/** <time data-clock="Europe/London">; gives back what clearInterval takes. */
export function tick(page) {
  const clock = page.querySelector("[data-clock]");
  if (!clock) return undefined;
  const show = () => {
    clock.textContent = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short", timeZone: clock.dataset.clock }).format(new Date());
  };
  show();
  return setInterval(show, CLOCK_EVERY);
}
