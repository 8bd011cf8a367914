"""Small wheels and source archives, made on the spot."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping

METADATA = (
    "Metadata-Version: 2.4\nName: Tiny_Lib\nVersion: 1.2\nLicense-Expression: MIT\nLicense-File: LICENSE\n\n# Tiny\n"
)


def zipped(members: Mapping[str, str | bytes], *, packed: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def wheel(extra: Mapping[str, str | bytes] | None = None, metadata: str = METADATA) -> bytes:
    return zipped(
        {
            "tiny_lib/__init__.py": "raise SystemExit('this was executed')\n",
            "tiny_lib-1.2.dist-info/METADATA": metadata,
            "tiny_lib-1.2.dist-info/licenses/LICENSE": "the words of the license",
            **(extra or {}),
        }
    )


def tarred(members: Mapping[str, str | bytes], links: Mapping[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return gzip.compress(out.getvalue(), mtime=0)
