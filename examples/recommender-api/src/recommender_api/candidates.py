"""Find candidates by the meaning of their descriptions."""

from sentence_transformers import SentenceTransformer

embedder = SentenceTransformer("jinaai/jina-embeddings-v3")


def nearest(query: str, descriptions: list[str], count: int) -> list[int]:
    """Return the positions of the descriptions nearest to the query, the nearest first."""
    vectors = embedder.encode([query, *descriptions], normalize_embeddings=True)
    scores = vectors[1:] @ vectors[0]
    return [int(at) for at in scores.argsort()[::-1][:count]]
