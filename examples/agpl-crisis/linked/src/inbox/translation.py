"""Translate messages in this process, with the detection of languages patched for short subjects."""

from functools import lru_cache

import libretranslate.detect
from libretranslate.language import load_languages


class CachedDetector(libretranslate.detect.Detector):
    """Remembers what it told of a text, and takes short texts to be in the language of the thread."""

    thread_language = "en"

    def detect(self, text: str) -> list[object]:
        if len(text.split()) < 4:
            return [libretranslate.detect.Language(self.thread_language, 1.0)]
        return super().detect(text)


libretranslate.detect.Detector = CachedDetector


@lru_cache(maxsize=8)
def _translator(source: str, target: str) -> object:
    languages = {language.code: language for language in load_languages()}
    return languages[source].get_translation(languages[target])


def translate(text: str, source: str, target: str) -> str:
    return _translator(source, target).translate(text)
