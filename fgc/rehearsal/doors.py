"""Two ways to reach the service: over the network, and inside this process before any server runs (for `fgc demo`)."""

import http.client
import ssl
from collections.abc import Mapping
from contextvars import Context
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import Client

PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. Header names are lower case; `cookies` are the raw Set-Cookie lines."""

    status: int
    headers: Mapping[str, str]
    cookies: tuple[str, ...]
    text: str
    body: bytes


class Door(Protocol):
    """Whatever can carry a request."""

    origin: str

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Send one request and give back the answer, without following anything."""

    def close(self) -> None:
        """Hang up."""


class Net:
    """One kept-alive connection to a server. For one thread at a time."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._secure, self._host, self._port = parts.scheme == "https", parts.hostname or "", parts.port
        self._line: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Send one request; a GET on a connection that the server closed meanwhile is sent again on a fresh one."""
        fresh = self._line is None
        try:
            return self._once(method, path, headers, body)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.close()
            if fresh or method != "GET":
                raise
        return self._once(method, path, headers, body)

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()
        self._line = None

    def _once(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        line = self._line = self._line or self._dial()
        line.request(method, path, body=body or None, headers=dict(headers))
        answer = line.getresponse()
        data = answer.read()
        if answer.will_close or method != "GET":
            # a form is never sent on a connection that may be half closed: it must not be sent twice
            self.close()
        names = {name.lower(): value for name, value in answer.getheaders()}
        cookies = tuple(value for name, value in answer.getheaders() if name.lower() == "set-cookie")
        return Reply(answer.status, names, cookies, data.decode("utf-8", "replace"), data)

    def _dial(self) -> http.client.HTTPConnection:
        if self._secure:
            return http.client.HTTPSConnection(
                self._host, self._port, timeout=PATIENCE_S, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(self._host, self._port, timeout=PATIENCE_S)


class House:
    """The app itself, without a network."""

    def __init__(self, app: Flask, origin: str) -> None:
        self.origin = origin
        self._client = Client(app, use_cookies=False)

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Run one request through the app, in a context of its own: what is remembered in `g` ends with the request."""
        answer = Context().run(
            self._client.open, path, method=method, base_url=self.origin, headers=list(headers.items()), data=body,
            environ_overrides={"REMOTE_ADDR": "127.0.0.1"},
        )  # fmt: skip
        names = {name.lower(): value for name, value in answer.headers.items()}
        cookies = tuple(answer.headers.getlist("Set-Cookie"))
        data = answer.get_data()
        return Reply(answer.status_code, names, cookies, data.decode("utf-8", "replace"), data)

    def close(self) -> None:
        """Nothing to hang up."""
