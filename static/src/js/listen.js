// Reads the page aloud, only when somebody asks: the parts marked data-listen, in the order of the page, each in its
// own language. The sentence being read is marked, by a line as well as by colour. It stops when the page is left,
// hidden or covered. Nothing shows while the browser has no voice for the language of the page.
//
// Only voices with `localService` are used. Others send the words to the maker of the browser, and these words are
// for the people named beside them and nobody else, in private family time above all.

const VOICES_WITHIN = 2000;
const SKIP = "[hidden], .say, .who, svg, script, template, button, input, textarea, select, [data-listen-not], details:not([open]) > :not(summary), .govuk-error-message";
const BLOCK = "p, li, h1, h2, h3, h4, dt, dd, legend, label, summary, time, figcaption, td, th, blockquote, [data-listen]";
const MARK = "fgc-listen";

export function startListening(doc, speech = window.speechSynthesis) {
  const bar = doc.querySelector("[data-listen-bar]");
  if (!bar || !doc.querySelector("[data-listen]")) return;
  if (!speech || typeof SpeechSynthesisUtterance === "undefined") { none(bar); return; }
  whenVoices(speech, () => {
    if (voiceFor(speech, doc.documentElement.lang)) new Reader(doc, bar, speech).show();
    else none(bar);
  });
}

function none(bar) {
  bar.hidden = false;
  bar.querySelector("[data-listen-none]").hidden = false;
}

/** Browsers load their list of voices late, and some never say so. */
function whenVoices(speech, then) {
  if (speech.getVoices().length) { then(); return; }
  let done = false;
  const once = () => { if (!done) { done = true; then(); } };
  speech.addEventListener?.("voiceschanged", once, { once: true });
  setTimeout(once, VOICES_WITHIN);
}

function voiceFor(speech, lang) {
  const wanted = (lang || "en").toLowerCase();
  const fits = speech.getVoices().filter((voice) => voice.localService && short(voice.lang) === short(wanted));
  return fits.find((voice) => voice.lang.toLowerCase().replace("_", "-") === wanted) ?? fits.find((voice) => voice.default) ?? fits[0];
}

const short = (lang) => lang.toLowerCase().split(/[-_]/)[0];

class Reader {
  constructor(doc, bar, speech) {
    this.doc = doc;
    this.bar = bar;
    this.speech = speech;
    this.go = bar.querySelector("[data-listen-go]");
    this.end = bar.querySelector("[data-listen-stop]");
    this.at = -1;
    this.sentences = [];
  }

  show() {
    this.bar.hidden = false;
    this.bar.querySelector("[data-listen-acts]").hidden = false;
    this.go.addEventListener("click", () => this.press());
    this.end.addEventListener("click", () => { this.stop(); this.go.focus(); });
    this.doc.addEventListener("keydown", (event) => { if (event.key === "Escape" && this.at >= 0) this.stop(); });
    this.doc.addEventListener("visibilitychange", () => { if (this.doc.hidden) this.stop(); });
    this.doc.addEventListener("submit", () => this.stop(), true);
    ["pagehide", "beforeunload"].forEach((name) => window.addEventListener(name, () => this.stop()));
    this.paint("start");
  }

  press() {
    if (this.speaking) { this.rest(); return; }
    if (this.at < 0) {
      this.sentences = sentencesOf(this.doc);
      this.at = 0;
      this.left = false;
    }
    this.speech.cancel();
    this.say();
  }

  /** Pausing ends the sentence and remembers it: what browsers call pause does nothing on many phones. */
  rest() {
    this.quiet();
    this.paint("on");
  }

  stop() {
    this.quiet();
    this.at = -1;
    this.mark(null);
    this.paint("start");
  }

  quiet() {
    this.turn = {};
    this.speaking = false;
    this.speech.cancel();
  }

  say() {
    const sentence = this.next();
    if (!sentence) { this.stop(); return; }
    const turn = this.turn = {};
    const words = new SpeechSynthesisUtterance(sentence.text);
    words.voice = sentence.voice;
    words.lang = sentence.voice.lang;
    words.onend = words.onerror = () => {
      if (this.turn !== turn) return;
      this.at += 1;
      this.say();
    };
    this.speaking = true;
    this.mark(sentence);
    this.paint("pause");
    this.words = words; // some browsers forget the end of words that nobody holds
    this.speech.speak(words);
  }

  /** The sentence to read now. Gone ones, and languages without a voice, are passed over; the latter is said on the page. */
  next() {
    for (; this.at < this.sentences.length; this.at += 1) {
      const sentence = this.sentences[this.at];
      if (!sentence.block.isConnected) continue;
      sentence.voice = voiceFor(this.speech, sentence.lang);
      if (sentence.voice) return sentence;
      this.bar.querySelector("[data-listen-part]").hidden = false;
    }
    return null;
  }

  mark(sentence) {
    this.doc.querySelectorAll("[data-listen-now]").forEach((block) => block.removeAttribute("data-listen-now"));
    CSS.highlights?.delete(MARK);
    if (!sentence) return;
    sentence.block.setAttribute("data-listen-now", "");
    if (CSS.highlights && window.Highlight) CSS.highlights.set(MARK, new window.Highlight(sentence.range));
    const box = sentence.range.getBoundingClientRect();
    if (box.bottom > window.innerHeight * 0.8 || box.top < window.innerHeight * 0.15) sentence.block.scrollIntoView({ block: "center" });
  }

  paint(state) {
    this.bar.dataset.listenBar = state;
    this.go.querySelector("[data-listen-words]").textContent = this.go.dataset[state];
    this.end.hidden = state === "start";
  }
}

/** Every sentence of the marked parts: its words, its place in the page, its language. */
function sentencesOf(doc) {
  return blocksOf(doc).flatMap(({ block, nodes }) => {
    const text = nodes.map((node) => node.data).join("");
    const lang = langOf(nodes[0].parentElement);
    return cut(text, lang).map(({ from, to }) => ({ block, lang, text: text.slice(from, to).replace(/\s+/g, " ").trim(), range: rangeOf(nodes, from, to) }));
  }).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence.text));
}

/** Text that is read in one breath: the words of one paragraph, list item, heading …, and of one language. */
function blocksOf(doc) {
  const blocks = [];
  doc.querySelectorAll("[data-listen]").forEach((part) => {
    if (part.parentElement.closest("[data-listen]")) return;
    const walker = doc.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() && !blocks.length) continue;
      if (parent.closest(SKIP) || parent.checkVisibility?.() === false) continue;
      const block = parent.closest(BLOCK);
      const lang = langOf(parent);
      const last = blocks.at(-1);
      if (last?.block === block && last.lang === lang) last.nodes.push(node);
      else if (node.data.trim()) blocks.push({ block, lang, nodes: [node] });
    }
  });
  return blocks;
}

/** The language of words; what nobody knows is read as the page is. */
function langOf(element) {
  return element.closest("[lang]")?.lang || document.documentElement.lang;
}

function cut(text, lang) {
  if (window.Intl?.Segmenter) {
    return [...new Intl.Segmenter(lang || "en", { granularity: "sentence" }).segment(text)]
      .map(({ index, segment }) => ({ from: index, to: index + segment.length }));
  }
  return [...text.matchAll(/[^.!?…؟۔]+[.!?…؟۔]*\s*/g)].map((found) => ({ from: found.index, to: found.index + found[0].length }));
}

function rangeOf(nodes, from, to) {
  const range = new Range();
  let passed = 0;
  for (const node of nodes) {
    const start = passed;
    passed += node.data.length;
    if (start <= from && from < passed) range.setStart(node, from - start);
    if (start < to && to <= passed) range.setEnd(node, to - start);
  }
  return range;
}

startListening(document);
