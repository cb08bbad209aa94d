"""What commands share: reading the settings, opening the stores, saying in one sentence what is wrong.

`settings()` ends with exit code 2 when a setting is wrong. `service()` opens the app of the configured stores; it makes
stores and keys only when asked to (`make=True`), so that looking never creates anything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from config.settings import Settings, SettingsError, load_settings
from fgc.app import create_app
from fgc.core.database import Database
from fgc.core.errors import Busy, NotFound, Refused, Stale
from fgc.migrations import migrate, newest_revision, revision_of
from fgc.vault import VaultError


class Wrong(click.ClickException):
    """A setting is wrong: exit code 2."""

    exit_code = 2


def settings() -> Settings:
    """The settings, or an end with one sentence."""
    try:
        return load_settings()
    except SettingsError as error:
        raise Wrong(str(error)) from None


def prepare_store(chosen: Settings) -> None:
    """Make the data folder and bring the case database to the present schema."""
    chosen.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(chosen.store_url)
    try:
        migrate(database.engine)
    except SQLAlchemyError as error:
        raise click.ClickException(f"The case database cannot be used ({type(error).__name__}).") from None
    finally:
        database.close()


def store_file(url: str) -> Path | None:
    """The file of a SQLite store; None for a server."""
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def revision(chosen: Settings) -> str | None:
    """The schema the case database has; None when there is nothing yet. Makes nothing."""
    file = store_file(chosen.store_url)
    if file is not None and not file.exists():
        return None
    database = Database(chosen.store_url)
    try:
        return revision_of(database.engine)
    except SQLAlchemyError as error:
        raise click.ClickException(f"The case database does not answer ({type(error).__name__}).") from None
    finally:
        database.close()


@contextmanager
def service(*, make: bool = False) -> Iterator[Flask]:
    """The app of the configured stores, inside its context. What an action refuses becomes one sentence, exit 1."""
    chosen = settings()
    if make:
        prepare_store(chosen)
    elif (found := revision(chosen)) != newest_revision():
        raise click.ClickException(
            "There is no data here yet. Start with `fgc serve` or `fgc demo`." if found is None
            else "The case database has an older schema. Start `fgc serve` once; it brings it up to date."
        )  # fmt: skip
    try:
        app = create_app(chosen)
    except VaultError as error:
        raise click.ClickException(str(error)) from None
    try:
        with app.app_context(), sentences():
            yield app
    finally:
        app.extensions["fgc.database"].close()
        app.extensions["fgc.vault"].keystore.close()


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what an action raises on purpose into one sentence and exit code 1."""
    try:
        yield
    except Refused as refused:
        raise click.ClickException(" ".join(str(text) for text in refused.errors.values())) from None
    except Stale as stale:
        raise click.ClickException(stale.reason) from None
    except NotFound:
        raise click.ClickException("There is no such thing here.") from None
    except Busy:
        raise click.ClickException("The case database is busy. Try again in a moment.") from None
    except VaultError as error:
        raise click.ClickException(str(error)) from None
