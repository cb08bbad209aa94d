"""`fgc demo`: a made-up family meeting to walk around in, and how to enter as each of its people."""

import secrets
import sys
from dataclasses import asdict

import click
from flask import Flask

from config.settings import Settings
from fgc.accounts.queries import list_accounts
from fgc.commands.running import service, settings
from fgc.commands.saying import say_json
from fgc.core import uow
from fgc.rehearsal import showing
from fgc.rehearsal.browser import Trouble
from fgc.rehearsal.showing import Demo, Way

ACTS = 11


@click.command()
@click.option("--if-missing", is_flag=True, help="Make it only in a data folder without accounts of your own.")
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
def demo(if_missing: bool, as_json: bool) -> None:
    """Make a demonstration (once), and print how to enter as each of its people.

    A family meeting about J, who is 7, ready for the meeting: nan, aunt, uncle, mum, and dad apart; social worker,
    school, alcohol service and GP. Passwords are random, kept in demo.json in the data folder, readable by its owner
    only. Run it again for fresh codes. Exit 1 if it cannot be made.
    """
    chosen = settings()
    with service(make=True) as app:
        found = _there(chosen)
        if found is None:
            own, earlier = _accounts()
            if if_missing and own:
                click.echo("There are accounts of your own here already: no demonstration was added.", err=True)
                return
            found = _make(app, chosen, f".{secrets.token_hex(2)}" if earlier else "")
        ways = showing.ways_in(app, chosen.origin_list[0], found)
        showing.keep(chosen.data_dir, found)
    if as_json:
        say_json({"case": found.case_id, "people": [asdict(way) for way in ways]})
    else:
        _print(chosen, ways)


def _there(chosen: Settings) -> Demo | None:
    try:
        return showing.load(chosen.data_dir)
    except ValueError:
        raise click.ClickException(f"{chosen.data_dir / showing.FILE} cannot be read: take it away.") from None


def _accounts() -> tuple[int, int]:
    """How many accounts there are that are no part of a demonstration, and how many that are."""
    with uow.read() as session:
        found = [card.email.endswith(f"@{showing.DOMAIN}") for card in list_accounts(session)]
    return len(found) - sum(found), sum(found)


def _make(app: Flask, chosen: Settings, tag: str) -> Demo:
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=ACTS, label="Making a demonstration", file=sys.stderr, hidden=hidden) as bar:
        try:
            return showing.make_demo(app, chosen.origin_list[0], tag, lambda _act: bar.update(1))
        except Trouble as trouble:
            raise click.ClickException(f"The demonstration could not be made: {trouble}") from None


def _print(chosen: Settings, ways: list[Way]) -> None:
    here = chosen.origin_list[0]
    click.echo(f"A family meeting about J, 7, to try things with: made-up people on {here}")
    click.echo(f"\nWorkers sign in at {here}/sign-in")
    for way in ways:
        if way.kind == "worker":
            click.echo(
                f"  {way.name} ({way.about})\n    {way.email}   {way.password}   code {way.code}   secret {way.secret}"
            )
    click.echo(
        "  A code works once, for about a minute; put the secret into an authenticator app, or run `fgc demo` again."
    )
    click.echo(f"\nFamily who are in already come back at {here}/come-back")
    for way in ways:
        if way.kind == "family":
            click.echo(f"  {way.name} ({way.about})   " + (f"code {way.code}   PIN {way.pin}" if way.code else _gone()))
    click.echo("  A code works once, for ten minutes; run `fgc demo` again for new ones.")
    click.echo("\nInvited, not in yet (the coordinator lets them in under Invitations)")
    for way in ways:
        if way.kind == "card":
            click.echo(f"  {way.name} ({way.about})   {way.link}   PIN {way.pin}")
    click.echo("\nUse a window of its own (a private one, or another browser) for each person.")


def _gone() -> str:
    return "their page is closed: the coordinator makes a new invitation"
