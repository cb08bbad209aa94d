"""`fgc keys`: do the keys fit, and wrap them anew after the master key was changed."""

import click

from fgc.commands.running import settings
from fgc.commands.saying import say_json
from fgc.vault import LocalMaster, Opened, VaultError, open_existing


@click.group()
def keys() -> None:
    """Look after the keys. No command here ever shows one."""


def _opened() -> Opened:
    chosen = settings()
    try:
        return open_existing(chosen.data_dir, chosen.key_store_url)
    except VaultError as error:
        raise click.ClickException(str(error)) from None


@keys.command()
@click.option("--json", "as_json", is_flag=True, help="For a machine.")
def check(as_json: bool) -> None:
    """Open the key store with the master key, and seal and open a canary.

    Prints the fingerprint of the key that signs records; publish it. Exit 1 when anything does not fit.
    """
    opened = _opened()
    try:
        opened.vault.self_test()
        counted = sum(1 for _slot in opened.vault.keystore.slots())
        found = {
            "master": opened.vault.master.current, "data_keys": counted,
            "signing_key": opened.signer.fingerprint,
        }  # fmt: skip
    except VaultError as error:
        raise click.ClickException(str(error)) from None
    finally:
        opened.vault.keystore.close()
    if as_json:
        say_json(found)
        return
    click.echo("The keys fit together.")
    click.echo(f"Master key: {found['master']} · data keys: {found['data_keys']}")
    click.echo(f"Records are signed with {found['signing_key']}")


@keys.command()
@click.confirmation_option(prompt="Put a new master key before the present one?")
def rotate() -> None:
    """Put a new master key on the first line of its file; the old ones stay behind it and can still unwrap.

    Then restart the server, run `fgc keys rewrap`, make a new copy of the file, and take the old lines out of it.
    """
    chosen = settings()
    try:
        fresh = LocalMaster.rotate(chosen.data_dir / "secrets" / "master.key")
    except VaultError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"The master key is now {fresh.current}. Restart the server, then run `fgc keys rewrap`.")


@keys.command()
def rewrap() -> None:
    """Wrap every data key under the first line of the master key file. Can be stopped and run again."""
    opened = _opened()
    try:
        done = opened.vault.rewrap()
    except VaultError as error:
        raise click.ClickException(str(error)) from None
    finally:
        opened.vault.keystore.close()
    click.echo(f"{done.changed} data keys were wrapped under master key {done.kid}; {done.left} are left.")
    if done.left:
        raise SystemExit(1)
