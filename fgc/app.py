"""`create_app`: the only place that wires slices together. Knows nothing of sockets."""

from pathlib import Path

from flask import Flask
from flask_babel import Babel
from jinja2 import StrictUndefined
from sqlalchemy import inspect

from config.settings import ROOT, Settings
from fgc import __version__, wiring
from fgc.accounts.identity import init_identity, live_session
from fgc.accounts.languages import page_locale
from fgc.cases.surface import init_surface
from fgc.core.database import Database
from fgc.core.events import Announcer
from fgc.vault import Opened, provision
from fgc.web.assets import init_assets
from fgc.web.csrf import init_csrf
from fgc.web.failures import Failures
from fgc.web.headers import init_headers, security_headers
from fgc.web.pages import init_error_pages
from fgc.web.times import init_times
from fgc.web.uploads import init_uploads


def create_app(settings: Settings) -> Flask:
    """The HTTP side of the service, complete. The database must be migrated already (`fgc serve` sees to it)."""
    dist = ROOT / "static" / "dist"
    app = Flask("fgc", template_folder=str(ROOT / "templates"), static_folder=str(dist), static_url_path="/static")
    app.config.update(
        MAX_CONTENT_LENGTH=settings.body_limit,
        MAX_FORM_MEMORY_SIZE=settings.body_limit,
        TRAP_HTTP_EXCEPTIONS=False,
        BABEL_DEFAULT_LOCALE="en_GB",
        BABEL_DEFAULT_TIMEZONE=settings.time_zone,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "fgc" / "translations"),
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # or `"what" | field_label` would be worked out once, in the language of whoever opened the page first
    app.jinja_env.optimized = False
    app.extensions["fgc.settings"] = settings
    app.extensions["fgc.version"] = __version__
    _open_stores(app, settings)
    Babel(app, locale_selector=page_locale)
    init_times(app)
    init_headers(app, settings)
    init_identity(app)
    init_uploads(app, settings, lambda: live_session() is not None)
    init_csrf(app, settings)
    init_error_pages(app)
    init_assets(app, dist, security_headers(settings))
    init_surface(app)
    wiring.connect(app)
    return app


def _open_stores(app: Flask, settings: Settings) -> None:
    database = Database(settings.store_url)
    opened = open_keys(settings, has_sealed_data=_has_cases(database))
    app.extensions["fgc.database"] = database
    app.extensions["fgc.announcer"] = Announcer()
    app.extensions["fgc.vault"] = opened.vault
    app.extensions["fgc.signer"] = opened.signer
    app.extensions["fgc.csrf_key"] = opened.vault.named("csrf")
    app.extensions["fgc.failures"] = Failures(settings)


def open_keys(settings: Settings, *, has_sealed_data: bool) -> Opened:
    """Open the vault and the signing key; make them on an empty folder, never beside sealed data."""
    Path(settings.data_dir).mkdir(parents=True, exist_ok=True, mode=0o700)
    return provision(settings.data_dir, settings.key_store_url, has_sealed_data=has_sealed_data)


def _has_cases(database: Database) -> bool:
    if not inspect(database.engine).has_table("account"):
        return False
    with database.session(reading=True) as session, session.begin():
        return bool(session.connection().exec_driver_sql("SELECT EXISTS (SELECT 1 FROM account)").scalar())
