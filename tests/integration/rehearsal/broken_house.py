"""A server with one broken rule, for testing the rehearsal: coordinators hear private family time."""

from fgc.cases import policy
from realtime.server import make_wsgi

_right = policy._hears_many


def _wrong(seat: policy.Seat, kind: str, writing: bool, resource: policy.Resource) -> bool:
    if kind == policy.PRIVATE_CIRCLE and seat.role == policy.COORDINATOR and not writing:
        return True
    return _right(seat, kind, writing, resource)


policy._hears_many = _wrong
wsgi = make_wsgi()
