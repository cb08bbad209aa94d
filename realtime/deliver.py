"""The only module that emits. For every event the policy is asked now who may hear it; what is heard is opened once
for each language that is read.

An event names ids. The audience is computed from the store at the moment of sending and addressed by each person's own
rooms `m:<member_id>` and `m:<member_id>:<language>`; rooms of circles do not exist, so nobody can still be in one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import Flask, has_app_context
from flask_babel import force_locale
from sqlalchemy.orm import Session
from werkzeug.test import create_environ

from config.logs import log
from fgc.accounts.events import AccountClosed, SessionEnded
from fgc.cases import cards, policy
from fgc.cases.access import seats_of
from fgc.cases.events import CaseChanged, CircleMoved, SeatChanged, Signal, StageChanged
from fgc.cases.policy import Seat
from fgc.conference.events import MeetingChanged, StageNoticed
from fgc.core import uow
from fgc.core.events import Event
from fgc.web.languages import locale_of
from realtime.presence import Connection, Registry
from realtime.transport import hang_up

ROOM = "m:"
COORDINATORS_ONLY = frozenset({"safety"})  # parts of a case whose change is nobody else's business
NOTICE = "stage:notice"
HOLD = "hold"  # a legal hold takes everybody's sight away: they are told so, in private time too
Asked = Callable[[Seat], bool]
Words = dict[str, Any]


def room_of(member: str, language: str = "") -> str:
    """The room of a member's own sockets; with a language, of those whose page is written in it."""
    return f"{ROOM}{member}:{language}" if language else f"{ROOM}{member}"


def enter(server: Any, connection: Connection, member: str) -> None:
    """Let a socket be reached as this member. It gives no right to hear anything."""
    server.enter_room(connection.sid, room_of(member))
    server.enter_room(connection.sid, room_of(member, connection.language))


def shut_out(seat: Seat) -> bool:
    """Whether this member stands before the closed door: private time is on, and they are not in it."""
    return seat.stage == policy.PRIVATE and not policy.can(seat, "note.read", seat.at(policy.PRIVATE_CIRCLE))


class Deliverer:
    """Turns committed events into messages for the sockets of this process."""

    def __init__(self, app: Flask, server: Any, registry: Registry) -> None:
        self._app = app
        self._server = server
        self._registry = registry
        self._environ = create_environ()
        self._by_kind: dict[type[Event], Callable[[Any], None]] = {
            CircleMoved: self._circle, Signal: self._signal, StageChanged: self._stage, StageNoticed: self._notice,
            SeatChanged: self._seat, CaseChanged: self._case, MeetingChanged: self._meeting,
            SessionEnded: self._session, AccountClosed: self._account,
        }  # fmt: skip

    def event(self, event: Event) -> None:
        """Deliver one event. A failure is logged and disturbs nobody; whoever missed something catches up."""
        handle = next((self._by_kind[kind] for kind in type(event).__mro__ if kind in self._by_kind), None)
        if handle is None:
            return
        try:
            with self._context():
                handle(event)
        except Exception:  # noqa: BLE001 — the act is committed; the sender must not be told otherwise
            log("deliver").error("delivery_failed", event_kind=type(event).__name__, exc_info=True)

    def everybody(self, name: str) -> None:
        """A word without content to every socket of this process: `resync`, `restarting`."""
        if rooms := [one.sid for one in self._registry.everyone()]:
            self._server.emit(name, {}, to=rooms)

    def restarting(self) -> None:
        """The server goes away for a moment: say so, and close every transport at once."""
        self.everybody("restarting")
        for one in self._registry.everyone():
            hang_up(self._server, one.eio_sid)

    def close(self, connections: list[Connection], case_id: str = "") -> None:
        """Tell these sockets that they are out, then end their transports."""
        if connections:
            self._server.emit("gone", {"case": case_id}, to=[one.sid for one in connections])
        for one in connections:
            hang_up(self._server, one.eio_sid)

    @contextmanager
    def _context(self) -> Iterator[None]:
        if has_app_context():
            yield
            return
        with self._app.request_context(self._environ):
            yield

    def _audience(self, session: Session, case_id: str, asked: Asked) -> list[str]:
        here = self._registry.members_here(case_id)
        if not here:
            return []
        return [seat.id for seat in seats_of(session, case_id) if seat.id in here and asked(seat)]

    def _emit(self, name: str, words: Words, members: list[str], language: str = "") -> None:
        if members:
            self._server.emit(name, words, to=[room_of(member, language) for member in members])

    def _tell(self, case_id: str, name: str, asked: Asked, **words: str) -> None:
        with uow.read() as session:
            members = self._audience(session, case_id, asked)
        self._emit(name, {"case": case_id, **{key: value for key, value in words.items() if value}}, members)

    def _circle(self, event: CircleMoved) -> None:
        with uow.read() as session:
            members = self._audience(
                session, event.case_id, lambda seat: policy.can(seat, "note.read", seat.at(event.circle))
            )
            if not members:
                return
            for language in self._registry.languages_of(members):
                with force_locale(locale_of(language)):
                    card = cards.open_card(session, event.case_id, event.kind, event.obj_id)
                if card is not None:
                    words = {"case": event.case_id, **card.as_wire(event.seq)}
                    self._emit(event.wire, words, members, language)

    def _signal(self, event: Signal) -> None:
        if event.name == NOTICE:
            self._say_notice(event.case_id, detail=event.detail)
            return
        with uow.read() as session:
            about = None
            if event.member:
                about = next((seat for seat in seats_of(session, event.case_id) if seat.id == event.member), None)

            def asked(seat: Seat) -> bool:
                if (event.only and seat.id != event.only) or (about and not policy.sees(seat, about)):
                    return False
                if event.action == "meeting.attend" and shut_out(seat):
                    return False
                return policy.can(seat, event.action, seat.at(event.circle))

            members = self._audience(session, event.case_id, asked)
        words = {"case": event.case_id, "member": event.member, "detail": event.detail}
        self._emit(event.name, {key: value for key, value in words.items() if value}, members)

    def _stage(self, event: StageChanged) -> None:
        """The door closes before anybody inside is told that it is closed."""
        if not self._registry.members_here(event.case_id):
            return

        def attends(seat: Seat) -> bool:
            return any(policy.can(one, "meeting.attend", one.at()) for one in (seat, seat.in_stage(event.before)))

        with uow.read() as session:
            here = self._registry.members_here(event.case_id)
            seats = [seat for seat in seats_of(session, event.case_id) if seat.id in here and attends(seat)]
        self._emit("door", {"case": event.case_id}, [seat.id for seat in seats if shut_out(seat)])
        inside = [seat for seat in seats if not shut_out(seat)]
        if inside:
            words = {"case": event.case_id, "stage": inside[0].stage}
            self._emit("stage:changed", words, [seat.id for seat in inside])

    def _notice(self, event: StageNoticed) -> None:
        self._say_notice(event.case_id, stage=event.stage, due_at=event.due_at.isoformat())

    def _say_notice(self, case_id: str, **words: str) -> None:
        """On everybody's screen (settled, 5); whoever stands before the door only hears that the door has news."""

        def attends(seat: Seat) -> bool:
            return policy.can(seat, "meeting.attend", seat.at())

        self._tell(case_id, "door", lambda seat: attends(seat) and shut_out(seat))
        self._tell(case_id, NOTICE, lambda seat: attends(seat) and not shut_out(seat), **words)

    def _seat(self, event: SeatChanged) -> None:
        if event.gone:
            self.close(self._registry.of_member(event.member), event.case_id)
            return
        with uow.read() as session:
            seat = next((one for one in seats_of(session, event.case_id) if one.id == event.member), None)
        if seat is None or seat.state == "left" or not seat.account_id:
            return
        for connection in self._registry.of_account(seat.account_id):
            self._registry.join(connection, event.case_id, seat.id)
            enter(self._server, connection, seat.id)
        if shut_out(seat):
            self._emit("door", {"case": event.case_id}, [seat.id])
        self._emit("seat:changed", {"case": event.case_id}, [seat.id])

    def _case(self, event: CaseChanged) -> None:
        action = "case.desk" if event.part in COORDINATORS_ONLY else "case.see"

        def asked(seat: Seat) -> bool:
            if event.part == HOLD:
                return policy.can(seat, "case.see", replace(seat, held=False).at())
            return not shut_out(seat) and policy.can(seat, action, seat.at())

        self._tell(event.case_id, "case:changed", asked, part=event.part)

    def _meeting(self, event: MeetingChanged) -> None:
        def asked(seat: Seat) -> bool:
            return policy.can(seat, "meeting.attend", seat.at()) and not shut_out(seat)

        self._tell(event.case_id, "meeting:changed", asked, part=event.part)

    def _session(self, event: SessionEnded) -> None:
        self.close(self._registry.of_session(event.session))

    def _account(self, event: AccountClosed) -> None:
        self.close(self._registry.of_account(event.account))
