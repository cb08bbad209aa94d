// Pages whose forms take files.
import { Recorder } from "./recorder.js";
import { FileForm } from "./sending.js";

document.querySelectorAll("[data-voice]").forEach((box) => new Recorder(box));
document.querySelectorAll("form[data-files]").forEach((form) => new FileForm(form));
