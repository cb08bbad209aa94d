// Every page loads this. Each line starts one small thing; none of them is needed to read or to answer.
import { ErrorSummary, SkipLink, createAll } from "govuk-frontend";
import { announcer } from "./announce.js";
import { startComposer } from "./composer.js";
import { startCopy } from "./copy.js";
import { startForms } from "./forms.js";
import { startHiding } from "./hide.js";
import { startIdle } from "./idle.js";
import { startLeaving } from "./leave.js";
import { startOffline } from "./offline.js";
import { startReveals } from "./reveal.js";
import { startTextSize } from "./text_size.js";

const say = announcer();
startLeaving(document);
startHiding(document);
startForms(document);
startComposer(document, say);
startCopy(document, say);
startOffline(document, say);
startIdle(document, say);
startReveals(document);
startTextSize(document);
for (const Part of [ErrorSummary, SkipLink]) createAll(Part);
