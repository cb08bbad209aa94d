"""The wire by itself, over a pair of sockets: order, limits, slow readers, and the descriptor after the end."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from engineio.packet import MESSAGE, Packet

from realtime.transport import Outbox, frame_of
from realtime.wire import MOST_HELD, Wire, frame
from tests.support.phone import until


def spawn(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


@pytest.fixture
def ends() -> Iterator[tuple[Wire, socket.socket]]:
    """A wire and the client's end of it."""
    server, client = socket.socketpair()
    wire = Wire(server, 100, spawn)
    yield wire, client
    wire.release()
    server.close()
    client.close()


def masked(opcode: int, payload: bytes, fin: bool = True) -> bytes:
    head = bytes(((0x80 if fin else 0) | opcode, 0x80 | len(payload)))
    return head + bytes(4) + payload


def read_all(client: socket.socket) -> bytes:
    client.settimeout(5)
    data = b""
    with suppress(TimeoutError):
        while more := client.recv(65_536):
            data += more
    return data


def test_a_frame_says_its_length_in_the_three_ways():
    for size in (0, 125, 126, 65_535, 65_536):
        made = frame(1, b"x" * size)
        assert made[0] == 0x81 and made.endswith(b"x" * size)
        assert len(made) == size + (2 if size < 126 else 4 if size < 65_536 else 10)


def test_a_packet_sent_to_many_is_framed_once():
    packet = Packet(MESSAGE, '2["note:added",{"body":"é"}]')
    frame_of(packet)
    packet.data = "changed after it was framed"
    assert frame_of(packet) == frame(1, '42["note:added",{"body":"é"}]'.encode())


def test_texts_come_whole_and_in_order(ends: tuple[Wire, socket.socket]):
    wire, client = ends
    client.sendall(
        masked(1, b"one") + masked(1, b"tw", fin=False) + masked(9, b"ping") + masked(0, b"o") + masked(8, b"")
    )
    assert list(wire.texts()) == ["one", "two"]
    assert read_all(client).startswith(frame(10, b"ping"))


@pytest.mark.parametrize(
    "bad",
    [
        masked(2, b"binary"), b"\x81\x01x", masked(1, b"\xff\xfe"), masked(0, b"more of nothing"),
        b"\xc1\x80\x00\x00\x00\x00", masked(1, b"x" * 90, fin=False) + masked(0, b"x" * 90), masked(3, b""),
    ],
)  # fmt: skip
def test_what_breaks_the_rules_ends_the_connection(ends: tuple[Wire, socket.socket], bad: bytes):
    wire, client = ends
    client.sendall(bad + masked(1, b"later"))
    assert list(wire.texts()) == []
    assert not wire.open
    assert read_all(client)[:1] == b"\x88"


def test_a_slow_reader_is_cut_and_nobody_waits_for_it(ends: tuple[Wire, socket.socket]):
    wire, _client = ends
    piece = frame(1, b"x" * 60_000)
    for _turn in range(3 * MOST_HELD // len(piece) + 20):
        wire.push(piece)
    assert until(lambda: not wire.open)


def test_what_a_reader_takes_late_comes_in_order(ends: tuple[Wire, socket.socket]):
    wire, client = ends
    sent = [frame(1, str(number).encode() * 20_000) for number in range(10)]
    for one in sent:
        wire.push(one)
    wire.close()
    assert read_all(client) == b"".join(sent) + frame(8, (1000).to_bytes(2, "big"))


def test_after_the_end_nothing_is_written_to_the_next_owner_of_the_descriptor():
    server, client = socket.socketpair()
    wire = Wire(server, 100, spawn)
    number = server.fileno()
    wire.release()
    server.close()
    client.close()
    other, far = socket.socketpair()
    with other, far:
        assert number in (other.fileno(), far.fileno())
        wire.push(b"words for somebody else")
        wire.close()
        Outbox(wire).put(Packet(MESSAGE, "x"))
        for end in (other, far):
            end.setblocking(False)
            with pytest.raises(BlockingIOError):
                end.recv(10)
