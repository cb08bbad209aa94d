"""`fgc record verify`: check a decision record offline. Needs no settings, no database and no network."""

from pathlib import Path

import click
from flask import Flask
from flask.ctx import AppContext
from flask_babel import Babel

from fgc.commands.saying import say_json
from fgc.plan.verify import MAX_BYTES, verify_document
from fgc.vault import verify as good_signature


@click.group()
def record() -> None:
    """Decision records."""


@record.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", default=None, help="Fingerprint or public key that must have signed it, in quotes.")
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
def verify(file: Path, key: str | None, as_json: bool) -> None:
    """Check that a record file is whole and signed, and print the fingerprint of the key that signed it.

    A record carries its own public key: compare the fingerprint with the one your service publishes, or give it with
    --key. Exit 0 the record is good, 1 it is not, 2 the file cannot be read.
    """
    try:
        with file.open("rb") as source:
            raw = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}.") from None
    with _words():
        verdict = verify_document(raw, key, good_signature)
    if as_json:
        say_json({
            "ok": verdict.ok, "problem": verdict.problem, "sentence": verdict.sentence,
            "fingerprint": verdict.fingerprint, "details": list(verdict.details),
        })  # fmt: skip
    else:
        click.echo(verdict.sentence)
        for line in verdict.details:
            click.echo(line)
        if verdict.fingerprint and not verdict.details:
            click.echo(f"Key: {verdict.fingerprint}")
    if not verdict.ok:
        raise SystemExit(1)


def _words() -> AppContext:
    app = Flask("fgc-record")
    Babel(app)
    return app.app_context()
