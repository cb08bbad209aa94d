"""`fgc languages`: what there is, what is missing, who has checked it."""

from fgc.web import languages
from tests.integration.cli.conftest import Fgc, data


def test_every_language_is_listed_and_says_that_nobody_has_checked_it(begun: Fgc):
    result = begun("languages", "--json")
    assert result.exit_code == 0
    rows = data(result)["languages"]
    assert {row["language"] for row in rows} == set(languages.TRANSLATED)
    assert all(row["missing"] == row["unsure"] == 0 and row["sentences"] > 900 and not row["checked"] for row in rows)
    assert begun("languages").stdout.count("machine translation, not yet checked by a person") == len(rows)


def test_a_reader_signs_a_language_off_and_it_can_be_taken_back(begun: Fgc):
    assert begun("languages", "check", "cy", "--by", "Nia Rees").exit_code == 0
    row = next(row for row in data(begun("languages", "--json"))["languages"] if row["language"] == "cy")
    assert (row["checked"], row["checked_by"]) == (True, "Nia Rees")
    assert "checked by Nia Rees" in begun("languages").stdout
    assert begun("languages", "uncheck", "cy").exit_code == 0
    assert "Nia Rees" not in begun("languages").stdout


def test_nobody_signs_off_a_language_that_is_not_there_or_without_a_name(begun: Fgc):
    for words in (
        ("check", "xx", "--by", "Nia Rees"),
        ("check", "cy", "--by", " "),
        ("check", "en", "--by", "Nia Rees"),
    ):
        assert begun("languages", *words).exit_code == 1
    assert begun("languages", "check", "cy").exit_code == 2
