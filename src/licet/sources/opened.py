"""The sources of one run in the order in which they are asked: the network where it may be used, then local stores."""

from collections.abc import Iterator
from contextlib import contextmanager

from licet.sources import Source, hf_cache, installed, ollama_store


@contextmanager
def opened(*, online: bool, fresh: bool = False) -> Iterator[tuple[Source, ...]]:
    """Open the sources of one run; with `fresh` the network is asked anew for whatever may have changed.

    The end of the block is the end of the run: what may change is forgotten, unless it was broken off.
    """
    local = tuple(_local())
    if not online:
        yield local
        return
    from licet.sources.network import remote  # noqa: PLC0415 - a run without network does not pay for it

    kept, asked = remote(fresh=fresh)
    yield (*asked, *local)
    kept.finish()


def _local() -> Iterator[Source]:
    """Yield the stores that are there."""
    if (cache := hf_cache.root()).is_dir():
        yield hf_cache.HubCache(root=cache)
    if (store := ollama_store.root()).is_dir():
        yield ollama_store.OllamaStore(root=store)
    yield from installed.environments()
