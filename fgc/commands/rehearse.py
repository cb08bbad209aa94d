"""`fgc rehearse`: whole conferences against a running server, before a real one."""

import re
import secrets
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import Flask

from fgc.commands.running import Wrong, service, settings
from fgc.commands.saying import say_json
from fgc.rehearsal import cast
from fgc.rehearsal.doors import Net
from fgc.rehearsal.player import Played, Wish, rehearse, story

_MARKER = re.compile(r"^[A-Za-z0-9-]{3,24}$")


@click.command("rehearse")
@click.option("--url", default="", help="The running server; else the first origin of the settings.")
@click.option("--rooms", default=1, show_default=True, type=click.IntRange(1, 200), help="Conferences at once.")
@click.option("--people", default=10, show_default=True, type=click.IntRange(cast.LEAST, cast.MOST), help="In a room.")
@click.option("--seconds", default=10.0, show_default=True, type=click.FloatRange(0, 3600), help="Of talk in a room.")
@click.option(
    "--every",
    default=2.0,
    show_default=True,
    type=click.FloatRange(0.05, 60),
    help="Seconds from note to note of one person.",
)
@click.option("--marker", default="", help="Put into everything that is typed: letters, digits, hyphens.")
@click.option(
    "--record", "record_file", type=click.Path(dir_okay=False, path_type=Path), help="Keep a signed record here."
)
@click.option("--keep", is_flag=True, help="Keep the cases and the accounts.")
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
def rehearse_command(  # noqa: PLR0913 — one for each option
    url: str, rooms: int, people: int, seconds: float, every: float, marker: str, record_file: Path | None, keep: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Play whole conferences, from opened case to signed record, against a running server.

    Synthetic people do everything over real HTTP and WebSocket; only the accounts of the workers are made through the
    configured store. Workers try the closed door all through private time. The cases are marked as rehearsals and
    shredded at the end, unless kept. Exit 0 only if nothing was lost, doubled or leaked.
    """
    if marker and not _MARKER.match(marker):
        raise Wrong("--marker takes 3 to 24 letters, digits and hyphens.")
    wish = Wish(
        (url or settings().origin_list[0]).rstrip("/"), rooms, people, seconds, every,
        marker or f"rh{secrets.token_hex(4)}", keep,
    )  # fmt: skip
    _answers(wish.url)
    with service() as app:
        played = _with_bar(app, wish)
    if record_file is not None and played.record:
        record_file.write_bytes(played.record)
    _tell(wish, played, record_file, as_json)
    if not played.verdict.good:
        raise SystemExit(1)


def _answers(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise Wrong("--url is an address such as http://127.0.0.1:8000, without a path.")
    door = Net(url)
    try:
        up = door.ask("GET", "/healthz", {}, b"").status == 200
    except OSError:
        up = False
    finally:
        door.close()
    if not up:
        raise click.ClickException(f"Nobody answers at {url}. Start `fgc serve` first.")


def _with_bar(app: Flask, wish: Wish) -> Played:
    steps = len(story(app, wish.seconds)) * wish.rooms
    guard = threading.Lock()
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=steps, label="Rehearsing", file=sys.stderr, hidden=hidden) as bar:

        def tick(name: str) -> None:
            with guard:
                bar.label = f"Rehearsing: {name:<20}"
                bar.update(1)

        return rehearse(app, wish, tick)


def _tell(wish: Wish, played: Played, record_file: Path | None, as_json: bool) -> None:
    verdict = played.verdict
    if as_json:
        kept = {"cases": played.cases, "logins": [asdict(login) for login in played.logins]} if wish.keep else {}
        say_json({"good": verdict.good, "marker": wish.marker, **asdict(verdict), **kept})
        return
    click.echo(verdict.as_line())
    for text in verdict.losses:
        click.echo(f"Lost: {text}")
    for text in verdict.leaks:
        click.echo(f"Leaked at {text}")
    for text in verdict.faults:
        click.echo(text)
    click.echo(f"Everything typed carries {wish.marker}.")
    if record_file is not None and played.record:
        click.echo(f"A signed record is in {record_file}: check it with `fgc record verify {record_file}`.")
    for login in played.logins:
        click.echo(f"{login.email}  password {login.password}  one-time code secret {login.secret}")
    click.echo("All is well." if verdict.good else "This must not happen in a real meeting.")
