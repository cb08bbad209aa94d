// First thing in <body>, not deferred: tells the style sheet that scripts run and restores the size of the
// words, so that nothing jumps later. In a file because the content policy allows nothing inline.
import { restoreTextSize } from "./text_size.js";

document.body.classList.add("js-enabled", ...("noModule" in HTMLScriptElement.prototype ? ["govuk-frontend-supported"] : []));
restoreTextSize(document);
