"""Security headers on every response. No inline script or style anywhere, so no nonces (settled, 4)."""

from flask import Flask, Response, g

from config.settings import Settings


def allow_recording() -> None:
    """Let this page use the microphone, and play what was just recorded before it is sent."""
    g.recording = True


def content_policy(settings: Settings, *, recording: bool = False) -> str:
    """The Content-Security-Policy of every page of the app; `recording` ones may play what they hold in memory."""
    sockets = " ".join(origin.replace("http", "ws", 1) for origin in settings.origin_list)
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' {sockets}; "
        f"media-src 'self'{' blob:' if recording else ''}; font-src 'self'; manifest-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    )


def permissions(*, recording: bool) -> str:
    """The Permissions-Policy: nothing but, where a voice can be recorded, the microphone."""
    return f"camera=(), microphone={'(self)' if recording else '()'}, geolocation=(), clipboard-read=()"


def security_headers(settings: Settings) -> dict[str, str]:
    """The headers of every answer, page or file."""
    fixed = {
        "Content-Security-Policy": content_policy(settings),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": permissions(recording=False),
        "X-Robots-Tag": "noindex, nofollow",
        "X-Frame-Options": "DENY",
    }
    if settings.https:
        fixed["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return fixed


def init_headers(app: Flask, settings: Settings) -> None:
    """Set the headers; no page may be kept by a browser or a proxy."""
    fixed = security_headers(settings)
    where_recorded = {
        "Content-Security-Policy": content_policy(settings, recording=True),
        "Permissions-Policy": permissions(recording=True),
    }

    def dress(response: Response) -> Response:
        for name, value in where_recorded.items() if g.get("recording", False) else ():
            response.headers.setdefault(name, value)
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        response.headers["Cache-Control"] = "no-store"
        return response

    app.after_request(dress)
