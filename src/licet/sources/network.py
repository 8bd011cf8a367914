"""The sources that ask over the network, with their secrets."""

from licet.sources import Source, hub, npm_registry, npm_settings, ollama_registry, package_index, pip_settings
from licet.sources.answers import Answers, cache_folder
from licet.sources.transport import Transport


def remote(*, fresh: bool) -> tuple[Answers, tuple[Source, ...]]:
    """Return the answers of one run, kept in the user's cache, and the sources that ask for them."""
    indexes = pip_settings.settings()
    registries = npm_settings.settings()
    transport = Transport(secrets={**registries.secrets, **indexes.secrets, **hub.secrets()})
    kept = Answers(transport=transport, folder=cache_folder() / "answers", fresh=fresh)
    return kept, (
        hub.Hub(answers=kept, endpoint=hub.endpoint()),
        package_index.PackageIndexes(answers=kept, indexes=indexes),
        npm_registry.NpmRegistry(answers=kept, address=registries.registry, scopes=registries.scopes),
        ollama_registry.OllamaRegistry(answers=kept),
    )
