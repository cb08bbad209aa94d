"""Every setting of the service, read from the environment (`FGC_…`) and checked once, at start.

A default here must be safe in production and fit to be published. A wrong value ends the start with one
sentence (`SettingsError`), never with a traceback.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AliasChoices, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting is missing or wrong. The text is one sentence for whoever runs the service."""


@dataclass(frozen=True, slots=True)
class HelpLines:
    """Whom people can ring who is not part of their case. An empty number is not shown."""

    emergency: str
    advice_name: str
    advice: str
    children_name: str
    children: str
    interpreter: str
    complaints: str


class Settings(BaseSettings):
    """All settings. Times are in seconds unless the name says otherwise; sizes are in bytes."""

    model_config = SettingsConfigDict(env_prefix="FGC_", frozen=True, extra="ignore")

    data_dir: Path = ROOT / "var"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535, validation_alias=AliasChoices("PORT", "FGC_PORT", "port"))
    origins: str = ""
    database_url: str = ""
    keys_url: str = ""
    redis_url: str = ""
    serving: Literal["threads", "gevent"] = "threads"
    threads: int = Field(default=160, ge=8, le=2000)
    socket_cap: int = Field(default=0, ge=0)
    proxy_hops: int = Field(default=0, ge=0, le=5)

    service_name: str = Field(default="Family meetings", min_length=1, max_length=60)
    service_phone: str = Field(default="", max_length=40)
    interpreter_phone: str = Field(default="", max_length=40)
    advice_name: str = Field(default="Family Rights Group", max_length=60)
    advice_phone: str = Field(default="0808 801 0366", max_length=40)
    children_name: str = Field(default="Childline", max_length=60)
    children_phone: str = Field(default="0800 1111", max_length=40)
    emergency_phone: str = Field(default="999", min_length=2, max_length=10)
    complaints_phone: str = Field(default="", max_length=40)
    neutral_site: str = "https://www.metoffice.gov.uk/"
    time_zone: str = "Europe/London"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    stage_notice_s: int = Field(default=20, ge=0, le=600)
    row_lock_s: int = Field(default=90, ge=5, le=900)
    invite_days: int = Field(default=7, ge=1, le=30)
    private_days: int = Field(default=14, ge=1, le=30)
    staff_session_s: int = Field(default=8 * 3600, ge=600)
    idle_s: int = Field(default=15 * 60, ge=60)
    shared_phone_idle_s: int = Field(default=60 * 60, ge=60)
    own_phone_days: int = Field(default=30, ge=1, le=90)
    step_up_s: int = Field(default=300, ge=30)

    failures_per_hour: int = Field(default=30, ge=1)
    body_limit: int = Field(default=1_000_000, ge=10_000)
    file_limit: int = Field(default=25_000_000, ge=100_000)
    files_per_hour: int = Field(default=30, ge=1)
    note_chars: int = Field(default=4_000, ge=100, le=20_000)
    report_chars: int = Field(default=20_000, ge=1_000, le=100_000)
    frame_limit: int = Field(default=16_384, ge=1_024)
    events_per_second: int = Field(default=20, ge=1)

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("is not a time zone such as Europe/London") from error
        return value

    @model_validator(mode="after")
    def _fits_together(self) -> "Settings":
        if self.serving == "gevent" and self.store_url.startswith("sqlite"):
            raise ValueError("serving=gevent needs PostgreSQL: set FGC_DATABASE_URL, or leave FGC_SERVING at threads")
        if not self.store_url.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("database_url must start with sqlite:/// or postgresql+psycopg://")
        if not self.key_store_url.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("keys_url must start with sqlite:/// or postgresql+psycopg://")
        if self.serving == "threads" and self.sockets_at_once >= self.threads:
            raise ValueError("socket_cap must be smaller than threads, so that pages always answer")
        for origin in self.origin_list:
            parts = urlsplit(origin)
            loopback = parts.hostname in ("127.0.0.1", "localhost", "::1")
            if parts.path or not parts.netloc or not (parts.scheme == "https" or (parts.scheme == "http" and loopback)):
                raise ValueError("origins must be https addresses without a path (http only on this machine)")
        return self

    @property
    def store_url(self) -> str:
        """Where the case database is: a SQLAlchemy URL."""
        return self.database_url or f"sqlite:///{self.data_dir / 'data' / 'fgc.db'}"

    @property
    def key_store_url(self) -> str:
        """Where the wrapped data keys are: a SQLAlchemy URL, never the case database."""
        return self.keys_url or f"sqlite:///{self.data_dir / 'keystore' / 'keys.db'}"

    @property
    def sockets_at_once(self) -> int:
        """How many live sockets one process takes before it says that the house is full."""
        if self.socket_cap:
            return self.socket_cap
        return self.threads * 3 // 4 if self.serving == "threads" else 4_000

    @property
    def origin_list(self) -> tuple[str, ...]:
        """The exact origins a browser may come from."""
        if self.origins:
            return tuple(part.strip().rstrip("/") for part in self.origins.split(",") if part.strip())
        return (f"http://127.0.0.1:{self.port}", f"http://localhost:{self.port}")

    @property
    def upload_limit(self) -> int:
        """The largest body with files that is read, so that a file over its limit does not lose the words beside it."""
        return 4 * self.file_limit

    @property
    def help_lines(self) -> HelpLines:
        """Whom people can ring who is not part of their case."""
        return HelpLines(
            self.emergency_phone, self.advice_name, self.advice_phone, self.children_name, self.children_phone,
            self.interpreter_phone, self.complaints_phone,
        )  # fmt: skip

    @property
    def https(self) -> bool:
        """Whether people reach the service over https; decides cookie name and flags."""
        return all(origin.startswith("https://") for origin in self.origin_list)

    @property
    def cookie_name(self) -> str:
        """`__Host-s` on https, plain `s` on loopback http only."""
        return "__Host-s" if self.https else "s"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the service tells times."""
        return ZoneInfo(self.time_zone)


def load_settings(**overrides: object) -> Settings:
    """Read and check the settings. Raises `SettingsError` with one sentence naming the first wrong one."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else ""
        label = name if name == "PORT" or not name else f"FGC_{name}"
        message = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(f"{label}: {message}." if label else f"Settings: {message}.") from None
