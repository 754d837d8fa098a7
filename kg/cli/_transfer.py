"""The progress of imports and of what goes over the network, on a terminal; gone when it is done."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from kg.cli._terminal import clean, console

if TYPE_CHECKING:
    from kg.readers import Problem


class Bytes:
    """Draws how much of so much is done; fits the progress of `kg.importing` and of `kg.transfer`."""

    def __init__(self) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=console(stderr=True),
            transient=True,
        )
        self._task = self._progress.add_task("beginning", total=None)

    def __enter__(self) -> Bytes:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._progress.stop()

    def start(self, size: int) -> None:
        self._progress.reset(self._task, total=size)

    def read(self, size: int) -> None:
        self._progress.update(self._task, advance=size)

    def stage(self, name: str) -> None:
        self._progress.update(self._task, description=clean(name))

    def problem(self, problem: Problem) -> None:
        self._progress.console.print(Text(f"kg: {clean(str(problem))}"), soft_wrap=True)
