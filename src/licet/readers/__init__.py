"""One file per input format; a reader is two functions, `wants(path)` and `read(file)`."""
