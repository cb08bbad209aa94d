"""Work that would hold up everybody else: password hashing, PDF, long searches.

Under gevent the only thread serves every socket, so such work goes to gevent's pool of real threads; under
threads it simply runs, a few at a time.
"""

import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

T = TypeVar("T")

_few = threading.BoundedSemaphore(4)
_pool: Any = None


def use_pool(pool: Any) -> None:
    """Tell this module about gevent's thread pool (an object with `apply`); called by `realtime` at start."""
    global _pool  # noqa: PLW0603 — set once, at start
    _pool = pool


def offload(work: Callable[..., T], *args: Any) -> T:
    """Run `work(*args)` out of the way and give back its answer; exceptions come through."""
    if _pool is not None:
        return cast(T, _pool.apply(work, args))
    with _few:
        return work(*args)
