"""Draws the sentences that `quiet.jsonl` was chosen from: at random from the sports, science and obituary articles of a corpus.

usage: draw.py CORPUS.jsonl > candidates.jsonl

The corpus is JSON Lines with `title` and `text`. Interviews are left out, and no article gives more than eight sentences. Every
candidate was then read, and those that put two parties into a relation (a visit, a suit, an award by a government, an
accusation …) were left out; what remained is kept by title, SHA-256 of the text and offsets, without the text.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import sys
from pathlib import Path

from kg.model import Document
from kg.nlp.pipeline import Pipeline

SEED = 7
EACH = 48  # sentences of a section
MOST = 8  # sentences of an article
SECTIONS = {
    "sports": r"(?i)defeat|marathon|hurdles|rugby|basketball association|tennis|olympiad",
    "science": r"(?i)scientist|astronom|stud(y|ies) |exoplanet|nobel|ocean|superbug|frog|coating",
    "obituary": r"(?i)\bdies\b|tributes paid",
}


def main(corpus: Path) -> None:
    articles = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    pipeline = Pipeline()
    for section, titles in SECTIONS.items():
        chosen = [a for a in articles if re.search(titles, a["title"]) and "Wikinews" not in a["title"]]
        readings = pipeline.read(Document(a["title"], a["text"]) for a in chosen)
        draw = random.Random(SEED)  # noqa: S311  reproducible on purpose
        spans = []
        for article, reading in zip(chosen, readings, strict=True):
            own = [(article, s, e) for s, e in reading.sentences if 8 <= len(article["text"][s:e].split()) <= 60]
            spans += draw.sample(own, min(MOST, len(own)))
        for article, start, end in draw.sample(spans, min(EACH, len(spans))):
            digest = hashlib.sha256(article["text"].encode("utf-8")).hexdigest()
            place = {"section": section, "title": article["title"], "sha256": digest, "start": start, "end": end}
            print(json.dumps(place | {"text": article["text"][start:end]}, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
