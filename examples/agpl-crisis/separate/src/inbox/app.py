"""The web application."""

from fastapi import FastAPI

from inbox.translation import translate

app = FastAPI(title="inbox")


@app.get("/messages/translated")
def translated(text: str, source: str, target: str) -> dict[str, str]:
    return {"text": translate(text, source, target)}
