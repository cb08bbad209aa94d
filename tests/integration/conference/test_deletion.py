"""The words of private time go for good, fourteen days after it ended: rows, order and key."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from fgc.accounts.models import SessionRow
from fgc.audit import trail
from fgc.cases.models import Case, CircleEntry
from fgc.conference.actions import deletion, private, stages
from fgc.core import clock, uow
from fgc.notes.models import Note
from fgc.plan.models import PlanRow
from fgc.vault import KeyGone
from tests.factories.conference import act, end_meeting, plan_meeting, seat_everybody, write_note
from tests.factories.plan import add_row

WORDS = "Fridays at nan's"


@pytest.fixture
def over(meeting_in):
    """A case whose family came out of private time and left words behind."""
    world = meeting_in("private")
    write_note(world, "mum", "private", WORDS)
    add_row(world, "nan", WORDS)
    act(world, "mum", private.press_ready, {})
    act(world, "nan", private.press_ready, {})
    return world


def after(days):
    return clock.stopped_at(clock.now() + timedelta(days=days))


def sweep(world):
    with world.app.test_request_context():
        return deletion.sweep()


def left(world, table):
    with world.app.app_context(), uow.read() as session:
        return session.scalar(select(func.count()).select_from(table).where(table.circle == "private"))


def test_nothing_goes_before_its_time(over):
    with after(13):
        assert sweep(over) == 0
    assert left(over, Note) == 1


def test_rows_order_and_key_go_when_the_days_are_over(over):
    vault = over.app.extensions["fgc.vault"]
    with over.app.app_context(), uow.read() as session:
        row = session.execute(select(Note.id, Note.body).where(Note.circle == "private")).one()
    assert vault.open(over.case_id, "private", "note", row.id, "body", row.body) == WORDS
    with after(14):
        assert sweep(over) == 1
        assert sweep(over) == 0
    assert (left(over, Note), left(over, PlanRow), left(over, CircleEntry)) == (0, 0, 0)
    with pytest.raises(KeyGone):
        vault.keystore.get(over.case_id, "private", 1)
    with over.app.app_context(), uow.read() as session:
        entry = trail.latest(session, over.case_id)[0]
        assert (entry.act, entry.who, set(entry.facts)) == ("private:delete", "system", {"receipt"})
        assert session.scalar(select(Case.private_deleted_at).where(Case.id == over.case_id)) is not None


def test_a_case_in_private_time_or_under_hold_is_left_alone(over):
    over.set_stage("private")
    with after(60):
        assert sweep(over) == 0
    over.set_stage("agreeing")
    with over.app.app_context(), uow.write() as work:
        work.session.execute(update(Case).values(held=True))
    with after(60):
        assert sweep(over) == 0
    assert left(over, Note) == 1


def test_other_words_stay(over):
    write_note(over, "mum", "family", "Only us")
    write_note(over, "mum", "everyone", "All of you")
    with after(15):
        sweep(over)
    with over.app.app_context(), uow.read() as session:
        assert session.scalar(select(func.count()).select_from(Note)) == 2
    assert "All of you" in over.get("mum", "/meeting").text


def test_the_private_time_of_a_check_up_has_a_fresh_key_and_no_old_words(over):
    end_meeting(over)
    with after(15):
        sweep(over)
        plan_meeting(over, days=3, kind="review")
        seat_everybody(over)
        act(over, "coordinator", stages.give_notice, "information")
        act(over, "coordinator", stages.give_notice, "private")
        write_note(over, "nan", "private", "How did it go?")
        with over.app.app_context(), uow.write() as work:
            work.session.execute(update(SessionRow).values(last_seen=clock.now()))
        page = over.get("mum", "/meeting").text
    assert "How did it go?" in page
    assert WORDS not in page
    assert over.app.extensions["fgc.vault"].key_name(over.case_id, "private") == "private.1"


def test_private_time_never_opens_on_words_that_are_due(over):
    with after(20):
        act(over, "coordinator", stages.give_notice, "private")
    assert left(over, Note) == 0
