"""The registry of Ollama: the license layers of a model, without its weights.

Source: the OCI distribution specification (`/v2/<name>/manifests/<tag>`, `/v2/<name>/blobs/<digest>`).
"""

from dataclasses import dataclass
from typing import Final

from licet.model.lookups import Answer, Failed, Missing, Registry, Sought
from licet.sources import Wanted
from licet.sources.answers import Answers
from licet.sources.ollama_layers import HOST, MAX_MANIFEST, MAX_TEXT, looked, place_of
from licet.sources.transport import Fault

NAME: Final = "ollama-registry"
REGISTRIES: Final = frozenset({Registry.OLLAMA})
ADDRESS: Final = f"https://{HOST}"
_ACCEPT: Final = "application/vnd.docker.distribution.manifest.v2+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class OllamaRegistry:
    """The registry; models of other hosts are not asked for."""

    answers: Answers
    address: str = ADDRESS
    registries: frozenset[Registry] = REGISTRIES

    def lookup(self, sought: Sought, wanted: Wanted) -> Answer:  # noqa: ARG002 - a layer has no name to choose by
        """Return the license texts of a model."""
        place = place_of(sought.name)
        if place is None or place[0] != HOST:
            return Missing(source=self.address, reason="it is no model of this registry")
        base = f"{self.address}/v2/{place[1]}/{place[2]}"
        reply = self.answers.get(f"{base}/manifests/{place[3]}", limit=MAX_MANIFEST, accept=_ACCEPT)
        if isinstance(reply, Fault):
            return Failed(source=self.address, reason=reply.reason)
        if reply.status == 404:  # noqa: PLR2004 - RFC 9110
            return Missing(source=self.address, reason="no such model or tag")
        if reply.status != 200:  # noqa: PLR2004 - RFC 9110
            return Failed(source=self.address, reason=f"the registry answers {reply.status}")

        def layer(digest: str) -> bytes | str:
            blob = self.answers.get(f"{base}/blobs/{digest}", limit=MAX_TEXT, settled=True)
            if isinstance(blob, Fault):
                return blob.reason
            return blob.body if blob.status == 200 else f"the registry answers {blob.status}"  # noqa: PLR2004 - RFC 9110

        return looked(self.address, sought, reply.body, layer)
