"""Where identities are looked up over a network; the only code that may open a socket. None is needed yet."""
