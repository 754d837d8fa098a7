"""The reader, loaded once, and the texts of a module's tables, read in one go."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.model import Document, Reading
from kg.nlp.pipeline import Pipeline
from tests.nlp.tables import PUBLISHED


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The reader with the shipped vocabulary."""
    return Pipeline()


@pytest.fixture(scope="session")
def nlp(pipeline: Pipeline) -> Language:
    """The spaCy pipeline inside, for tests that look at a Doc."""
    inside: Language = pipeline._nlp
    return inside


@pytest.fixture(scope="module")
def readings(request: pytest.FixtureRequest, pipeline: Pipeline) -> dict[str, Reading]:
    """Text → Reading, for each of the module's `TEXTS`, each a document of its own that was published on `PUBLISHED`."""
    texts: list[str] = list(dict.fromkeys(request.module.TEXTS))
    documents = [Document(text[:40], text, date=PUBLISHED) for text in texts]
    return dict(zip(texts, pipeline.read(documents), strict=True))
