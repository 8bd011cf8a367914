"""Assets that are no texts (headers of weights, wheels, long tables), built here so that a review can read them."""

import io
import json
import struct
import zipfile
from collections.abc import Mapping
from typing import Final

from licet.readers.data_records import LIMIT
from tests.readers.binaries import field, gguf, onnx, safetensors

_SECRET: Final = "https://user:hf_SECRETsecretSECRETsecret12@example.org/a"  # noqa: S105 - a bait, which no reader may repeat
_LEADS_OUT: Final = "../../../../etc/passwd"
_HUGE: Final = 2**62


def _wheel(members: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # A member without a date: the same bytes each time.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _records(*records: dict[str, object]) -> bytes:
    """A table that is long enough to be no sample; a reader of heads gets this much of it."""
    lines = "".join(json.dumps(one) + "\n" for one in records)
    return (lines * (LIMIT // len(lines) + 1)).encode()[:LIMIT]


_TOLD: Final = "Metadata-Version: 2.4\nName: acme\nVersion: 1.0\n"
_GGUF: Final = {
    "empty": b"",
    "minimal": gguf({"general.architecture": "llama"}),
    "full": gguf(
        {
            "general.architecture": "llama",
            "general.type": "model",
            "general.name": "Helper 7B",
            "general.license": "apache-2.0",
            "general.file_type": 15,
            "general.base_model.count": 1,
            "general.base_model.0.name": "Base 7B",
            "general.base_model.0.organization": "Acme",
            "general.base_model.0.repo_url": "https://huggingface.co/acme/base-7b",
            "general.datasets": ["acme/chats"],
            "tokenizer.ggml.tokens": ["<s>", "</s>"],
        }
    ),
    "invalid": b"GGUF\x03",
    # It promises more keys, longer texts and a longer list than there are bytes.
    "hostile": gguf(
        {
            "general.name": _SECRET,
            "general.license": "\x00\u202e" * 40,
            "general.base_model.0.repo_url": _LEADS_OUT,
            "general.source.url": _SECRET,
        }
    )[:-1].replace(struct.pack("<Q", 4), struct.pack("<Q", _HUGE), 1)
    + struct.pack("<Q", 9)
    + b"general.x"
    + struct.pack("<IIQ", 9, 8, _HUGE),
}
_SAFETENSORS: Final = {
    "empty": b"",
    "minimal": safetensors({"modelspec.title": "Helper"}),
    "full": safetensors(
        {
            "format": "pt",
            "modelspec.title": "Helper LoRA",
            "modelspec.architecture": "stable-diffusion-xl-v1-base/lora",
            "modelspec.license": "CreativeML Open RAIL++-M",
            "ss_base_model": "acme/base-xl",
        }
    ),
    "invalid": struct.pack("<Q", 40) + b'{"__metadata__": {"modelspec.title": "He',
    "hostile": struct.pack("<Q", 99_000_000)
    + b'{"__metadata__": '
    + json.dumps(
        {
            "modelspec.title": _SECRET,
            "modelspec.license": {"a": [_SECRET]},
            "ss_base_model": _LEADS_OUT,
            "license": "\x00",
        }
    ).encode()
    + b', "a": '
    + b"[" * 5_000,
}
_ONNX: Final = {
    "empty": b"",
    "minimal": onnx({"model_license": "MIT"}),
    "full": onnx({"model_author": "Acme", "model_license": "Apache-2.0", "model_name": "helper"}),
    "invalid": b"\x07",
    # The last property is one long text that never ends.
    "hostile": onnx({"model_license": _SECRET, "model_name": _LEADS_OUT, "": "\x00" * 50})
    + field(14, field(1, b"model_license") + field(2, b"x" * 9_000))
    + bytes([14 << 3 | 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]),
}
_WHEELS: Final = {
    "empty": b"",
    "minimal": _wheel({"acme-1.0.dist-info/METADATA": _TOLD}),
    "full": _wheel(
        {
            "acme/__init__.py": "raise SystemExit('this was run')\n",
            "acme-1.0.dist-info/METADATA": f"{_TOLD}License-Expression: MIT\nRequires-Dist: numpy==2.0.0\n\nWords.\n",
            "acme-1.0.dist-info/licenses/LICENSE": "You may use this.\n",
            "acme-1.0.dist-info/licenses/NOTICE": "By Acme.\n",
        }
    ),
    "invalid": b"PK",
    "hostile": _wheel(
        {
            _LEADS_OUT: "root:x:0:0",
            "acme-1.0.dist-info/METADATA": f"{_TOLD}License: {_SECRET}\nRequires-Dist: a @ {_SECRET}.zip\n\n",
            "acme-1.0.dist-info/licenses/LICENSE": "a" * 3_000_000,
            f"acme-1.0.dist-info/licenses/{_LEADS_OUT}": "root:x:0:0",
        }
    ),
}
_RECORDS: Final = {
    "empty": b"",
    "minimal": _records({"text": "a", "label": 1}),
    "full": _records({"id": 1, "messages": [{"role": "user", "content": "a"}]}, {"id": 2, "messages": []}),
    "hostile": _records({"messages": [[[[_SECRET]]], {_LEADS_OUT: "\u202e"}], "": None})[: LIMIT // 2]
    + b'{"messages": '
    + b"[" * (LIMIT // 2),
}
BUILT: Final[Mapping[str, Mapping[str, bytes]]] = {
    "gguf": _GGUF,
    "safetensors": _SAFETENSORS,
    "onnx": _ONNX,
    "wheels": _WHEELS,
    "data-records": _RECORDS,
}
"""The assets of a reader by kind."""
