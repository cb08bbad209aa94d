"""`fgc user`: accounts of professionals from the command line — the first one, and the way back after a lost factor."""

from dataclasses import asdict

import click

from fgc.accounts import actions
from fgc.accounts.actions.accounts import KINDS
from fgc.accounts.queries import AccountCard, account_by_email, list_accounts
from fgc.commands.running import service, settings
from fgc.commands.saying import say_json
from fgc.core import uow


@click.group()
def user() -> None:
    """Accounts of workers, managers, auditors and administrators. Families come in by invitation only."""


@user.command()
@click.argument("email")
@click.option("--name", default="", help="As colleagues know them; they can change it.")
@click.option("--agency", default="", help="The agency or team.")
@click.option("--kind", type=click.Choice(KINDS), default="staff", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
def create(email: str, name: str, agency: str, kind: str, as_json: bool) -> None:
    """Make an account and print its set-up link. Works on an empty folder, before the first start.

    The link is good for a few days and for one use: pass it on to nobody but this person.
    """
    with service(make=True):
        made = actions.create_account(kind, email, name, agency)
    _tell(made.account_id, made.token, as_json)


@user.command("list")
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
def list_users(as_json: bool) -> None:
    """Every account of a professional. Family members have no address and are not listed."""
    with service(), uow.read() as session:
        found = list_accounts(session)
    if as_json:
        say_json([{**asdict(card), "created_at": card.created_at.isoformat()} for card in found])
        return
    for card in found:
        name = " · ".join(part for part in (card.name, card.agency) if part)
        click.echo(f"{card.state:<9} {card.kind:<14} {card.email:<36} {name}")
    if not found:
        click.echo("There are no accounts yet. Make the first one: fgc user create you@example.org")


@user.command("reset-factor")
@click.argument("email")
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
def reset_factor(email: str, as_json: bool) -> None:
    """Throw away password and second factor, end every session, print a new set-up link.

    Ring the person back on a number you hold before you do this.
    """
    with service():
        card = _card(email)
        token = actions.reset_factor(card.id)
    _tell(card.id, token, as_json)


@user.command()
@click.argument("email")
@click.confirmation_option(prompt="Close this account for good?")
def disable(email: str) -> None:
    """Close an account for good; every session of it ends at once."""
    with service():
        actions.disable(_card(email).id)
    click.echo("The account is closed.")


def _card(email: str) -> AccountCard:
    with uow.read() as session:
        card = account_by_email(session, email)
    if card is None:
        raise click.ClickException("No account has this address.")
    return card


def _tell(account_id: str, token: str, as_json: bool) -> None:
    chosen = settings()
    link = f"{chosen.origin_list[0]}/set-up#{token}"
    if as_json:
        say_json({"account": account_id, "link": link, "days": chosen.invite_days})
        return
    click.echo(f"Set-up link, good for {chosen.invite_days} days and for one use:\n{link}")
