"""Which kind of file a path names, whatever was put before the usual name."""


def is_named(path: str, name: str) -> bool:
    """Tell whether a path ends in the usual name, alone or after `-`, `_` or `.` (`backend_package.json`)."""
    lowered = path.lower()
    if not lowered.endswith(name):
        return False
    file = lowered.rpartition("/")[2]
    return file == name or file.endswith((f"_{name}", f"-{name}", f".{name}"))
