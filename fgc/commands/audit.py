"""`fgc audit`: check the chains of the trail, and read them. Entries are ids and codes: there are no words in them."""

import json

import click

from fgc.audit import trail
from fgc.commands.running import service
from fgc.commands.saying import say_json
from fgc.core import uow


@click.group()
def audit() -> None:
    """The audit trail: an entry for every act, each naming the hash of the one before it."""


@audit.command()
@click.option("--case", "case_id", default="", help="Check one case only.")
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
def verify(case_id: str, as_json: bool) -> None:
    """Check every chain from its first entry to its head. Exit 1 when one is broken, and say where."""
    with service(), uow.read() as session:
        names = [name for name in trail.logs(session) if not case_id or name.split(":")[0] == case_id]
        found = {name: (trail.verify(session, name), *trail.head_of(session, name)) for name in names}
    if case_id and not found:
        raise click.ClickException("There is no chain of this case.")
    broken = [problem for problem, _seq, _hash in found.values() if problem]
    if as_json:
        chains = [
            {"log": name, "ok": not problem, "problem": problem, "entries": seq, "head": head}
            for name, (problem, seq, head) in found.items()
        ]
        say_json({"ok": not broken, "chains": chains})
    else:
        for problem in broken:
            click.echo(problem)
        entries = sum(seq for _problem, seq, _hash in found.values())
        click.echo(f"{len(found)} chains with {entries} entries were checked: {len(broken)} broken.")
    if broken:
        raise SystemExit(1)


@audit.command()
@click.option("--case", "case_id", default=trail.SYSTEM, help="A case id; without it the chain of the whole service.")
@click.option("--after", default=0, help="Start after this entry.")
@click.option("--limit", default=200, show_default=True, type=click.IntRange(1, 10_000))
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
def show(case_id: str, after: int, limit: int, as_json: bool) -> None:
    """Entries of one chain, oldest first. What happened inside private family time is shown to nobody."""
    if ":" in case_id:
        raise click.ClickException("What happened inside private family time is shown to nobody.")
    with service(), uow.read() as session:
        found = trail.entries(session, case_id, after=after, limit=limit)
    if as_json:
        fields = ("seq", "act", "who", "session", "obj", "circle", "ok", "facts", "hash")
        say_json([{"at": entry.at.isoformat(), **{name: getattr(entry, name) for name in fields}} for entry in found])
        return
    for entry in found:
        facts = json.dumps(entry.facts, sort_keys=True) if entry.facts else ""
        parts = (f"{entry.seq:>6}", f"{entry.at:%Y-%m-%d %H:%M:%S}", f"{entry.act:<22}", entry.who, entry.obj)
        words = "  ".join(part for part in (*parts, entry.circle, facts) if part)
        click.echo(words + ("" if entry.ok else "  (refused)"))
