"""Ask the translation service, a program of its own, over its public interface."""

import requests

SERVICE = "http://127.0.0.1:5000/translate"


def translate(text: str, source: str, target: str) -> str:
    answer = requests.post(SERVICE, json={"q": text, "source": source, "target": target}, timeout=10)
    answer.raise_for_status()
    return answer.json()["translatedText"]
