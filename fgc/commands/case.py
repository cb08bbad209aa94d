"""`fgc case`: list cases by id, print the policy, shred a rehearsal. No command shows words of a case."""

from dataclasses import asdict

import click

from fgc.cases.actions.lifecycle import shred_rehearsal
from fgc.cases.registry import all_cases
from fgc.commands.policy_page import policy_page
from fgc.commands.running import service
from fgc.commands.saying import say_json
from fgc.core import uow
from fgc.notes.actions.filing import sweep as sweep_files


@click.group()
def case() -> None:
    """Cases, by id and stage. Their words are for the people in them."""


@case.command("list")
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
def list_cases(as_json: bool) -> None:
    """Every case: id, stage, and whether it is held, cancelled, shredded or a rehearsal."""
    with service(), uow.read() as session:
        found = all_cases(session)
    if as_json:
        say_json([{**asdict(line), "created_at": line.created_at.isoformat()} for line in found])
        return
    for line in found:
        marks = [name for name in ("held", "cancelled", "rehearsal", "shredded") if getattr(line, name)]
        click.echo(f"{line.id}  {line.created_at:%Y-%m-%d}  {line.stage:<11}  {' '.join(marks)}".rstrip())


@case.command()
def rules() -> None:
    """Print who may do what, when, as a page: docs/policy.md is this text."""
    click.echo(policy_page(), nl=False)


@case.command()
@click.argument("case_id")
def shred(case_id: str) -> None:
    """Destroy the keys of a rehearsal: its words are gone for ever. Real cases are refused."""
    with service():
        receipt = shred_rehearsal(case_id)
        sweep_files()
    click.echo(f"Shredded. Receipt: {receipt}")
