"""Judge without the collector of cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the search for cycles; also a decorator.

    Judging makes a great many values that live on and no cycles, so that each search goes through all of them and finds
    nothing: a third of the time of a large project.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
