"""Names that model cards give licenses the Hub has no id for, and those that an audit gives licenses of data.

What each name means was decided by reading the names: a version that is said counts, a family alone stays open.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from licet.identify.claims import Stated, read_claim
from licet.identify.name_tables import hub_ids
from licet.identify.spellings import is_license
from licet.licenses.expression import leaves
from licet.licenses.store import ids
from licet.model.bom import Claim, Evidence
from licet.model.vocabulary import Grade
from tests.shared import shared

GEMMA = "LicenseRef-scancode-gemma-tou-2025-03-24"
LLAMA2 = "LicenseRef-scancode-llama-2-license-2023"
LLAMA3 = "LicenseRef-licet-llama-3"
LLAMA31 = "LicenseRef-scancode-llama-3.1-license-2024"
LLAMA32 = "LicenseRef-scancode-llama-3.2-license-2024"
LLAMA33 = "LicenseRef-scancode-llama-3.3-license-2024"
LLAMA4 = "LicenseRef-scancode-llama-4-cla-2025"

NAMED = {
    # seen in the records of the Hub, the more frequent first
    "LicenseRef-licet-lfm-open-1.0": ["lfm1.0", "lfm-open-license-v1.0", "lfm-1.0"],
    "LicenseRef-licet-qwen-research-2024": ["qwen-research"],
    "LicenseRef-licet-kimi-k3": ["kimi-k3"],
    "LicenseRef-licet-sam": ["sam-license"],
    "LicenseRef-licet-ltx-2.x-community": ["ltx-2.x-community-license", "ltx-2.x-community"],
    "LicenseRef-scancode-stability-ai-community-2024": [
        *("stabilityai-ai-community", "stability-ai-community-license", "stability-community"),
        *("stability-ai-community", "stabilityai-community"),
    ],
    "LicenseRef-licet-fish-audio-research": ["fish-audio-research-license"],
    "LicenseRef-licet-nvidia-open-model-agreement-2026": ["nvidia-open-model-agreement"],
    "CC0-1.0": ["cc0"],
    "LicenseRef-scancode-health-ai-developer-tou-2024": ["health-ai-developer-foundations"],
    "LicenseRef-licet-glm-4": ["glm-4"],
    "CC-BY-3.0-IGO": ["cc-by-3.0-igo"],
    "LicenseRef-licet-coqui-cpml-1.0.0": ["coqui-public-model-license"],
    "LicenseRef-licet-dinov3": ["dinov3-license"],
    "Apache-2.0": ["apache-license-2.0", "Apache License 2.0"],
    "LicenseRef-licet-flux-nc-2.1": ["flux-non-commercial-v2.1", "flux-non-commercial-license-v2.1"],
    "BUSL-1.1": ["business-source-license-1.1", "bsl-1.1"],
    "NPL-1.1": ["npl-1.1"],
    "LicenseRef-scancode-fair-ai-public-1.0-sd": ["faipl-1.0-sd", "fair-ai-public-license-1.0-sd"],
    "LicenseRef-licet-openmdw-1.1": ["openmdw1.1-license"],
    "LicenseRef-scancode-stable-diffusion-2022-08-22": ["creativeml-open-rail-m"],
    "LicenseRef-scancode-polyform-strict-1.0.0": ["polyform-strict-1-0-0"],
    # two licenses in one name: the stricter reading of "and", for code and weights alike
    "Apache-2.0 AND MIT": ["mit-and-apache-2.0"],
    "Apache-2.0 AND CC-BY-NC-SA-4.0": ["apache-2.0-and-cc-by-nc-sa-4.0"],
    f"Apache-2.0 AND {GEMMA}": ["apache-2.0-and-gemma-terms", "gemma-and-apache-2.0"],
    "Apache-2.0 OR MIT": ["mit-or-apache-2.0", "mit_or_apache-2.0"],
    "GPL-3.0-or-later AND MIT": ["gpl-3.0-or-later-and-mit"],
    # the families of Llama: each version is a license of its own
    LLAMA2: ["llama2", "llama-2-community-license", "llama2-license", "Meta Llama 2 Community License"],
    LLAMA3: ["llama3", "llama-3-community-license", "llama3-license", "meta-llama-3", "Meta Llama3 Community License"],
    LLAMA31: ["llama3.1", "llama-3.1-community-license", "llama-3.1-community", "llama3.1-license", "Meta Llama 3.1"],
    LLAMA32: ["llama3.2", "llama-3.2-community-license", "llama3.2-community", "llama-3.2-license"],
    LLAMA33: ["llama3.3", "llama-3.3-community-license", "llama3.3-community", "llama-3.3-license"],
    LLAMA4: ["llama4", "llama4-community-license", "llama-4-community", "llama4-license"],
    "LicenseRef-scancode-deepseek-la-1.0": ["deepseek-license-agreement", "DeepSeek License Agreement v1.0"],
    "LicenseRef-scancode-tongyi-qianwen-2023": ["tongyi-qianwen-2023"],
    "LicenseRef-licet-tongyi-qianwen-research": ["tongyi-qianwen-research"],
    "LicenseRef-licet-fair-noncommercial-research": [
        *("fair-noncommercial-research-license", "fair-noncommercial-research-license-v1"),
    ],
    "LicenseRef-licet-mistral-mrl-0.1": ["mrl", "mistral-ai-research-licence", "Mistral Research License"],
    "LicenseRef-scancode-exaone-ai-model-1.1-nc": ["exaone-3.5"],
    "LicenseRef-scancode-moonshot-ai-modified-mit-2025": ["kimi-k2"],
}

UNKNOWN = [
    # licenses of their own that nobody has read; the more frequent first
    *("minimax-h3-community-license-agreement", "ltx-2-community-license-agreement", "krea-2-community-license"),
    *("qwen3.8-max", "minimax-music3-community-license", "minimax-h3-community-license"),
    *("nvidia-nemotron-open-model-license", "nvidia-openmdw-and-dataset-other", "minimax-music3-terms"),
    *("taste2-research-only", "minimax-community-license", "upstage-solar-license", "nsclv1", "stable-audio-community"),
    *("bananamind-community-license-1.0", "captchakraken-source-available-v1.1", "ltx-2-community-license"),
    *("llada-8b-base-license", "audio8-community-license-v1.0", "cms-manhattan-jirack-v1.4", "bilibili-model-license"),
    *("minimax-h3-license", "minimax-music3-community", "krea2", "vuniti-eula", "altic-fluidvoice-apps-only"),
    *("sarvam-ai-research-license", "modilify-open-model-license-1.0", "schift-2.0", "clyrai-research-preview"),
    *("civitai-image-rentcivit-rent-sell", "civitai-image-rentcivit-rent", "civitai-rentcivit-image"),
    *("civitai-image-rentcivit", "civitai-model-license", "apmic-license", "marionette-research-only", "whyxlicense"),
    *("slop-license", "peal-v4-sovereign-root", "dmj-community-license-dcl", "neomorphic-proprietary"),
    *("oris-research-license", "bee-movie-script", "circlestone-labs-non-commercial-license", "iuggvh"),
    *("genpio-voices-model-license", "hamo-rail-s-1.0", "adobe-deep-image-matting-dataset-license"),
    *("minimax-community", "krea-2-license", "minimax-music3", "tabpfn-3-license-v1.0", "krea2-community-license"),
    *("smilyai-beta-testers", "indian-govt-public-text", "thestage-ai-proprietary", "vedika-5.6-pro", "odyssey-ai"),
    *("nvidia-internal", "bria-rmbg-2.0", "demodokos-foundry-proprietary-model", "minimax-music3-derivative"),
    *("maizenberg-responsible-voice-license-1.0", "kaynak-sartlari", "fraqtl-model-license", "fraqtl-verification"),
    *("qana-open-attribution-1.0", "adaface-ms1mv2", "glyph-proprietary-1.0", "ltx-2-community", "ms-license"),
    *("mediapipe-pytorch-license", "funasr-model-license-1.1", "funasr-model-license", "nvidia-groot-wbc"),
    *("ltx2-community-license", "lemonseed-research", "how-to-get-a-license-when-i-dont-want-to-die", "nvidiasmel"),
    *("ora-custom-model-license", "minimax-h3-community", "falcon-mamba-7b-license", "s1-mini-license"),
    *("minimax-music3-communityclicense", "holley-community-license-1.0", "flux-kontext-dev-license"),
    *("project-yuka", "webai-non-commercial-license-ver.-1.0", "adelaidet", "climategpt-community-license"),
    *("muse-glimmer", "fair-noncommercial-research-license-v2"),
    # names of a family, or of a title that several texts bear: no version follows
    *("nvidia-open-model-license", "qwen", "deepseek", "flux-non-commercial-license", "falcon-llm-license", "exaone"),
    *("modified-mit", "hyperclova-x-seed", "hyperclovax-seed", "nvidia-license", "tongyi-qianwen"),
    *("flux-1-dev-non-commercial-license", "flux.1-dev-non-commercial-license", "flux-dev-non-commercial-license"),
    *("NVIDIA Open Model License Agreement", "yi-license", "llama", "llama-license", "llama-community-license"),
    *("grok-2", "openmdw", "openrail-m", "hunyuan", "tencent-hunyuan-community", "CogVLM License", "bsl"),
    *("Business Source License", "OpenAI Terms of Use", "Hippocratic License", "Prosperity Public License", "Parity"),
    "Timescale License",
    # a known license and something more, or only a likeness of its name
    *("cc-by-4.0-asserted-by-medmnist", "lfm1.0-base-cc-by-4.0-data", "apache-2.0-with-naming-clause"),
    *("altic-non-commercial-with-apache-2.0-upstream", "mit-code-corpus-derived-artifact"),
    *("burgstall-lora-license-with-ltx-2-community-license-agreement", "whizreviewer-llama-3.1-license"),
    *("gemma-terms-meralion-v3-mnsc-sg-odl-v1", "mit-and-commercial", "apache-and-mit", "apache-2.0-and-later"),
    # no license in particular
    *("research-preview-see-card", "inherits-base-model-and-dataset-terms", "custom-personal-use-only"),
    *("inherits-base-model", "see-individual-model-repos", "research-only", "mixed-upstream-terms", "m"),
    *("research-weights-see-license-notice", "research-only-amass-derived", "unstated-upstream", "mixed"),
    *("multiple-licenses", "unspecified-base-model-license", "data", "model-license", "research-only-beta"),
    *("mixed-see-licensing-section", "research-preview", "us-government-public-domain", "**", "see-base-model"),
    *("trellis2-dinov3-rmbg-multiple-licenses", "mixed-upstream-licenses", "per-model", "all-rights-reserved"),
    *("commercial", "pending-review", "proprietary-research", "use"),
]

OF_DATA = {
    # named, though its text could not be had: its terms are not reviewed
    "LicenseRef-licet-ai2-impact-lr": ("AI2 ImpACT License - Low Risk",),
    "MIT": ["MIT License"],
    "Apache-2.0": ["Apache License 2.0", "Apache 2.0"],
    "CC-BY-SA-4.0": ["CC BY-SA 4.0"],
    "CC-BY-SA-3.0": ["CC BY-SA 3.0"],
    "CC-BY-NC-4.0": ["CC BY-NC 4.0"],
    "CC-BY-NC-3.0": ["CC BY-NC 3.0"],
    "CC-BY-NC-2.0": ["CC BY-NC 2.0"],
    "CC-BY-4.0": ["CC BY 4.0"],
    "CC-BY-3.0": ["CC BY 3.0"],
    "CC-BY-2.5": ["CC BY 2.5"],
    "CC-BY-NC-SA-4.0": ["CC BY-NC-SA 4.0"],
    "CC-BY-NC-SA-3.0": ["CC BY-NC-SA 3.0"],
    "CC-BY-NC-ND-4.0": ["CC BY-NC-ND 4.0"],
    "CC0-1.0": ["CC0 1.0"],
    "BSD-3-Clause": ["BSD 3-Clause License"],
    "BSD-2-Clause": ["BSD 2-Clause License"],
    "GPL-3.0-only": ["GNU General Public License v3.0"],
    "GPL-2.0-only": ["GNU General Public License v2.0"],
    "LGPL-2.1-only": ["LGPL 2.1"],
    "LGPL-3.0-only": ["LGPL 3.0"],
    "MPL-2.0": ["MPL 2.0"],
    "ISC": ["ISC License"],
    "EPL-1.0": ["EPL 1.0"],
    "Artistic-2.0": ["Artistic License 2.0"],
    "AFL-3.0": ["Academic Free License v3.0"],
    "CDLA-Sharing-1.0": ["CDLA Sharing 1.0"],
    "CDLA-Permissive-1.0": ["CDLA Permissive 1.0"],
    "C-UDA-1.0": ["C-UDA"],
    "ODC-By-1.0": ["ODC BY 1.0"],
    "OGL-UK-3.0": ["OGL 3.0", "Open Government Licence v3.0"],
    "LicenseRef-scancode-bigscience-open-rail-m": ["BigScience OpenRAIL-M"],
    LLAMA2: ["Llama 2"],
    LLAMA3: ["Meta Llama3 Community License"],
    "": [
        *("OpenAI", "No License", "Custom", "OANC", "Various", "Non Commercial", "Request Form", "CC BY-SA"),
        *("Academic Research Purposes Only", "Google Cloud Translation API", "Microsoft Data Licensing Agreement"),
        *("Anthropic", "LMSYS-Chat-1M Dataset License"),
        "string (''): The name of the license, taken from `constants/license_classes.json`.",
    ],
}

UNREAD = {"apple-ascl", "grok2-community", "h-research", "intel-research", "lgpl-lr"}
"""Ids of the Hub that are certain licenses, and whose terms no record holds."""


def on_a_card(name: str, url: str = "") -> Stated | None:
    return read_claim(
        Claim(license="other", grade=Grade.METADATA, evidence=Evidence(path="README.md"), name=name, url=url, hub=True)
    )


def in_the_field(text: str, *, hub: bool = True) -> Stated | None:
    return read_claim(Claim(license=text, grade=Grade.METADATA, evidence=Evidence(path="README.md"), hub=hub))


def told(stated: Stated | None) -> str:
    """The licenses that are named; nothing for words that are known to be no license that is known."""
    assert stated, "an unknown license keeps its words"
    names = leaves(stated.expression)
    if not stated.vague:
        assert all(map(is_license, names))
        return str(stated)
    assert not any(leaf.known for leaf in names), "an unknown name must not be read as a license later"
    return ""


@pytest.mark.parametrize(("name", "expected"), [(name, license_) for license_, all_ in NAMED.items() for name in all_])
def test_a_name_on_a_card_is_its_license_in_its_version(name: str, expected: str) -> None:
    assert told(on_a_card(name)) == expected
    assert told(in_the_field(name)) == expected


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_name_that_tells_no_license_stands_for_an_unknown_one(name: str) -> None:
    assert told(on_a_card(name)) == ""
    assert told(in_the_field(name)) == ""
    stated = on_a_card(name)
    assert stated
    assert str(stated).startswith(name), "the words are kept"


@pytest.mark.parametrize(
    ("name", "expected"), [(name, license_) for license_, all_ in OF_DATA.items() for name in all_]
)
def test_a_name_of_an_audited_data_license(name: str, expected: str) -> None:
    assert told(in_the_field(name, hub=False)) == expected


@pytest.mark.parametrize("words", ["Unspecified", "unspecified", "other", "unknown"])
def test_words_that_are_no_finding_of_a_license(words: str) -> None:
    assert in_the_field(words) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://github.com/deepseek-ai/DeepSeek-V2/blob/main/LICENSE-MODEL",
            "LicenseRef-scancode-deepseek-la-1.0",
        ),
        (
            "https://raw.githubusercontent.com/deepseek-ai/DeepSeek-V3/main/LICENSE-MODEL",
            "LicenseRef-scancode-deepseek-la-1.0",
        ),
        ("https://huggingface.co/meta-llama/Llama-3.1-8B/resolve/main/LICENSE", LLAMA31),
        ("https://hf.co/meta-llama/Llama-3.1-8B/raw/main/LICENSE?download=true", LLAMA31),
        # another state of a file, a file nobody knows
        ("https://huggingface.co/meta-llama/Llama-3.1-8B/resolve/0e9e39f249a1/LICENSE", ""),
        ("https://raw.githubusercontent.com/acme/model/main/LICENSE", ""),
        ("LICENSE", ""),
    ],
)
def test_the_link_decides_where_the_name_is_a_familys(url: str, expected: str) -> None:
    assert told(on_a_card("deepseek", url)) == expected


def test_each_id_of_the_hub_leads_to_a_record_or_is_known_to_lead_to_none() -> None:
    records = set(ids())
    assert {name for name, license_ in hub_ids().licenses.items() if license_ not in records} == UNREAD


# -- the records themselves -------------------------------------------------------------------------------------------


def records(name: str) -> Iterator[dict[str, object]]:
    with shared("data", name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def test_the_hundred_most_frequent_names_are_settled(capsys: pytest.CaptureFixture[str]) -> None:
    hub = {*hub_ids().licenses, *hub_ids().families, *hub_ids().nothing}
    counted = Counter(str(one["license"]) for one in records("hub_records.jsonl") if one["license"])
    own = {name: count for name, count in counted.items() if name not in hub}
    frequent = sorted(own, key=lambda name: (-own[name], name))[:100]
    assert len(frequent) == 100
    expected = {name: license_ for license_, names in NAMED.items() for name in names} | dict.fromkeys(UNKNOWN, "")
    assert not set(frequent) - set(expected), "each was read by hand"
    found = {name: told(on_a_card(name)) for name in frequent}
    assert found == {name: expected[name] for name in frequent}
    covered, known = sum(own[name] for name in frequent), sum(own[name] for name in frequent if found[name])
    with capsys.disabled():
        cards = f"{covered} of {sum(own.values())} cards"
        sys.stdout.write(f"\n100 of {len(own)} names, on {cards}: {known} cards name a known license\n")


def test_every_license_of_the_records_is_settled() -> None:
    hub = hub_ids()
    for name in {str(one["license"]) for one in records("hub_records.jsonl") if one["license"]}:
        stated = in_the_field(name)
        assert (stated is None) == (name in hub.nothing), name
        assert (told(stated) if stated else "") == hub.licenses.get(name, told(on_a_card(name)) if stated else ""), name


def test_every_audited_license_of_the_records_is_settled() -> None:
    expected = {name: license_ for license_, names in OF_DATA.items() for name in names}
    named: set[str] = set()
    for one in records("dataset_records.jsonl"):
        licenses = one["licenses"]
        assert isinstance(licenses, list)
        named |= {each["license"] for each in licenses}
    assert named - {"Unspecified"} <= set(expected)
