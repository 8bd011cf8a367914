"""The API that shops call."""

from fastapi import FastAPI
from pydantic import BaseModel

from recommender_api.candidates import nearest
from recommender_api.explain import reason
from recommender_api.features import SETTINGS, looks
from recommender_api.ranking import price_appeal, relevance

app = FastAPI(title="recommender-api")


class Product(BaseModel):
    """One product of a shop's catalog."""

    id: str
    description: str
    image_url: str


class Request(BaseModel):
    """What a visitor looks for, and the shop's catalog."""

    query: str
    catalog: list[Product]


@app.post("/recommendations")
def recommend(request: Request) -> list[dict[str, str]]:
    texts = [product.description for product in request.catalog]
    found = [request.catalog[at] for at in nearest(request.query, texts, SETTINGS["candidates"])]
    texts = [product.description for product in found]
    weights = SETTINGS["weights"]
    scores = [
        weights["relevance"] * relevant + weights["price"] * price + weights["looks"] * max(looks(product.image_url))
        for product, relevant, price in zip(found, relevance(request.query, texts), price_appeal(texts), strict=True)
    ]
    best = sorted(zip(scores, found, strict=True), key=lambda pair: -pair[0])[: SETTINGS["shown"]]
    return [{"id": product.id, "reason": reason(request.query, product.description)} for _, product in best]
