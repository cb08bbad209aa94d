"""The second door: the app with its sockets, and the target that gunicorn serves (`realtime.server:wsgi`).

`create_server` puts the parts together: the app, Socket.IO over our own transport, the gate in front, the bus behind
the announcer, the rounds and the alarms. Everything here is made when it is asked for: importing costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO
from werkzeug.middleware.proxy_fix import ProxyFix

from config.logs import set_up_logging
from config.settings import Settings, load_settings
from fgc.app import create_app
from fgc.core.events import Event
from fgc.core.offload import use_pool
from realtime import frames, prepare, seating
from realtime.alarm import Alarms
from realtime.bus import LocalBus, RedisBus
from realtime.deliver import Deliverer
from realtime.gate import SocketGate
from realtime.handlers import EVENTS, Handler, take
from realtime.presence import Registry
from realtime.transport import Driver
from realtime.watch import Rounds

PING_S = 20


@dataclass(frozen=True, slots=True)
class Parts:
    """The running parts, in `app.extensions["fgc.realtime"]`."""

    registry: Registry
    deliverer: Deliverer
    bus: LocalBus
    gate: SocketGate
    rounds: Rounds
    alarms: Alarms


def create_server(settings: Settings) -> tuple[Flask, SocketIO]:
    """The whole service over a store that is up to date. Nothing runs in the background before `start`."""
    app = create_app(settings)
    if settings.proxy_hops:  # whose address it is: as many proxies are believed as there are, and no Host from them
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxy_hops, x_proto=settings.proxy_hops)  # type: ignore[method-assign]
    socketio = SocketIO(app, **_options(settings))
    server = server_of(socketio)
    server.eio._async = {**server.eio._async, "websocket": Driver(settings.frame_limit)}
    frames.watch(server)
    registry = app.extensions["fgc.sockets"] = Registry()
    deliverer = Deliverer(app, server, registry)
    alarms = Alarms(app, server.start_background_task)
    bus = _bus(settings, deliverer, alarms)
    app.extensions["fgc.announcer"].subscribe(Event, bus.publish)
    gate = SocketGate(app.wsgi_app, app, settings)
    app.wsgi_app = gate  # type: ignore[method-assign]
    rounds = Rounds(app, server, registry, deliverer)
    app.extensions["fgc.realtime"] = Parts(registry, deliverer, bus, gate, rounds, alarms)
    _connect_events(socketio)
    return app, socketio


def start(app: Flask, socketio: SocketIO) -> None:
    """Begin listening to the bus, going round, and keeping alarms."""
    parts: Parts = app.extensions["fgc.realtime"]
    spawn: Callable[..., Any] = server_of(socketio).start_background_task
    parts.bus.start(spawn)
    spawn(parts.rounds.run)
    parts.alarms.set_those_left()


def stop(app: Flask) -> None:
    """Tell every client that the server restarts, and close their transports at once."""
    parts: Parts = app.extensions["fgc.realtime"]
    parts.rounds.stopped = True
    parts.deliverer.restarting()


def make_wsgi() -> Flask:
    """What gunicorn loads in its worker: settings, store, app, background work."""
    settings = load_settings()
    set_up_logging(settings.log_level)
    if settings.serving == "gevent":
        _use_gevent_pool()
    with prepare.one_at_a_time(settings):
        prepare.bring_up_to_date(settings)
        app, socketio = create_server(settings)
    start(app, socketio)
    return app


def __getattr__(name: str) -> Flask:
    if name != "wsgi":
        raise AttributeError(name)
    made = globals()["wsgi"] = make_wsgi()
    return made


def server_of(socketio: SocketIO) -> Any:
    """The python-socketio server inside, which is untyped."""
    return vars(socketio)["server"]


def _options(settings: Settings) -> dict[str, Any]:
    """Socket.IO as the security design wants it; transport and pings are ours (see there, and `realtime.watch`)."""
    return {
        "async_mode": "threading" if settings.serving == "threads" else "gevent",
        "transports": ["websocket"],
        "manage_session": False,
        "cors_allowed_origins": list(settings.origin_list),
        "max_http_buffer_size": settings.frame_limit,
        "ping_interval": PING_S,
        "ping_timeout": PING_S,
        "async_handlers": False,
        "http_compression": False,
        "logger": False,
        "engineio_logger": False,
        "message_queue": None,
        "monitor_clients": False,
        "json": frames.StrictJson,
    }


def _use_gevent_pool() -> None:
    use_pool(import_module("gevent").get_hub().threadpool)


def _bus(settings: Settings, deliverer: Deliverer, alarms: Alarms) -> LocalBus:
    def deliver(event: Event) -> None:
        deliverer.event(event)
        alarms.heard(event)

    if settings.redis_url:
        return RedisBus(deliver, settings.redis_url, partial(deliverer.everybody, "resync"))
    return LocalBus(deliver)


def _connect_events(socketio: SocketIO) -> None:
    socketio.on_event("connect", seating.connected)
    socketio.on_event("disconnect", seating.disconnected)
    for handler in EVENTS.values():
        socketio.on_event(handler.name, partial(_run, handler))


def _run(handler: Handler, data: object = None) -> Any:
    sid: str = request.sid  # type: ignore[attr-defined]
    return take(handler, sid, data)
