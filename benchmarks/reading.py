"""Words a second of a whole build, text to files, against plain `nlp.pipe` of the same model with spaCy's default settings.

    python benchmarks/reading.py [CORPUS] [--repeats 3] [--words 20000] [--json]

CORPUS is a JSONL or JSONL.gz file, or anything else that `kg build` reads; without one the sample article is repeated. Each run
is a process of its own, the two sides take turns, and both read the same texts. A word is a token of spaCy's that is neither
space nor punctuation. Given are medians of the wall time of the work alone, with the loading of spaCy and the model left out on
both sides, of the whole process, of its CPU time, and of the greatest memory. Ratios within one run are what to compare: the
seconds are those of the machine, and of whoever else uses it.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SIDES = ("spacy", "kg")


def texts(corpus: str, words: int) -> list[str]:
    """The texts of a corpus, or the sample article often enough to hold that many words."""
    from kg import readers, resources

    if corpus:
        return [d.text for d in readers.read([corpus], on_problem=lambda problem: print(problem, file=sys.stderr))]
    sample = [d.text for d in readers.read([resources.data() / "articles"], on_problem=lambda problem: None)]
    return sample * max(1, round(words / sum(len(text.split()) for text in sample)))


def prepare(corpus: str, words: int, path: Path) -> None:
    """Writes the corpus as JSONL, so that reading files costs next to nothing; titles keep repeated texts apart."""
    with path.open("w", encoding="utf-8") as out:
        for number, text in enumerate(texts(corpus, words)):
            out.write(json.dumps({"title": f"Text {number}", "date": "2025-08-26", "text": text}) + "\n")


def spacy_side(path: Path) -> dict[str, float]:
    """`nlp.pipe` as `spacy.load` gives it: no batch size, no operations chosen, no component left out."""
    import spacy

    from kg.nlp.pipeline import MODEL

    nlp = spacy.load(MODEL)
    began = time.perf_counter()
    lines = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    words = sum(sum(not (token.is_space or token.is_punct) for token in doc) for doc in nlp.pipe(lines))
    return {"work": time.perf_counter() - began, "words": words}


def kg_side(path: Path) -> dict[str, float]:
    """The whole build, text to files. The model is loaded when the first document is asked for; the clock starts after that."""
    from kg.build import Silence, build

    class Clock(Silence):
        began = 0.0

        def start(self, documents: int | None) -> None:
            self.began = time.perf_counter()

    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        result = build([path], folder, progress=clock)
        return {"work": time.perf_counter() - clock.began, "words": result.words}


def one(side: str, path: Path) -> None:
    """Runs one side in this process and prints its figures."""
    figures = {"spacy": spacy_side, "kg": kg_side}[side](path)
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures["cpu"] = used.ru_utime + used.ru_stime
    figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts kilobytes
    print(json.dumps(figures))


def run(side: str, path: Path) -> dict[str, float]:
    """Runs one side in a process of its own."""
    began = time.perf_counter()
    done = subprocess.run([sys.executable, __file__, "--side", side, str(path)], stdout=subprocess.PIPE, check=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures | {"process": time.perf_counter() - began}


def compare(path: Path, repeats: int) -> dict[str, Any]:
    """Medians of both sides, taken in turns, and the ratios of each turn."""
    runs: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for turn in range(repeats):
        for side in SIDES if turn % 2 == 0 else reversed(SIDES):
            runs[side].append(run(side, path))
    words = runs["spacy"][0]["words"]
    figures: dict[str, Any] = {"words": int(words), "repeats": repeats}
    for side in SIDES:
        median = {key: statistics.median(r[key] for r in runs[side]) for key in ("work", "process", "cpu", "memory")}
        figures[side] = median | {"words_per_second": words / median["work"]}
    pairs = list(zip(runs["spacy"], runs["kg"], strict=True))
    figures["times_as_fast"] = statistics.median(s["work"] / k["work"] for s, k in pairs)
    figures["times_as_fast_cpu"] = statistics.median(s["cpu"] / k["cpu"] for s, k in pairs)
    figures["times_as_fast_process"] = statistics.median(s["process"] / k["process"] for s, k in pairs)
    return figures


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The figures for reading."""
    yield f"{figures['words']:,} words, medians of {figures['repeats']} runs each, in turns"
    yield f"{'':24}{'words/s':>10}{'work s':>10}{'process s':>11}{'CPU s':>9}{'memory MB':>11}"
    for side, name in (("spacy", "spaCy, nlp.pipe alone"), ("kg", "kg build, text to files")):
        f = figures[side]
        yield f"{name:24}{f['words_per_second']:10,.0f}{f['work']:10.2f}{f['process']:11.2f}{f['cpu']:9.2f}{f['memory']:11.0f}"
    work, cpu, process = (figures[f"times_as_fast{kind}"] for kind in ("", "_cpu", "_process"))
    yield f"kg build is {work:.2f} times as fast; with start and loading {process:.2f} times, by CPU time {cpu:.2f} times"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", default="")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--words", type=int, default=20_000, help="of the repeated sample article")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.side:
        one(args.side, Path(args.corpus))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.jsonl"
        prepare(args.corpus, args.words, path)
        figures = compare(path, max(1, args.repeats))
    print(json.dumps(figures, indent=2) if args.json else "\n".join(lines(figures)))


if __name__ == "__main__":
    main()
