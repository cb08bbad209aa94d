"""A file that is too big is let go of while it still arrives."""

from fgc.web.uploads import CappedMemory


def test_a_file_within_the_limit_is_kept_whole():
    memory = CappedMemory(10)
    memory.write(b"12345")
    memory.write(bytearray(b"67890"))
    assert (memory.getvalue(), memory.size, memory.too_big) == (b"1234567890", 10, False)


def test_a_file_over_the_limit_is_counted_and_not_kept():
    memory = CappedMemory(10)
    for _piece in range(5):
        memory.write(b"12345")
    assert (memory.getvalue(), memory.size, memory.too_big) == (b"", 25, True)
