"""The progress of a build on a terminal: documents, words a second and time left, gone when the build is done."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from kg.cli._terminal import clean, console

if TYPE_CHECKING:
    from kg.readers import Problem


class Speed(ProgressColumn):
    """Words a second since the first document."""

    def render(self, task: Task) -> Text:
        words, seconds = task.fields.get("words", 0), task.elapsed
        return Text(f"{words / seconds:,.0f} words/s" if words and seconds else "")


class Bar:
    """Draws a build on standard error; fits `kg.build.Progress`."""

    def __init__(self) -> None:
        self._words = 0
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            Speed(),
            TimeRemainingColumn(),
            console=console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task("loading the language model", total=None)

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._progress.stop()

    def start(self, documents: int | None) -> None:
        self._progress.reset(self._task, description="reading", total=documents)

    def document(self, title: str, words: int) -> None:
        self._words += words
        self._progress.update(self._task, advance=1, words=self._words)

    def stage(self, name: str) -> None:
        self._progress.update(self._task, description=name)

    def problem(self, problem: Problem) -> None:
        self._progress.console.print(Text(f"kg: {clean(str(problem))}"), soft_wrap=True)
