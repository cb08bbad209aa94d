"""Audit entries in words for the timeline. Only ids and facts go in; names are those the viewer may know."""

from flask_babel import gettext as _

from fgc.audit.trail import Entry


def happening(entry: Entry, names: dict[str, str]) -> str:
    """One entry as a sentence without a subject: “opened the case”."""
    whom = names.get(entry.obj, _("somebody"))
    known = {**_about_people(whom), **_about_words(entry), **_about_meeting(entry), **_about_plan(entry)}
    return str(known.get(entry.act, _("did something in the case")))


def _about_people(whom: str) -> dict[str, str]:
    return {
        "case:open": _("opened the case"),
        "case:change": _("changed the case"),
        "case:cancel": _("cancelled the conference"),
        "case:close": _("closed the case"),
        "case:hold": _("changed the legal hold"),
        "case:duty": _("changed the duty contact"),
        "case:shred": _("destroyed the words of this rehearsal"),
        "child:add": _("added a child"),
        "child:change": _("corrected a child's details"),
        "member:add": _("added %(whom)s", whom=whom),
        "member:change": _("corrected details of %(whom)s", whom=whom),
        "member:apart": _("changed whether %(whom)s takes part apart", whom=whom),
        "member:leave": _("%(whom)s left the case", whom=whom),
        "member:hand-over": _("seated %(whom)s as coordinator", whom=whom),
        "helper:admit": _("changed where %(whom)s may stay", whom=whom),
        "no-contact:add": _("marked two people who must not meet"),
        "no-contact:remove": _("took back a mark"),
        "barred:add": _("marked somebody who can never be invited"),
        "barred:remove": _("took back a mark"),
        "consent:record": _("recorded what %(whom)s said about the conference", whom=whom),
        "invite:make": _("made an invitation for %(whom)s", whom=whom),
        "invite:revoke": _("took back an invitation for %(whom)s", whom=whom),
        "invite:lock": _("an invitation was locked after wrong tries"),
        "invite:fail": _("a wrong code or PIN was tried"),
        "invite:claim": _("opened an invitation"),
        "invite:second-opener": _("an opened invitation was tried again by somebody else"),
        "invite:confirm": _("confirmed %(whom)s", whom=whom),
        "invite:refuse": _("did not confirm %(whom)s", whom=whom),
    }


def _about_words(entry: Entry) -> dict[str, str]:
    return {
        "circle:read": _("opened: %(circle)s", circle=circle_word(entry.circle)),
        "audit:read": _("opened the timeline"),
        "note:add": _("wrote a note: %(circle)s", circle=circle_word(entry.circle)),
        "note:correct": _("put a correction beside a note"),
        "note:withdraw": _("took back a note"),
        "note:release": _("released an item to one person"),
        "thought:audience": _("changed who can see a thought"),
        "report:draft": _("worked on a report"),
        "report:share": _("shared a report"),
        "report:correct": _("put a correction beside a report"),
        "reply:add": _("asked or answered beside a report"),
    }


def _about_meeting(entry: Entry) -> dict[str, str]:
    to = str(entry.facts.get("to", ""))
    return {
        "meeting:set": _("set the meeting"),
        "meeting:move": _("moved the meeting"),
        "meeting:cancel": _("cancelled the meeting"),
        "meeting:waiting-room": _("opened or closed the waiting room"),
        "attendance:arrive": _("came to the waiting room"),
        "attendance:let-in": _("let somebody in"),
        "attendance:out": _("left the meeting"),
        "stage:notice": _("gave notice of the next stage"),
        "stage:stop": _("stopped a change of stage"),
        "stage:change": _stage_word(to),
        "private:knock": _("knocked"),
        "private:knock:answer": _("answered the knock"),
        "private:call-in": _("asked the coordinator to come in"),
        "private:delete": _("words of private family time were destroyed"),
        "help:press": _("asked for help"),
        "help:answer": _("answered a call for help"),
    }


def _about_plan(entry: Entry) -> dict[str, str]:
    version = entry.facts.get("version", "")
    return {
        "bottom-line:write": _("wrote what has to be in the plan"),
        "question:write": _("wrote a question for the plan"),
        "plan:row:write": _("wrote a row of the plan"),
        "plan:row:drop": _("took a row off the plan"),
        "plan:row:back": _("brought a row of the plan back"),
        "plan:row:move": _("moved a row of the plan"),
        "plan:row:release": _("showed a row to somebody apart, or no longer"),
        "plan:carry": _("brought the family's plan out of private time"),
        "plan:freeze": _("fixed version %(version)s of the plan", version=version),
        "plan:reopen": _("opened the plan for changes"),
        "answer:give": _("answered"),
        "answer:could-say": _("said whether they could say what they think"),
        "resource:answer": _("answered what was asked of an agency"),
        "answers:open": _("opened the answers"),
        "acceptance:give": _("said whether the plan is safe"),
        "record:sign": _("signed the record of version %(version)s", version=version),
        "record:read": _("opened the record"),
        "job:end": _("said that a job is no longer needed"),
        "progress:mark": _("said how a job is going"),
        "review:set": _("set the review"),
    }


def _stage_word(stage: str) -> str:
    return str(
        {
            "preparing": _("moved back to preparing"),
            "information": _("started information giving"),
            "private": _("private family time began"),
            "agreeing": _("agreeing the plan began"),
            "following": _("the plan is going on"),
            "closed": _("closed the case"),
        }.get(stage, _("moved the meeting on"))
    )


def circle_word(circle: str) -> str:
    """A circle for staff pages."""
    kind = circle.partition(":")[0]
    return str(
        {
            "everyone": _("everyone"),
            "family": _("family only"),
            "workers": _("workers only"),
            "coordinator": _("coordinators"),
            "plan": _("the plan"),
            "direct": _("one person and the coordinator"),
            "helper": _("one person and their helper"),
            "own": _("own drafts"),
        }.get(kind, _("somewhere"))
    )
