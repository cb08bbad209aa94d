"""`fgc languages`: the languages of family pages, what is missing in them, and who has checked them."""

from typing import Any

import click

from fgc.accounts import queries
from fgc.accounts.actions.languages import sign_off, take_back_sign_off
from fgc.commands.running import service
from fgc.commands.saying import say_json
from fgc.core import uow
from fgc.core.errors import Refused
from fgc.web import catalogues
from fgc.web import languages as known


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
@click.pass_context
def languages(ctx: click.Context, as_json: bool) -> None:
    """List the languages of family pages. Exit 1 when a sentence is missing in one of them.

    A language nobody has checked says so at the foot of every page: “These words were translated by a machine.”
    """
    if ctx.invoked_subcommand:
        return
    with service(), uow.read() as session:
        checks = queries.checks(session)
    rows = [_row(catalogues.count(code), checks.get(code)) for code in known.TRANSLATED]
    if as_json:
        say_json({"languages": rows})
    else:
        for row in rows:
            click.echo(_sentence(row))
    if any(row["missing"] or row["unsure"] for row in rows):
        ctx.exit(1)


@languages.command("check")
@click.argument("language")
@click.option("--by", "name", required=True, help="Who has read the whole catalogue and stands for it.")
def check(language: str, name: str) -> None:
    """Note that a person has checked a language; its pages stop saying that a machine translated them.

    It holds for the sentences as they are now: when they change, the language counts as unchecked again.
    """
    with service():
        try:
            sign_off(language, name)
        except Refused as refused:
            raise click.ClickException(" ".join(refused.errors.values())) from None
    click.echo(f"Checked: {known.BY_CODE[language].name}. Running servers notice within a minute.")


@languages.command("uncheck")
@click.argument("language", type=click.Choice(known.TRANSLATED))
def uncheck(language: str) -> None:
    """Take a check back."""
    with service():
        take_back_sign_off(language)
    click.echo(f"No longer checked: {known.BY_CODE[language].name}.")


@languages.command("gather")
def gather() -> None:
    """Read the sources again: put new sentences into every catalogue, untranslated, and take old ones out."""
    found = catalogues.gathered()
    with click.progressbar(known.TRANSLATED, label="Catalogues") as codes:
        counts = [catalogues.gather(code, found) for code in codes]
    for counted in counts:
        click.echo(f"{counted.language}: {counted.sentences} sentences, {counted.missing} to translate")


def _row(counted: catalogues.Count, checked: queries.Checked | None) -> dict[str, Any]:
    good = checked is not None and checked.still
    return {
        "language": counted.language, "name": known.BY_CODE[counted.language].name, "sentences": counted.sentences,
        "missing": counted.missing, "unsure": counted.unsure, "checked": good,
        "checked_by": checked.by if checked else "", "checked_at": checked.at.isoformat() if checked else "",
    }  # fmt: skip


def _sentence(row: dict[str, Any]) -> str:
    if row["checked"]:
        stands = f"checked by {row['checked_by']} on {row['checked_at'][:10]}"
    elif row["checked_by"]:
        stands = f"changed since {row['checked_by']} checked it"
    else:
        stands = "machine translation, not yet checked by a person"
    missing = f"{row['missing']} missing, " if row["missing"] else ""
    return f"{row['language']}  {row['name']}: {row['sentences']} sentences, {missing}{stands}"
