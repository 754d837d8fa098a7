"""Who says what: our reader beside what can be had without it, on the gold of `kg eval --statements`, in one table.

    python benchmarks/statements.py [CORPUS]

CORPUS are the articles of data/gold/statements.jsonl, as JSON Lines; without them the passages of our own are read. The rows:

- `kg`: this project's reader;
- `dependencies`: plain spaCy with the same model and two dozen reporting verbs. The clause below the verb (or the one that the
  verb hangs on) is the content, its subject the speaker; "according to" gives the rest of its sentence to what follows; a
  quotation beside a verb belongs to it. It knows neither pronouns nor names: its speaker is whatever the words say;
- `textacy`: `direct_quotations` of textacy, where that is installed (`pip install textacy`; nothing else of the project needs
  it). It wants quotation marks in pairs, so a text that has them not is given to it paragraph by paragraph; a paragraph that it
  refuses gives nothing.

All are judged alike. The last two columns count direct quotations only, which is all that textacy looks for.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.evaluation import runs, statement_figures
from kg.evaluation.statement_gold import Annotated, content
from kg.evaluation.statements import Drawn, Verdict, judge_all
from kg.evaluation.tables import between
from kg.model import StatementKind
from kg.nlp.pipeline import MODEL

VERBS = frozenset(
    "say tell add claim announce state write tweet report explain note argue warn declare insist suggest deny admit ask reply "
    "respond comment confirm believe think".split()
)
HEADS = ("method", "drawn", "F1", "95 %", "precision", "recall", "content F1", "speaker", "direct F1", "direct recall")
_QUOTED = re.compile(r"“[^“”\n]+”|\"[^\"\n]+\"")
_NEAR = 3  # tokens between a quotation and its verb
Span = tuple[int, int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, metavar="CORPUS")
    options = parser.parse_args()
    nlp = importlib.import_module(MODEL).load()
    for name, texts in runs.statement_texts(options.corpus).items():
        print(f"\n{name}: {len(texts)}, {sum(s.counts for text in texts for s in text.statements)} statements\n")
        print(f"| {' | '.join(HEADS)} |\n| --- |{' ---: |' * (len(HEADS) - 1)}")
        print(row("kg", runs.statement_verdicts(texts)))
        print(row("dependencies", judged(texts, lambda text: by_dependencies(nlp(text)))))
        if importlib.util.find_spec("textacy") is None:
            print(f"| textacy | not installed |{' |' * (len(HEADS) - 2)}")
        else:
            print(row("textacy", judged(texts, lambda text: by_textacy(nlp, text))))


def judged(texts: Sequence[Annotated], read: Callable[[str], Iterable[Drawn]]) -> list[Verdict]:
    """Each text, read by a function of its own and judged like any other."""
    return judge_all(texts, (list(read(text.document.text)) for text in texts))


def row(name: str, verdicts: Sequence[Verdict]) -> str:
    """One line of the table."""
    found = statement_figures.figures(verdicts)
    direct = statement_figures.by_kind(verdicts)["direct"]
    values = [found.both.precision.value, found.both.recall.value, found.content.f1, found.speaker.value, direct.f1]
    cells = [f"{value:.2f}" for value in (*values, direct.recall.value)]
    return f"| {name} | {found.both.drawn} | {found.both.f1:.2f} | {between(found.both_interval)} | {' | '.join(cells)} |"


def drawn(text: str, spans: Iterable[Span], cue: str, speaker: str) -> Drawn:
    """A statement of a baseline: its speaker is called what its words say, and quotation marks give the kind."""
    stretches = sorted(spans)
    points, marked = content(text, stretches), content(text, (m.span() for m in _QUOTED.finditer(text)))
    kind = StatementKind.DIRECT if points <= marked else StatementKind.MIXED if points & marked else StatementKind.INDIRECT
    words = " … ".join(text[start:end] for start, end in stretches)
    return Drawn(kind, points, words, cue, speaker, frozenset({speaker} - {""}))


def by_dependencies(doc: Any) -> Iterator[Drawn]:
    """What a parse gives away by itself."""
    quoted = [doc.char_span(*m.span(), alignment_mode="expand") for m in _QUOTED.finditer(doc.text)]
    for token in doc:
        if any(span.start <= token.i < span.end for span in quoted):
            continue
        if token.lower_ == "according":
            source = next((p for to in token.children if to.lower_ == "to" for p in to.children if p.dep_ == "pobj"), None)
            if source is not None:
                rest = set(token.sent) - set(token.subtree)
                yield drawn(doc.text, stretches(rest), "according to", phrase(source))
        elif token.lemma_ in VERBS and token.pos_ == "VERB":
            said = clause(token) | {t for span in quoted if beside(span, token) for t in span}
            if said:
                yield drawn(doc.text, stretches(said), token.text, subject(token))


def clause(verb: Any) -> set[Any]:
    """The words below the verb's clausal complement, or those that it is put into: "…, she said"."""
    below = [child for child in verb.children if child.dep_ in ("ccomp", "parataxis")]
    if below:
        return {t for t in below[0].subtree if not (t.dep_ == "mark" and t.head == below[0])}
    return set(verb.head.subtree) - set(verb.subtree) if verb.dep_ in ("parataxis", "ccomp") and verb.head != verb else set()


def subject(verb: Any) -> str:
    """The words of a verb's subject, or of the one that it shares with the verb it hangs on: "He nodded and said"."""
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return phrase(own[0])
    return subject(verb.head) if verb.dep_ in ("conj", "advcl", "xcomp") else ""


def beside(quotation: Any, verb: Any) -> bool:
    """Whether a quotation stands right before or behind a verb with its subject."""
    phrase_of = [verb, *(t for c in verb.children if c.dep_ in ("nsubj", "dobj", "dative") for t in c.subtree)]
    first, last = min(t.i for t in phrase_of), max(t.i for t in phrase_of)
    return 0 <= quotation.start - last - 1 <= _NEAR or 0 <= first - quotation.end <= _NEAR


def phrase(head: Any) -> str:
    """The words of a noun up to its head."""
    return str(head.doc[head.left_edge.i : head.i + 1].text)


def stretches(tokens: Iterable[Any]) -> Iterator[Span]:
    """Neighbouring tokens as stretches of the text."""
    run: list[Any] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if run and token.i != run[-1].i + 1:
            yield run[0].idx, run[-1].idx + len(run[-1])
            run = []
        run.append(token)
    if run:
        yield run[0].idx, run[-1].idx + len(run[-1])


def by_textacy(nlp: Any, text: str) -> list[Drawn]:
    """The direct quotations that textacy finds, at their places in the text."""
    from textacy.extract.triples import direct_quotations

    try:
        return _of_textacy(text, 0, direct_quotations(nlp(text)))
    except ValueError:  # quotation marks that are not in pairs
        found = []
        for paragraph in re.finditer(r"[^\n]+", text):
            try:
                found += _of_textacy(text, paragraph.start(), direct_quotations(nlp(paragraph.group())))
            except ValueError:
                continue
        return found


def _of_textacy(text: str, offset: int, triples: Iterable[Any]) -> list[Drawn]:
    def words(tokens: Sequence[Any]) -> str:
        return " ".join(t.text for t in tokens)

    return [
        drawn(
            text,
            [(offset + found.content.start_char, offset + found.content.end_char)],
            words(found.cue),
            words(found.speaker),
        )
        for found in triples
    ]


if __name__ == "__main__":
    main()
