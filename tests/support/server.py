"""The real server for tests: gunicorn with our own configuration in a process of its own, on a free port.

`with running_server(tmp_path, store_url) as server:` waits until `/healthz` answers. `server.world()` seats the usual
people in its store; `server.phone(world["mum"])` is their live socket, `server.http(world["mum"])` their browser.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import requests
from flask import Flask

from config.settings import Settings, load_settings
from fgc.app import create_app
from fgc.web.csrf import FIELD, token_for
from tests.factories.world import Someone, World, make_world
from tests.support.phone import Phone, until
from tests.support.services import free_port

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_S = 40.0


@dataclass
class Server:
    """A running server and the stores it stands on."""

    settings: Settings
    app: Flask
    folder: Path
    env: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    phones: list[Phone] = field(default_factory=list)

    @property
    def port(self) -> int:
        """Where it listens on 127.0.0.1."""
        return self.settings.port

    @property
    def cookie_name(self) -> str:
        """The name of the session cookie."""
        return self.settings.cookie_name

    @property
    def url(self) -> str:
        """Its origin."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """Everything it has written to standard error."""
        return (self.folder / f"server-{self.port}.log").read_text()

    def world(self, stage: str = "preparing", **options: Any) -> World:
        """A case in its store with the usual people."""
        return make_world(self.app, stage, **options)

    def csrf(self, who: Someone) -> str:
        """The form token of this person."""
        return token_for(self.app.extensions["fgc.csrf_key"], who.token)

    def phone(self, who: Someone, **options: Any) -> Phone:
        """A live socket of this person."""
        phone = Phone(self, who.token, self.csrf(who), **options)
        self.phones.append(phone)
        return phone

    def http(self, who: Someone | None = None) -> requests.Session:
        """A browser of this person: cookie, origin and form token set."""
        browser = requests.Session()
        browser.headers.update({"Origin": self.url, "Sec-Fetch-Site": "same-origin"})
        if who is not None:
            browser.cookies.set(self.cookie_name, who.token)
            browser.headers["X-CSRF"] = self.csrf(who)
        return browser

    def post(self, who: Someone, path: str, **form: Any) -> requests.Response:
        """POST a form as this person; redirects are not followed."""
        with self.http(who) as browser:
            data = {FIELD: self.csrf(who), **form}
            return browser.post(f"{self.url}{path}", data=data, allow_redirects=False, timeout=10)

    def start(self) -> None:
        """Start (again) and wait until it answers."""
        command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py"]
        with (self.folder / f"server-{self.port}.log").open("ab") as out:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=out, stderr=out, start_new_session=True
            )
        if not until(self._answers, STARTS_WITHIN_S):
            self.kill()
            raise RuntimeError(f"the server did not start:\n{self.log[-4000:]}")

    def stop(self) -> int:
        """End it politely; gives its exit code."""
        process, self.process = self.process, None
        if process is None:
            return 0
        process.send_signal(signal.SIGTERM)
        try:
            return process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
            raise

    def kill(self) -> None:
        """kill -9, workers included."""
        process, self.process = self.process, None
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)

    def _answers(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise RuntimeError(f"the server ended:\n{self.log[-4000:]}")
        try:
            return requests.get(f"{self.url}/healthz", timeout=2).status_code == 200
        except requests.RequestException:
            return False


def server_env(settings: Settings, **more: str) -> dict[str, str]:
    """The environment that gives a server these settings, and nothing of this machine's own FGC_… variables."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FGC_")}
    chosen = {
        f"FGC_{name.upper()}": str(getattr(settings, name))
        for name in settings.model_fields_set
        if getattr(settings, name) not in ("", None)
    }
    return {**inherited, **chosen, "PORT": str(settings.port), "PYTHONPATH": str(ROOT), **more}


@contextmanager
def running_server(
    folder: Path, store_url: str, serving: str = "threads", *, beside: Server | None = None, **options: Any
) -> Iterator[Server]:
    """A server on a migrated store; `beside` is another process on the same stores. Ends with the block.

    `options` are settings (`redis_url=…`, `stage_notice_s=…`).
    """
    chosen: dict[str, Any] = {"stage_notice_s": 0, "log_level": "WARNING", **options}
    settings = load_settings(data_dir=folder, database_url=store_url, serving=serving, port=free_port(), **chosen)
    app = beside.app if beside else create_app(settings)
    server = Server(settings, app, folder, server_env(settings))
    try:
        server.start()
        yield server
    finally:
        for phone in server.phones:
            phone.leave()
        try:
            server.stop()
        finally:
            if beside is None:
                app.extensions["fgc.database"].close()
                cast(Any, app.extensions["fgc.vault"]).keystore.close()
