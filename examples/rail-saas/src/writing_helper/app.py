"""The web service behind the editor."""

from fastapi import FastAPI
from pydantic import BaseModel, Field

from writing_helper.drafts import draft

app = FastAPI(title="writing-helper")


class Brief(BaseModel):
    """What the user wants written."""

    text: str = Field(max_length=4000)
    kind: str = "product description"
    tone: str = "plain"


@app.post("/drafts")
def post_draft(brief: Brief) -> dict[str, str]:
    return {"draft": draft(brief.text, kind=brief.kind, tone=brief.tone)}
