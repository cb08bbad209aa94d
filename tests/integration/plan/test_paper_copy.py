"""A copy of the plan on paper: who may have which, in which language, and having it posted."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select, update

from fgc.accounts.models import SessionRow
from fgc.audit.models import AuditEntry
from fgc.core import uow
from fgc.plan.models import PaperRequest
from fgc.web.languages import CODES
from tests.factories.plan import add_row, agreed, carry_rows, freeze, sign, syn
from tests.factories.world import World

APART = "Zebedee"  # a name that stands nowhere else
OUTSIDERS = ("gp", "advocate", "interpreter")


@pytest.fixture
def decided(world_in) -> World:
    """The synthetic example, agreed."""
    world = world_in("information")
    world.ids = syn(world)
    carry_rows(world)
    agreed(world, next_steps="Tom rings on Wednesday.")
    return world


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def paper(world: World, key: str, **args: str) -> str:
    found = world.client(key).get(world.url("/plan.pdf"), query_string=args)
    assert found.status_code == 200, found.status_code
    return text_of(found.data)


def wishes(world: World, state: str = "open") -> int:
    with world.app.app_context(), uow.read() as session:
        of = PaperRequest.done_at.is_(None) if state == "open" else PaperRequest.done_at.is_not(None)
        return session.scalar(select(func.count()).select_from(PaperRequest).where(of)) or 0


def verbs(world: World) -> list[str]:
    with world.app.app_context(), uow.read() as session:
        return list(session.scalars(select(AuditEntry.act).where(AuditEntry.log == world.case_id)))


def request_ids(world: World) -> list[str]:
    with world.app.app_context(), uow.read() as session:
        return list(session.scalars(select(PaperRequest.id).order_by(PaperRequest.at)))


@pytest.mark.parametrize("lang", CODES)
def test_the_family_can_have_the_plan_in_each_of_their_languages(decided, lang):
    for words in ("full", "easy"):
        answer = decided.get("mum", f"/plan.pdf?lang={lang}&words={words}&size=a5")
        root = PdfReader(io.BytesIO(answer.data)).trailer["/Root"]
        assert root["/Lang"] == lang
        assert len(answer.data) <= 150_000
        assert "Nan rings every day at 18:00." in " ".join(text_of(answer.data).split()), "their words as written"


def test_days_are_written_as_the_language_of_the_copy_writes_them(decided):
    assert "4 January 2027" in paper(decided, "mum")
    polish = paper(decided, "mum", lang="pl")
    assert "4 stycznia 2027" in polish and "January" not in polish


def test_easy_words_leave_out_worries_answers_and_what_has_to_be_in_the_plan(decided):
    text = " ".join(paper(decided, "child", words="easy").split())
    assert "Our plan, in easy words" in text and "For J" in text and "Nan rings every day at 18:00." in text
    for unsaid in ("drinking", "Plan B", "smell of drink", "agrees", "Tom rings", "in the room", "taxi"):
        assert unsaid not in text, unsaid


def test_the_strip_on_paper_says_what_the_page_says(decided):
    page = decided.get("mum", "/plan").text
    strip = "Family, the social worker and the coordinator (6 people)"
    assert strip in page
    for page_text in PdfReader(io.BytesIO(decided.get("mum", "/plan.pdf").data)).pages:
        assert strip in " ".join(page_text.extract_text().split())


def test_no_copy_has_a_link_or_an_address_in_it(decided):
    for args in ("", "?words=easy", "?lang=ur"):
        data = decided.get("mum", f"/plan.pdf{args}").data
        assert b"/URI" not in data
        assert all("/Annots" not in page for page in PdfReader(io.BytesIO(data)).pages)
        assert "http" not in text_of(data)


@pytest.mark.parametrize("key", OUTSIDERS)
def test_somebody_who_has_no_part_in_the_plan_gets_no_copy_and_no_page(decided, key):
    for path in ("/plan.pdf", "/plan.pdf?words=easy", "/plan/copy", "/plan/copy/post", "/paper"):
        assert decided.get(key, path).status_code == 404, path
    assert decided.post(key, "/plan/copy/post", size="a4").status_code == 404
    assert decided.client("nobody").get(decided.url("/plan/copy")).status_code == 404


def test_there_is_no_copy_before_there_is_a_plan(world_in):
    world = world_in("agreeing")
    add_row(world, "mum", "One row")
    for path in ("/plan.pdf", "/plan/copy", "/plan/copy/post"):
        assert world.get("mum", path).status_code == 404, path
    assert world.post("mum", "/plan/copy/post", size="a4").status_code == 404


def test_somebody_who_was_set_apart_later_stands_on_no_copy_of_the_others(world_in):
    world = world_in("agreeing")
    world.add("dad", "family", APART, "dad")
    add_row(world, "mum", "Mum moves in with nan.", doers=(world["mum"].id, world["dad"].id), checker=world["dad"].id)
    freeze(world)
    world.post("dad", "/answers", choice="disagree", says="I want Sundays.", number="1", audience="here")
    sign(world, "agreed_in_part", not_agreed="Sundays")
    assert APART in paper(world, "mum")
    world.change_member("dad", apart=True)
    for key in ("mum", "nan", "child", "worker"):
        for words in ("full", "easy"):
            text = paper(world, key, words=words)
            assert "Mum moves in with nan." in text and "Kerry" in text
            assert APART not in text and "I want Sundays." not in text, (key, words)
    assert APART in paper(world, "coordinator"), "the coordinator knows of everybody"
    world.post("mum", "/plan/copy/post", size="a4", lang="en", words="full")
    posted = world.get("coordinator", f"/paper/{request_ids(world)[0]}.pdf")
    assert "Mum moves in with nan." in text_of(posted.data)
    assert APART not in text_of(posted.data), "the copy to post is hers, not the coordinator's"


def test_a_copy_to_print_is_shown_and_a_copy_to_save_is_a_file(decided):
    saved, shown = decided.get("mum", "/plan.pdf"), decided.get("mum", "/plan.pdf?open=1")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert shown.headers["Content-Disposition"] == 'inline; filename="plan.pdf"'
    for answer in (saved, shown):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "script-src" not in answer.headers["Content-Security-Policy"] or answer is saved
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert verbs(decided).count("record:read") == 2


def test_the_page_of_copies_offers_size_language_and_easy_words(decided):
    page = decided.get("mum", "/plan/copy").text
    for words in ("In which language?", "Save to this phone (PDF)", "Print now", "Post me a paper copy", "Large print",
                  "اردو", "Cymraeg", "Listen to the plan"):  # fmt: skip
        assert words in page, words
    assert 'value="easy" checked' in decided.get("child", "/plan/copy").text, "a child begins with easy words"
    worker = decided.get("school", "/plan/copy").text
    assert "Print now" in worker and "Post me a paper copy" not in worker


def test_a_shared_phone_is_asked_before_a_copy_is_shown_or_saved(decided):
    with decided.app.app_context(), uow.write() as work:
        mine = SessionRow.account_id == decided["nan"].account_id
        work.session.execute(update(SessionRow).where(mine).values(shared=True))
    for way in ("", "&open=1"):
        asked = decided.get("nan", f"/plan.pdf?size=large&lang=ur&words=easy{way}")
        assert asked.mimetype == "text/html" and "Other people who use this phone may find it." in asked.text
        for kept in ("size=large", "lang=ur", "words=easy"):
            assert kept in asked.text
    assert "record:read" not in verbs(decided)


def test_asking_for_paper_reaches_the_coordinator_who_says_when_it_is_posted(decided):
    sure = decided.get("nan", "/plan/copy/post?size=large&lang=pl&words=full").text
    assert "Shall we post you a paper copy?" in sure and "Polski" in sure and wishes(decided) == 0
    asked = decided.post("nan", "/plan/copy/post", size="large", lang="pl", words="full")
    assert asked.status_code == 303
    assert "Paper is on its way." in decided.get("nan", "/plan/copy").text
    assert "Paper is on its way." not in decided.get("mum", "/plan/copy").text
    assert "1 person wants a paper copy" in decided.get("coordinator", "/").text
    desk = decided.get("coordinator", "/paper").text
    assert "Jean (nan)" in desk and "Large print (A4)" in desk and "Polski" in desk
    request_id = request_ids(decided)[0]
    file = decided.get("coordinator", f"/paper/{request_id}.pdf")
    assert PdfReader(io.BytesIO(file.data)).trailer["/Root"]["/Lang"] == "pl"
    for _again in range(2):
        assert decided.post("coordinator", f"/paper/{request_id}/done").status_code == 303
    assert "Nobody waits for a paper copy." in decided.get("coordinator", "/paper").text
    assert "wants a paper copy" not in decided.get("coordinator", "/").text
    assert "We posted a paper copy to you on" in decided.get("nan", "/plan/copy").text
    assert decided.get("coordinator", f"/paper/{request_id}.pdf").status_code == 404
    assert [verb for verb in verbs(decided) if verb.startswith("paper:")] == ["paper:ask", "paper:done"]


def test_one_person_has_one_open_request_and_may_ask_again_after_it_was_posted(decided):
    for size in ("a4", "a5"):
        assert decided.post("mum", "/plan/copy/post", size=size, lang="ur", words="easy").status_code == 303
    assert wishes(decided) == 1
    assert "Small, for a phone (A5)" in decided.get("coordinator", "/paper").text, "the last wish counts"
    decided.post("coordinator", f"/paper/{request_ids(decided)[0]}/done")
    decided.post("mum", "/plan/copy/post", size="a4")
    assert (wishes(decided), wishes(decided, "done")) == (1, 1)


@pytest.mark.parametrize("key", ["mum", "child", "worker", "school", "advocate"])
def test_only_coordinators_see_and_settle_the_requests(decided, key):
    decided.post("nan", "/plan/copy/post", size="a4")
    request_id = request_ids(decided)[0]
    for path in ("/paper", f"/paper/{request_id}.pdf"):
        assert decided.get(key, path).status_code == 404, path
    assert decided.post(key, f"/paper/{request_id}/done").status_code == 404
    assert wishes(decided) == 1


def test_how_somebody_wants_to_read_is_sealed(decided):
    decided.post("nan", "/plan/copy/post", size="large", lang="ur", words="easy")
    with decided.app.app_context(), uow.read() as session:
        row = session.scalars(select(PaperRequest)).one()
    assert b"large" not in row.wish and b"lang" not in row.wish and b"easy" not in row.wish


def test_a_file_that_cannot_be_made_is_said_kindly_with_a_way_to_read(decided, monkeypatch):
    monkeypatch.setattr("fgc.plan.paper.source", lambda *, easy: b"#panic()")
    answer = decided.get("mum", "/plan.pdf")
    assert answer.status_code == 503
    assert "We could not make the file. You can read it here." in answer.text and decided.url("/plan") in answer.text
    assert "record:read" not in verbs(decided)
    decided.post("nan", "/plan/copy/post", size="a4")
    failed = decided.get("coordinator", f"/paper/{request_ids(decided)[0]}.pdf")
    assert failed.status_code == 303
    assert "We could not make the file." in decided.client("coordinator").get(failed.location).text
