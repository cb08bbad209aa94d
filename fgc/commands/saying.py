"""What commands say to machines. Apart from `running`, so that a command that needs no server loads none."""

import json

import click


def say_json(found: object) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
