"""A browser without scripts: keeps cookies, posts forms with their token and our origin, as a person's would."""

from typing import Any

from flask import Flask

from fgc.web.csrf import token_for


class Browser:
    """Somebody at a browser; `token` is their session, empty for nobody."""

    def __init__(self, app: Flask, token: str = "") -> None:
        self.app = app
        self.client = app.test_client()
        self.settings = app.extensions["fgc.settings"]
        if token:
            self.client.set_cookie(self.settings.cookie_name, token)

    def _anchor(self) -> str:
        for name in (self.settings.cookie_name, "__Host-p" if self.settings.https else "p"):
            cookie = self.client.get_cookie(name)
            if cookie and cookie.value:
                return str(cookie.value)
        self.client.get("/home")
        return self._anchor()

    def get(self, path: str, **more: Any) -> Any:
        """GET a path."""
        return self.client.get(path, **more)

    def post(self, path: str, **form: Any) -> Any:
        """POST a form."""
        token = token_for(self.app.extensions["fgc.csrf_key"], self._anchor())
        headers = {"Origin": self.settings.origin_list[0], "Sec-Fetch-Site": "same-origin"}
        return self.client.post(path, data={"csrf_token": token, **form}, headers=headers)
