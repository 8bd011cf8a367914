"""What the readers of documents share: the word that a document is not read, and the bound of its text."""

from typing import Final

MAX_TEXT: Final = 2_000_000
"""Characters of one document; longer than any license."""

AS_TEXT: Final = "put the text beside it as .txt"
EXPORT: Final = "save the document again, or put the text beside it as .txt"


class NotRead(Exception):  # noqa: N818 - no error of the program: `reason` says what is wrong with the document
    """A document cannot be read; `hint` says what to do."""

    def __init__(self, reason: str, hint: str = AS_TEXT) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
