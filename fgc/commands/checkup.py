"""The checks of `fgc doctor`. Each gets the settings and answers with findings: a name, good or bad, one sentence."""

import os
import resource
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import redis
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from config.settings import ROOT, Settings
from fgc.commands.running import store_file
from fgc.core import clock
from fgc.core.database import Database
from fgc.migrations import newest_revision, revision_of
from fgc.vault import VaultError, open_existing
from fgc.web.assets import read_manifest

DRIFT_S = 5
LEAST_FREE = 500_000_000
SPARE_FILES = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found."""

    name: str
    ok: bool
    text: str


def permissions(chosen: Settings) -> Iterator[Finding]:
    """Keys and data must be nobody else's to read."""
    folder = chosen.data_dir
    if not folder.exists():
        yield Finding("folder", True, f"There is no data in {folder} yet; `fgc serve` makes it.")
        return
    private = [folder / "secrets", folder / "keystore", folder / "data", folder / "demo.json"]
    private += sorted((folder / "secrets").glob("*")) + sorted((folder / "keystore").glob("*.db"))
    loose = [path for path in private if path.exists() and _open_to_others(path)]
    for path in loose:
        right = "700" if path.is_dir() else "600"
        yield Finding("permissions", False, f"{path} can be read by others: run `chmod {right} {path}`.")
    if not loose:
        yield Finding("permissions", True, "Nobody else can read the keys and the data.")
    free = shutil.disk_usage(folder).free
    enough = free >= LEAST_FREE
    left = f"{free // 1_000_000} MB are free"
    yield Finding("disk", enough, f"{left}." if enough else f"{left}: too little for a meeting.")


def store(chosen: Settings) -> Iterator[Finding]:
    """The case database answers and has the right schema; its clock and ours agree."""
    if chosen.store_url == chosen.key_store_url:
        yield Finding("stores", False, "Keys and cases are in one database: give FGC_KEYS_URL a database of its own.")
    file = store_file(chosen.store_url)
    if file is not None and not file.exists():
        yield Finding("store", True, "There is no case database yet; `fgc serve` makes it.")
        return
    database = Database(chosen.store_url)
    try:
        yield _schema(revision_of(database.engine))
        if not database.is_sqlite:
            with database.engine.connect() as connection:
                theirs = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
            yield _clock("the database", theirs)
    except SQLAlchemyError as error:
        yield Finding("store", False, f"The case database does not answer ({type(error).__name__}).")
    finally:
        database.close()


def keys(chosen: Settings) -> Iterator[Finding]:
    """Key store, master key and signing key fit together."""
    file = store_file(chosen.key_store_url)
    if file is not None and not file.exists() and not (chosen.data_dir / "secrets" / "master.key").exists():
        yield Finding("keys", True, "There are no keys yet; `fgc serve` makes them.")
        return
    try:
        opened = open_existing(chosen.data_dir, chosen.key_store_url)
    except VaultError as error:
        yield Finding("keys", False, str(error))
        return
    opened.vault.keystore.close()
    yield Finding("keys", True, f"The keys fit together; records are signed with {opened.signer.fingerprint}.")


def our_clock(chosen: Settings) -> Iterator[Finding]:
    """The clock cannot be before the newest thing we wrote: one-time codes and invitations live by it."""
    places = [chosen.data_dir / "data", chosen.data_dir / "keystore", ROOT / "pyproject.toml"]
    files = [path for place in places for path in ([place] if place.is_file() else place.glob("*"))]
    newest = max((path.stat().st_mtime for path in files), default=0.0)
    late = newest - clock.now().timestamp()
    moment = clock.now().astimezone(chosen.zone)
    said = f"It is {moment:%d %B %Y, %H:%M} in {chosen.time_zone}"
    ok = late <= DRIFT_S
    yield Finding("clock", ok, f"{said}." if ok else f"{said}, but files here are {late:.0f} s younger: set the clock.")


def front_end(_chosen: Settings) -> Iterator[Finding]:
    """Every built file of the manifest is there."""
    dist = ROOT / "static" / "dist"
    manifest = read_manifest(dist)
    if not manifest:
        yield Finding("front-end", False, "The pages have no styles and scripts: run `make assets`.")
        return
    missing = sorted(name for name in manifest.values() if not (dist / name).is_file())
    text_ = f"Built files are missing ({', '.join(missing)}): run `make assets`." if missing else "The pages are built."
    yield Finding("front-end", not missing, text_)


def shared_bus(chosen: Settings) -> Iterator[Finding]:
    """Redis, when it is set."""
    if not chosen.redis_url:
        return
    client = redis.Redis.from_url(chosen.redis_url, socket_connect_timeout=3, socket_timeout=3)
    try:
        with client:
            seconds, micros = client.time()
        yield Finding("redis", True, "Redis answers.")
        yield _clock("Redis", datetime.fromtimestamp(seconds + micros / 1e6, UTC))
    except redis.RedisError as error:
        yield Finding("redis", False, f"Redis does not answer ({type(error).__name__}): see FGC_REDIS_URL.")


def room(chosen: Settings) -> Iterator[Finding]:
    """Enough open files for the sockets that one process takes."""
    limit, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    need = chosen.sockets_at_once + SPARE_FILES
    ok = limit == resource.RLIM_INFINITY or limit >= need
    said = f"One process takes {chosen.sockets_at_once} live sockets"
    yield Finding("files", ok, f"{said}." if ok else f"{said}, but may open {limit} files: run `ulimit -n {need}`.")


def _schema(found: str | None) -> Finding:
    if found == newest_revision():
        return Finding("store", True, "The case database answers and has the present schema.")
    if found is None:
        return Finding("store", True, "The case database is empty; `fgc serve` fills it.")
    return Finding("store", False, "The case database has another schema: start `fgc serve` once.")


def _clock(whose: str, theirs: datetime) -> Finding:
    drift = abs((clock.now() - theirs).total_seconds())
    if drift <= DRIFT_S:
        return Finding("clock", True, f"Our clock and that of {whose} agree.")
    return Finding("clock", False, f"Our clock and that of {whose} are {drift:.0f} s apart: set them right.")


def _open_to_others(path: Path) -> bool:
    return bool(stat.S_IMODE(os.stat(path).st_mode) & 0o077)  # noqa: PTH116 — follows links, as readers do


CHECKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    permissions, store, keys, our_clock, front_end, shared_bus, room,
)  # fmt: skip
