"""`fgc doctor`: is everything there that a meeting needs? Looks only; makes and changes nothing."""

from dataclasses import asdict

import click

from fgc.commands import checkup
from fgc.commands.running import settings
from fgc.commands.saying import say_json


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For a machine: {ok, findings: [{name, ok, text}]}.")
def doctor(as_json: bool) -> None:
    """Look after keys, stores, permissions, the clock, the built pages, and Redis if it is set.

    One sentence for every problem, and exit code 1; exit code 0 when there is none.
    """
    chosen = settings()
    found = [finding for check in checkup.CHECKS for finding in check(chosen)]
    problems = [finding for finding in found if not finding.ok]
    if as_json:
        say_json({"ok": not problems, "findings": [asdict(finding) for finding in found]})
    else:
        for finding in found:
            sign = click.style("ok", fg="green") if finding.ok else click.style("!!", fg="red")
            click.echo(f"{sign}  {finding.text}")
    if problems:
        raise SystemExit(1)
