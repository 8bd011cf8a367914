"""Whatever a server answers, a source gives an answer of its own and never raises."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.consult.reading import reading_of, wanted
from licet.model.lookups import Failed, Gated, Looked, Missing, Registry, Sought
from licet.sources import Source
from licet.sources.answers import Answers
from licet.sources.hub import Hub
from licet.sources.npm_registry import NpmRegistry
from licet.sources.ollama_registry import OllamaRegistry
from licet.sources.package_index import PackageIndexes
from licet.sources.pip_settings import Indexes
from licet.sources.transport import Fault, Reply, Transport
from tests.sources.standin import SHA
from tests.sources.wheels import tarred, wheel

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from([SHA, "acme/tiny", "1.2"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("id", "sha", "siblings", "rfilename", "cardData", "tags", "gated", "files", "filename", "url"),
                    *("core-metadata", "sha256", "yanked", "name", "version", "license", "licenses", "type", "dist"),
                    *("tarball", "layers", "mediaType", "digest", "pipeline_tag", "base_model"),
                ]
            ),
            inner,
            max_size=8,
        )
    ),
    max_leaves=12,
)
LIKELY = st.sampled_from(
    [
        b'{"id": "acme/tiny", "sha": "%s", "siblings": [{"rfilename": "LICENSE"}, {"rfilename": 3}]}' % SHA.encode(),
        b'{"name": "tiny", "version": "1.2", "dist": {"tarball": "https://[::1"}, "license": ["MIT"]}',
        b'{"files": [{"filename": "tiny-1.2-py3-none-any.whl", "url": "http://[", "core-metadata": {"sha256": 3}}]}',
        b'<html><a href="tiny-1.2-py3-none-any.whl" data-core-metadata>x</a><a href="http://[">y</a></html>',
        wheel(),
        tarred({"package/LICENSE": "words"}),
    ]
)
BODIES = st.binary(max_size=120) | LIKELY | JSON.map(lambda value: json.dumps(value).encode())
HEADERS = st.dictionaries(
    st.sampled_from(["x-error-code", "content-type", "content-range"]),
    st.sampled_from(
        ["GatedRepo", "EntryNotFound", "RepoNotFound", "application/json", "text/html", "bytes 0-9/10", "x"]
    ),
)
REPLIES = st.builds(
    Reply,
    status=st.sampled_from([200, 200, 200, 204, 206, 302, 401, 403, 404, 410, 416]),
    headers=HEADERS,
    body=BODIES,
    address=st.just(""),
)


@dataclass
class Scripted(Transport):
    """Answers from a list, again and again."""

    script: tuple[Reply | Fault, ...] = ()
    at: int = 0

    def get(
        self, address: str, *, limit: int, accept: str = "*/*", span: tuple[int, int] | None = None
    ) -> Reply | Fault:
        assert limit > 0
        assert "\n" not in address + accept
        assert span is None or span[0] != span[1]
        self.at += 1
        return self.script[self.at % len(self.script)]


def sources(answers: Answers) -> Mapping[Sought, Source]:
    name = "https://index.example"
    return {
        Sought(registry=Registry.MODEL, name="acme/tiny"): Hub(answers=answers),
        Sought(registry=Registry.DATASET, name="acme/tiny", version=SHA): Hub(answers=answers),
        Sought(registry=Registry.PYPI, name="tiny"): PackageIndexes(answers=answers, indexes=Indexes(indexes=(name,))),
        Sought(registry=Registry.NPM, name="tiny", version="1.2"): NpmRegistry(answers=answers, address=name),
        Sought(registry=Registry.OLLAMA, name="tiny"): OllamaRegistry(answers=answers),
    }


@settings(max_examples=150, deadline=None)
@given(script=st.lists(REPLIES | st.just(Fault(reason="down")), min_size=1, max_size=5))
def test_no_answer_of_a_server_raises(script: list[Reply | Fault]) -> None:
    for sought, source in sources(Answers(transport=Scripted(script=tuple(script)))).items():
        told = source.lookup(sought, wanted)
        assert isinstance(told, Looked | Gated | Missing | Failed)
        looked = told.partly if isinstance(told, Gated) else told
        if isinstance(looked, Looked):
            found = reading_of(sought, looked)
            assert found.components[0].id.startswith(sought.id)
            assert not any(problem.hides for problem in found.problems)
