"""The whole room: whatever is wrong gives exactly one line and costs only itself."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import readers
from kg.readers import Problem
from tests.readers.conftest import NEWS, Outcome

Reading = Callable[..., Outcome]

GOOD = f"---\ndate: 2024-05-03\n---\n{NEWS}"
LINE = json.dumps({"title": "Plan", "date": "2024-05-03", "text": NEWS})
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
HEAD = '<html><head><title>Plan</title><meta name="date" content="2024-05-03"></head>'
PAGE = f"{HEAD}<body><article><p>{NEWS}</p></article></body></html>"
DATED = "---\ndate: 2024-05-03\n"
GERMAN = f"{DATED}---\nDer Präsident traf am Montag den Kanzler, um mit ihm über den Frieden in Europa zu sprechen."
DAMAGED = GOOD.encode() + " “café” — “naïve” résumé".encode() + b" \xff"
SCRIPT, BADURL = "javascript:alert(1)", "is not a web address"

# name of the file, its content, the one line, the number of documents that come out all the same
BAD: list[tuple[str, str | bytes, str, int]] = [
    ("empty.txt", "", "empty.txt: no text; skipped", 0),
    ("blank.md", " \n\t\n", "blank.md: no text; skipped", 0),
    ("front.txt", "---\ntitle: Only this\ndate: 2024-05-03\n---\n", "front.txt: no text; skipped", 0),
    ("rule.txt", "-----\n*****\n", "rule.txt: no text; skipped", 0),
    ("empty.html", "", "empty.html: no article found in the page; skipped", 0),
    ("menu.html", "<html><body></body></html>", "menu.html: no article found in the page; skipped", 0),
    ("empty.jsonl", "", "empty.jsonl: empty; skipped", 0),
    ("empty.json", "[]", "empty.json: empty list; skipped", 0),
    ("photo.txt", PNG, "photo.txt: not text but a PNG picture; skipped", 0),
    ("photo.html", PNG, "photo.html: not a web page but a PNG picture; skipped", 0),
    ("photo.jsonl", PNG, "photo.jsonl: not JSON Lines but a PNG picture; skipped", 0),
    ("photo.json", PNG, "photo.json: not JSON but a PNG picture; skipped", 0),
    ("paper.md", b"%PDF-1.7\n" + NEWS.encode(), "paper.md: not text but a PDF file; skipped", 0),
    ("zeros.txt", bytes(2000), "zeros.txt: not text but binary data; skipped", 0),
    ("noise.txt", bytes(range(256)) * 20, "noise.txt: not text but binary data; skipped", 0),
    ("german.txt", GERMAN, "german.txt: written in German, not in English; skipped", 0),
    ("notes.docx", NEWS, 'notes.docx: no reader for ".docx" (there are', 0),
    ("cut.jsonl.gz", gzip.compress(LINE.encode() * 50)[:-30], "cut.jsonl.gz: the gzip file is cut short; skipped", 0),
    ("bad.txt.gz", gzip.compress(GOOD.encode())[:12] + b"garbage garbage", "bad.txt.gz: ", 0),
    ("undated.txt", NEWS, "undated.txt: no date; relative dates stay unresolved", 1),
    ("soon.txt", f"---\ndate: soon\n---\n{NEWS}", 'soon.txt: date "soon" is not a day that can be read; relative', 1),
    ("ambiguous.txt", f"---\ndate: 04/05/2024\n---\n{NEWS}", 'ambiguous.txt: date "04/05/2024" is not a day', 1),
    ("feb.txt", f"---\ndate: 2023-02-30\n---\n{NEWS}", 'feb.txt: date "2023-02-30" is not a day', 1),
    ("line.txt", f"---\ndate: soon\n---\nMay 3, 2024\n{NEWS}", "2024-05-03 taken from the text's dateline", 1),
    ("yaml.txt", f"---\ntitle: [a\n---\n{NEWS}", "yaml.txt: front matter is not YAML: ", 1),
    ("bomb.txt", f"---\na: &a [*a]\n---\n{NEWS}", "bomb.txt: front matter is not YAML: ", 1),
    ("deep.txt", f"---\na: {'[' * 5000}\n---\n{NEWS}", "deep.txt: front matter is not YAML: ", 1),
    ("url.txt", f"{DATED}url: '{SCRIPT}'\n---\n{NEWS}", f'url "{SCRIPT}" {BADURL}; left out', 1),
    ("map.txt", f"---\ndate: 2024-05-03\ntitle: {{a: b}}\n---\n{NEWS}", "map.txt: title is not text; left out", 1),
    ("two.txt", f"---\nurl: nowhere\n---\n{NEWS}", f'url "nowhere" {BADURL} and no date; left out, relative', 1),
    ("utf8.txt", DAMAGED, "utf8.txt: 1 character damaged in its UTF-8 text; read as it is", 1),
    ("broken.jsonl", f"{LINE}\n{{\"text\": \n", "broken.jsonl:2: not JSON: expecting value at line 2, column 1; line skipped", 1),
    ("textless.jsonl", f'{{"title": "x"}}\n{LINE}', 'textless.jsonl:1: no "text"; skipped', 1),
    ("number.jsonl", f'{LINE}\n{{"text": 5}}', 'number.jsonl:2: "text" is not text; skipped', 1),
    ("array.jsonl", f"{LINE}\n[1]", "array.jsonl:2: not a JSON object; skipped", 1),
    ("deep.jsonl", f'{LINE}\n{"[" * 200_000}', "deep.jsonl:2: not JSON: nested too deeply; line skipped", 1),
    ("digits.jsonl", f'{LINE}\n{{"date": {"9" * 5000}, "text": "{NEWS} Twice."}}', "digits.jsonl:2: ", 1),
    ("prose.jsonl", f"{NEWS}\n" * 50, "prose.jsonl: not JSON Lines: none of its first 10 lines is an article; skipped", 0),
    ("twice.jsonl", f"{LINE}\n\n{LINE}\n", "twice.jsonl:3: the same document as twice.jsonl:1; kept once", 1),
    ("broken.json", f"[{LINE},", "broken.json: not JSON: expecting value at", 0),
    ("items.json", f"[{LINE}, 7]", "items.json: item 2: not a JSON object; skipped", 1),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "line", "kept"), BAD, ids=[row[0] for row in BAD])
def test_each_bad_input_gives_one_line_and_the_others_are_read(
    reading: Reading, name: str, content: str | bytes, line: str, kept: int
) -> None:
    documents, problems = reading({"a.txt": GOOD, name: content, "z.html": PAGE.replace("Plan", "Another plan")})
    assert len(problems) == 1
    assert line in problems[0]
    assert "\n" not in problems[0]
    assert len(documents) == kept + 2


@pytest.mark.parametrize(
    ("files", "title"),
    [
        ({"plan.txt": GOOD}, "plan"),
        ({"plan.md": f"---\ndate: 2024-05-03\ntitle: The plan\n---\n{NEWS}"}, "The plan"),
        ({"plan.html": PAGE}, "Plan"),
        ({"plan.jsonl": LINE}, "Plan"),
        ({"plan.ndjson": LINE}, "Plan"),
        ({"plan.json": f"[{LINE}]"}, "Plan"),
        ({"plan.json": json.dumps(json.loads(LINE), indent=2)}, "Plan"),
        ({"plan.json": f"{LINE}\n"}, "Plan"),
        ({"plan.jsonl.gz": gzip.compress(LINE.encode())}, "Plan"),
        ({"plan.txt.gz": gzip.compress(GOOD.encode())}, "plan"),
        ({"PLAN.TXT": GOOD}, "PLAN"),
        ({"plan": GOOD}, "plan"),
        ({"plan": PAGE}, "Plan"),
        ({"plan": LINE}, "Plan"),
    ],
)
def test_every_format_gives_the_same_document(reading: Reading, files: dict[str, str | bytes], title: str) -> None:
    documents, problems = reading(files)
    assert problems == []
    assert [(d.title, str(d.date), d.text) for d in documents] == [(title, "2024-05-03", NEWS)]


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files(reading: Reading) -> None:
    files = {
        f"in/{name}": GOOD + f" Version {name}."
        for name in ("b/2.txt", "b/10.md", "a.txt", "c.txt", ".git/x.txt", ".x.txt", "b.txt")
    }
    documents, problems = reading(files, "in")
    assert [d.origin for d in documents] == ["in/a.txt", "in/b/10.md", "in/b/2.txt", "in/b.txt", "in/c.txt"]
    assert problems == []


def test_unknown_endings_of_a_folder_are_told_together(reading: Reading) -> None:
    documents, problems = reading({"in/a.txt": GOOD, "in/b.pdf": "x", "in/c.PDF": "x", "in/LICENSE": "x"}, "in")
    assert len(documents) == 1
    assert problems == ["in: files with endings that no reader knows: .pdf (2), none (1); skipped"]


def test_links_in_a_circle_end_and_links_to_nothing_are_told(reading: Reading, tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "up").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    documents, problems = reading({"in/a.txt": GOOD}, "in")
    assert len(documents) == 1
    assert problems == [
        "in/deep/up: a link back to a folder above it; skipped",
        "in/gone.txt: no such file or directory; skipped",
    ]


def test_a_folder_without_texts_and_a_missing_path(reading: Reading, tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    assert reading({}, "void", "nowhere.txt", "nul\0.txt") == (
        [],
        [
            "void: no files in this folder; skipped",
            "nowhere.txt: no such file or directory; skipped",
            "nul\\x00.txt: not a file name; skipped",
        ],
    )


def test_a_pipe_in_a_folder_does_not_hang(reading: Reading, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    assert reading({"in/a.txt": GOOD}, "in")[1] == ["in/pipe.txt: not a file; skipped"]


@pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="needs a file that opens and cannot be read: Linux's /proc/self/mem"
)
@pytest.mark.parametrize("ending", ["txt", "md", "html", "jsonl", "json"])
def test_a_file_that_cannot_be_read(reading: Reading, tmp_path: Path, ending: str) -> None:
    (tmp_path / f"mem.{ending}").symlink_to("/proc/self/mem")
    documents, problems = reading({"a.txt": GOOD}, f"mem.{ending}", "a.txt")
    assert len(documents) == 1
    assert problems == [f"mem.{ending}: input/output error; skipped"]


def test_a_file_without_permission(reading: Reading) -> None:
    reading({"a.txt": GOOD})  # all readers are loaded before root, who may read everything, becomes nobody
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        secret = Path(folder) / "secret.txt"
        secret.write_text(GOOD)
        secret.chmod(0)
        if user == 0:
            os.seteuid(65534)
        try:
            outcome = reading({}, str(secret))
        finally:
            os.seteuid(user)
    assert outcome == ([], [f"{secret}: permission denied; skipped"])


def test_what_came_before_a_cut_is_kept(reading: Reading) -> None:
    lines = "".join(
        json.dumps({"title": f"{n}", "date": "2024-05-03", "text": f"{NEWS} {os.urandom(20).hex()}"}) + "\n" for n in range(3000)
    )
    whole = gzip.compress(lines.encode())
    documents, problems = reading({"cut.jsonl.gz": whole[: len(whole) // 2]})
    assert [d.title for d in documents] == [str(n) for n in range(len(documents))]
    assert 1000 < len(documents) < 2000
    assert problems == [f"cut.jsonl.gz: the gzip file is cut short; the {len(documents)} documents before that were read"]


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (LINE.encode() + b"\n" + LINE.replace("Plan", "Plot").encode(), "Plan"),
        (json.dumps([json.loads(LINE)], indent=1).encode(), "Plan"),
        (PAGE.encode(), "Plan"),
        (b"<!-- saved -->\n<!DOCTYPE html>\n" + PAGE.encode(), "Plan"),
        (GOOD.encode(), "standard input"),
        (gzip.compress(LINE.encode()), "Plan"),
        (GOOD.encode("utf-16"), "standard input"),
    ],
)
def test_standard_input_is_known_by_how_it_begins(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, content: bytes, title: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    documents, problems = reading({}, "-")
    assert (documents[0].title, documents[0].text) == (title, NEWS)
    assert problems == []


def test_a_named_pipe_is_read_like_standard_input(reading: Reading, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["sh", "-c", 'printf "%s" "$0" > pipe', LINE], cwd=tmp_path):
        documents, problems = reading({}, "pipe")
    assert [d.title for d in documents] == ["Plan"]
    assert problems == []


@pytest.mark.parametrize(
    ("files", "number"),
    [
        ({"a.txt": GOOD, "b.html": PAGE}, 2),
        ({"a.jsonl": f"{LINE}\n\n{LINE}\n", "b.md": GOOD}, 3),
        ({"a.json": f"[{LINE}, {LINE}]"}, 2),
    ],
)
def test_count(reading: Reading, files: dict[str, str | bytes], number: int) -> None:
    reading(files)
    assert readers.count(list(files)) == number


def test_count_does_not_eat_standard_input() -> None:
    assert readers.count(["-"]) is None


def test_a_problem_is_one_line_without_escapes() -> None:
    problem = Problem("a\nb.txt", "title \x1b[31mred", "skipped\u2028")
    assert str(problem) == "a\\nb.txt: title \\x1b[31mred; skipped\\u2028"


def test_every_format_has_help_in_one_line() -> None:
    for suffix, module in readers.formats().items():
        assert suffix in module.SUFFIXES
        assert module.HELP
        assert "\n" not in module.HELP


def test_a_new_format_is_one_new_file(tmp_path: Path) -> None:
    """In a process of its own, since the formats of this one are known by now."""
    program = f"""
import sys, pathlib
import kg.readers as readers
readers.__path__.append({str(tmp_path)!r})
documents = list(readers.read([{str(tmp_path / "a.shout")!r}], on_problem=print))
print([(d.title, d.text) for d in documents])
"""
    (tmp_path / "shout.py").write_text(
        "from kg.readers.article import Article\nSUFFIXES = ('.shout',)\nHELP = 'all in capitals'\n"
        "def read(source):\n    yield Article(source.name, source.stem, source.read().decode().lower(), {'date': '2024-05-03'})\n"
    )
    (tmp_path / "a.shout").write_text("THE TALKS HAVE FAILED AND THE TWO WILL NOT MEET")
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[('a', 'the talks have failed and the two will not meet')]\n"


def test_reading_starts_without_large_libraries() -> None:
    large = "'trafilatura', 'lxml', 'numpy', 'spacy', 'yaml', 'charset_normalizer', 'markdown_it', 'py3langid'"
    program = f"import sys, kg.readers as r; r.formats(); print(sorted({{{large}}} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_a_build_among_the_sources_is_not_read(tmp_path: Path) -> None:
    for folder in ("", "out"):
        for name in ("graph.trig", "graph.ttl", "graph.html", "store/CURRENT"):
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(PAGE)
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "graph.html").write_text(PAGE)
    (tmp_path / "news.txt").write_text(GOOD)
    met: list[Problem] = []
    found = list(readers.read([tmp_path], on_problem=met.append))
    assert [Path(document.origin).relative_to(tmp_path).as_posix() for document in found] == ["half/graph.html", "news.txt"]
    assert met == []
