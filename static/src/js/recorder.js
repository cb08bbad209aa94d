// Records up to a minute of somebody's voice into a file field: record, listen, delete, record again, all before
// anything is sent. Nothing is kept on the phone: it lives in this page and goes with it. Where the browser cannot
// record, the file field alone does the work. Words come from the page.
import { announcer, plural } from "./announce.js";

const FORMATS = [["audio/webm;codecs=opus", "webm"], ["audio/mp4", "m4a"], ["audio/ogg;codecs=opus", "ogg"]];
const SPEECH = 32_000;
const TELL_AT = 10;

export class Recorder {
  constructor(box, { say = announcer() } = {}) {
    this.say = say;
    this.input = box.querySelector("input[type=file]");
    this.part = box.querySelector("[data-recorder]");
    this.most = Number(box.dataset.seconds);
    [this.format, this.ending] = FORMATS.find(([format]) => window.MediaRecorder?.isTypeSupported(format)) ?? [];
    if (!this.part || !this.format || !navigator.mediaDevices?.getUserMedia || typeof DataTransfer !== "function") return;
    const find = (name) => this.part.querySelector(`[data-${name}]`);
    [this.start, this.end, this.bin, this.state, this.heard] = ["record", "stop", "delete", "state", "heard"].map(find);
    this.start.addEventListener("click", () => this.record());
    this.end.addEventListener("click", () => this.stop());
    this.bin.addEventListener("click", () => { this.drop(); this.tell(this.part.dataset.gone); this.start.focus(); });
    this.input.addEventListener("change", () => this.forget());
    window.addEventListener("pagehide", () => { this.unwanted = true; this.stop(); this.forget(); });
    this.input.removeAttribute("capture");
    this.part.hidden = false;
  }

  async record() {
    if (this.asked) return;
    this.asked = true;
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.tell(this.part.dataset.cannot);
      this.asked = false;
      return;
    }
    this.drop();
    this.unwanted = false;
    const pieces = [];
    this.tape = new MediaRecorder(stream, { mimeType: this.format, audioBitsPerSecond: SPEECH });
    this.tape.addEventListener("dataavailable", (event) => pieces.push(event.data));
    this.tape.addEventListener("stop", () => {
      stream.getTracks().forEach((track) => track.stop());
      this.keep(pieces);
    });
    this.tape.start();
    this.timers = [
      setTimeout(() => this.tell(plural(this.state, TELL_AT)), (this.most - TELL_AT) * 1000),
      setTimeout(() => this.stop(), this.most * 1000),
    ];
    this.show(true);
    this.tell(this.part.dataset.now);
    this.end.focus();
  }

  stop() {
    this.timers?.forEach(clearTimeout);
    if (this.tape?.state === "recording") this.tape.stop();
  }

  keep(pieces) {
    this.asked = false;
    this.show(false);
    if (this.unwanted) return;
    const type = this.format.split(";")[0];
    const file = new File(pieces, `voice.${this.ending}`, { type });
    const hand = new DataTransfer();
    hand.items.add(file);
    this.input.files = hand.files;
    this.input.dispatchEvent(new Event("fgc:file", { bubbles: true }));
    this.address = URL.createObjectURL(file);
    this.heard.src = this.address;
    this.heard.hidden = this.bin.hidden = false;
    this.start.lastElementChild.textContent = this.start.dataset.again;
    this.tell(this.part.dataset.done);
    this.heard.focus();
  }

  drop() {
    this.input.value = "";
    this.input.dispatchEvent(new Event("fgc:file", { bubbles: true }));
    this.forget();
  }

  /** The page lets go of the recording; what is in the file field is not ours any more. */
  forget() {
    if (!this.address) return;
    URL.revokeObjectURL(this.address);
    this.address = "";
    this.heard.removeAttribute("src");
    this.heard.load();
    this.heard.hidden = this.bin.hidden = true;
  }

  show(recording) {
    this.start.hidden = recording;
    this.end.hidden = !recording;
  }

  tell(words) {
    this.state.textContent = words;
    this.say.soft(words, { about: "me", key: "recorder" });
  }
}
