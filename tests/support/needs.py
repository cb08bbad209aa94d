"""What a test needs and may not find: skipped with a visible reason, or failed where FGC_TEST_REQUIRE=1."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from config.setup.chromium import MISSING, find_chromium
from tests.support.services import ServiceMissing, is_required

T = TypeVar("T")


def needed(find: Callable[[], T]) -> T:
    """The result of `find`; when it raises `ServiceMissing`, the test is skipped, or failed if required.

    Use: `url = needed(postgres_url)`; for a context manager: `stack.enter_context` inside a lambda.
    """
    try:
        return find()
    except ServiceMissing as missing:
        if is_required():
            pytest.fail(f"{missing} (FGC_TEST_REQUIRE=1)", pytrace=False)
        pytest.skip(str(missing))


def chromium_path() -> str:
    """Where Chromium is, for Playwright's `executable_path`. Raises `ServiceMissing`; use with `needed`."""
    found = find_chromium()
    if found is None:
        raise ServiceMissing(MISSING)
    return str(found)
