"""Security headers on every response. No inline script or style anywhere, so no nonces (settled, 4)."""

from flask import Flask, Response, request

from config.settings import Settings


def content_policy(settings: Settings) -> str:
    """The Content-Security-Policy of every page of the app."""
    sockets = " ".join(origin.replace("http", "ws", 1) for origin in settings.origin_list)
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' {sockets}; "
        "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'"
    )


def init_headers(app: Flask, settings: Settings) -> None:
    """Set the headers; nothing but hashed static files may be kept by a browser or a proxy."""
    fixed = {
        "Content-Security-Policy": content_policy(settings),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), clipboard-read=()",
        "X-Robots-Tag": "noindex, nofollow",
        "X-Frame-Options": "DENY",
    }
    if settings.https:
        fixed["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"

    def dress(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if request.endpoint == "static" and response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        else:
            response.headers["Cache-Control"] = "no-store"
        return response

    app.after_request(dress)
