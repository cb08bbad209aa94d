"""The `fgc` command: a group that opens a command's module only when it is asked for.

`fgc record verify` must start at once on anybody's machine, without loading a server first.
"""

from importlib import import_module

import click

from config.logs import set_up_logging
from fgc import __version__

COMMANDS = {
    "serve": "serve",
    "demo": "demo",
    "rehearse": "rehearse_command",
    "doctor": "doctor",
    "user": "user",
    "keys": "keys",
    "audit": "audit",
    "record": "record",
    "case": "case",
    "jobs": "jobs",
    "languages": "languages",
}


class Commands(click.Group):
    """Commands by name: module `fgc.commands.<name>`, loaded when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of a service's life."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"fgc.commands.{cmd_name}"), COMMANDS[cmd_name])
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="fgc")
def cli() -> None:
    """Rooms for family group conferences: serve them, look after them, check them.

    Settings are read from the environment (FGC_…). Exit codes: 0 all is well, 1 something is wrong or did not
    work, 2 a setting or an argument is wrong.
    """


def main() -> None:
    """Entry of the installed `fgc` script."""
    set_up_logging("WARNING")
    cli()
