"""`fgc serve`: bring the store up to date, make or open the keys, then hand over to gunicorn."""

import os
import sys

import click

from config.settings import ROOT
from fgc.commands.running import service, settings
from fgc.web.assets import read_manifest

TARGET = "realtime.server:wsgi"


@click.command()
@click.option("--check", is_flag=True, help="Do everything but start the server.")
def serve(check: bool) -> None:
    """Serve meetings. On an empty folder this makes the stores and the keys first.

    Address and port come from FGC_HOST and PORT. This process becomes the server: stop it with Ctrl-C or SIGTERM.
    """
    chosen = settings()
    with service(make=True) as app:
        app.extensions["fgc.vault"].self_test()
    if not read_manifest(ROOT / "static" / "dist"):
        click.echo("The pages have no styles or scripts yet: run `make assets`.", err=True)
    command = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "config" / "gunicorn.py"), TARGET]
    if check:
        click.echo(f"Ready to serve on {chosen.origin_list[0]}.")
        return
    click.echo(f"Serving on {chosen.origin_list[0]}", err=True)
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606 — our own interpreter with fixed arguments
