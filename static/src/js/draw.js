// A small pad to draw on, in front of a file field: each line that is finished puts the drawing into the field as a
// PNG. Colours are the page's own. Who cannot draw writes: the box for words stands beside it.

const THICK = 14;

class Pad {
  constructor(box) {
    this.pad = box.querySelector("[data-pad]");
    this.input = box.querySelector("input[type=file]");
    this.paper = this.pad.querySelector("canvas");
    this.brush = this.paper.getContext("2d");
    if (!this.brush || typeof DataTransfer !== "function") return;
    this.fileName = box.dataset.fileName;
    this.lines = [];
    this.pad.hidden = false;
    this.white = getComputedStyle(this.paper).backgroundColor;
    this.paper.addEventListener("pointerdown", (event) => this.begin(event));
    this.paper.addEventListener("pointermove", (event) => this.go(event));
    ["pointerup", "pointercancel"].forEach((name) => this.paper.addEventListener(name, () => this.finish()));
    this.pad.querySelector("[data-undo]").addEventListener("click", () => { this.lines.pop(); this.settle(); });
    this.pad.querySelector("[data-clear]").addEventListener("click", () => { this.lines = []; this.settle(); });
    this.input.addEventListener("change", () => { this.lines = []; this.draw(); });
    this.draw();
  }

  begin(event) {
    if (event.button) return;
    event.preventDefault();
    this.paper.setPointerCapture(event.pointerId);
    const spot = this.pad.querySelector("input:checked").parentElement.querySelector("[data-pen]");
    this.line = { colour: getComputedStyle(spot).backgroundColor, points: [this.place(event)] };
    this.lines.push(this.line);
    this.draw();
  }

  go(event) {
    if (!this.line) return;
    const all = event.getCoalescedEvents?.() ?? [];
    (all.length ? all : [event]).forEach((one) => this.line.points.push(this.place(one)));
    this.stroke(this.line);
  }

  finish() {
    if (!this.line) return;
    this.line = undefined;
    this.settle();
  }

  place(event) {
    const { left, top, width, height } = this.paper.getBoundingClientRect();
    return [((event.clientX - left) * this.paper.width) / width, ((event.clientY - top) * this.paper.height) / height];
  }

  draw() {
    this.brush.fillStyle = this.white;
    this.brush.fillRect(0, 0, this.paper.width, this.paper.height);
    this.lines.forEach((line) => this.stroke(line));
  }

  stroke({ colour, points }) {
    const [first, ...rest] = points;
    this.brush.strokeStyle = colour;
    this.brush.lineWidth = THICK;
    this.brush.lineCap = this.brush.lineJoin = "round";
    this.brush.beginPath();
    this.brush.moveTo(...first);
    (rest.length ? rest : [first]).forEach((point) => this.brush.lineTo(...point));
    this.brush.stroke();
  }

  /** What is on the paper goes into the field; an empty paper is no picture. */
  settle() {
    this.draw();
    if (!this.lines.length) { this.input.value = ""; this.tell(); return; }
    this.paper.toBlob((blob) => {
      const hand = new DataTransfer();
      hand.items.add(new File([blob], this.fileName, { type: "image/png" }));
      this.input.files = hand.files;
      this.tell();
    }, "image/png");
  }

  /** For who follows what the field holds; a plain “change” would say that somebody chose another file. */
  tell() {
    this.input.dispatchEvent(new Event("fgc:file", { bubbles: true }));
  }
}

document.querySelectorAll("[data-draw]").forEach((box) => new Pad(box));
