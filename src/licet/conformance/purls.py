"""Package URLs: whether they can be read."""


def purl_fault(purl: str) -> str:
    """What is wrong with a package URL, in one line; empty where nothing is."""
    from packageurl import PackageURL  # noqa: PLC0415 - slow, and needed where a part has one

    try:
        PackageURL.from_string(purl)
    except ValueError:
        return f"{purl[:120]!r} is no package URL"
    return ""
