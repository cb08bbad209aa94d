"""`fgc jobs`: what the service does by itself every day, on demand or from a timer."""

import click

from fgc.cases.registry import case_exists
from fgc.commands.running import service
from fgc.commands.saying import say_json
from fgc.conference.actions.deletion import sweep as sweep_private
from fgc.core import uow
from fgc.notes.actions.filing import sweep as sweep_files


@click.group()
def jobs() -> None:
    """Work without an audience."""


@jobs.command()
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
def sweep(as_json: bool) -> None:
    """Delete what is due: words of private times that ended long enough ago, keys of cases that were never stored,
    pictures and recordings that belong to nothing any more.

    Safe to repeat, and beside a running server.
    """
    with service() as app:
        deleted = sweep_private()
        keystore = app.extensions["fgc.vault"].keystore
        orphans = keystore.sweep(_known)
        files = sweep_files()
    if as_json:
        say_json({"private_deleted": deleted, "keys_removed": orphans, "files_removed": files})
        return
    click.echo(
        f"Private words of {deleted} cases were deleted; {orphans} keys without data were removed; "
        f"{files} files that belong to nothing were removed."
    )


def _known(case_id: str) -> bool:
    with uow.read() as session:
        return case_exists(session, case_id)
