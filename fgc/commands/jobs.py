"""`fgc jobs`: what the service does by itself every day, on demand or from a timer."""

import click

from fgc.cases.registry import case_exists
from fgc.commands.running import service
from fgc.commands.saying import say_json
from fgc.conference.actions.deletion import sweep as sweep_private
from fgc.core import uow


@click.group()
def jobs() -> None:
    """Work without an audience."""


@jobs.command()
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
def sweep(as_json: bool) -> None:
    """Delete the words of private times that ended long enough ago, and keys of cases that were never stored.

    Safe to repeat, and beside a running server.
    """
    with service() as app:
        deleted = sweep_private()
        keystore = app.extensions["fgc.vault"].keystore
        orphans = keystore.sweep(_known)
    if as_json:
        say_json({"private_deleted": deleted, "keys_removed": orphans})
        return
    click.echo(f"Private words of {deleted} cases were deleted; {orphans} keys without data were removed.")


def _known(case_id: str) -> bool:
    with uow.read() as session:
        return case_exists(session, case_id)
