"""The judge: a referee who cannot blow the whistle is worth nothing, so every kind of foul is played here."""

import pytest

from fgc.rehearsal.judge import Judge, Note
from fgc.rehearsal.verdict import Verdict, percentile

NAN, MUM, BOSS = "room1/nan", "room1/mum", "room1/coordinator"


@pytest.fixture
def judge() -> Judge:
    """A judge of a rehearsal."""
    return Judge("mk-1")


def say(judge: Judge, *receivers: str, card: str = "n_1", answer: object = None) -> Note:
    """A note of nan's, acknowledged as `card`."""
    note = judge.sending("room1", judge.mark(receivers), receivers, 10.0)
    judge.answered(note, {"ok": True, "id": card, "seq": 1} if answer is None else answer)
    return note


def arrive(judge: Judge, note: Note, *people: str, card: str = "n_1", circle: str = "family") -> None:
    """The note reaches these people a quarter of a second later."""
    for person in people:
        judge.arrived(person, card, circle, f"words {note.mark}", 10.25)


def test_a_note_that_reaches_everybody_once_is_good(judge: Judge):
    arrive(judge, say(judge, NAN, MUM), NAN, MUM)
    verdict = judge.verdict()
    assert verdict == Verdict(1, 2, 0, 0, 0, 250.0, 250.0, 250.0)
    assert verdict.good


def test_a_note_that_somebody_missed_is_lost(judge: Judge):
    arrive(judge, say(judge, NAN, MUM), NAN)
    assert judge.outstanding("room1") == 1
    assert (judge.verdict().delivered, judge.verdict().lost, judge.verdict().good) == (1, 1, False)


def test_a_note_that_was_caught_up_is_not_lost_and_has_no_time(judge: Judge):
    say(judge, NAN)
    judge.caught_up(NAN, ["n_1"])
    assert (judge.verdict().lost, judge.verdict().p99_ms) == (0, 0.0)


def test_a_note_that_was_never_answered_is_lost(judge: Judge):
    judge.sending("room1", judge.mark([NAN]), [NAN], 10.0)
    assert judge.verdict().lost == 1


def test_a_note_that_arrives_twice_is_doubled(judge: Judge):
    note = say(judge, NAN)
    arrive(judge, note, NAN, NAN)
    assert (judge.verdict().doubled, judge.verdict().good) == (1, False)


def test_a_note_that_is_stored_twice_is_doubled(judge: Judge):
    note = say(judge, NAN)
    arrive(judge, note, NAN)
    arrive(judge, note, NAN, card="n_2")
    assert judge.verdict().doubled == 1
    judge.answered(note, {"ok": True, "id": "n_2", "seq": 2})
    assert "under two ids" in judge.verdict().faults[0]


def test_a_note_that_was_carried_into_another_circle_is_no_double(judge: Judge):
    note = say(judge, NAN)
    arrive(judge, note, NAN)
    arrive(judge, note, NAN, card="n_9", circle="everyone")
    assert judge.verdict().good


def test_a_word_before_the_wrong_eyes_is_leaked(judge: Judge):
    mark = judge.mark([NAN])
    judge.read(NAN, f"<p>{mark}</p>", "/notes")
    assert judge.verdict().leaked == 0
    judge.read(BOSS, f'{{"body": "… {mark}"}}', "socket")
    judge.read("room2/nan", mark, "socket")
    assert judge.verdict().leaks == (f"{BOSS}: socket", "room2/nan: socket")
    judge.widen(mark, [BOSS])
    judge.read(BOSS, mark, "/plan")
    assert judge.verdict().leaked == 2


def test_a_mark_nobody_made_is_a_leak(judge: Judge):
    judge.read(NAN, "mk-1-000077x", "/notes")
    assert judge.verdict().leaked == 1


def test_a_door_that_opened_is_a_leak(judge: Judge):
    arrive(judge, say(judge, NAN), NAN)
    judge.opened(BOSS, "GET /meeting/inside")
    assert (judge.verdict().leaked, judge.verdict().good) == (1, False)


def test_a_list_must_have_every_note_once(judge: Judge):
    judge.listed(NAN, ["n_1", "n_2", "n_3"], ["n_1", "n_2", "n_2"])
    assert (judge.verdict().lost, judge.verdict().doubled) == (1, 1)


def test_a_refused_note_and_a_fault_spoil_it(judge: Judge):
    say(judge, NAN, answer={"ok": False, "reason": "slow"})
    assert judge.verdict().sent == 0
    assert "slow" in judge.verdict().faults[0]


def test_nothing_sent_is_not_good(judge: Judge):
    assert not judge.verdict().good


@pytest.mark.parametrize(("share", "value"), [(50, 5.0), (95, 10.0), (99, 10.0)])
def test_percentiles_are_nearest_rank(share: int, value: float):
    assert percentile([float(number) for number in range(1, 11)], share) == value
    assert percentile([], share) == 0.0
