"""The optional YAML block between two `---` lines at the very top of a text: title, date, url, publisher, author.

Every value is read as the characters that are written (PyYAML's BaseLoader): YAML 1.1 would read `publisher: NO` as false, and
a loader that builds no objects and follows no merge keys has nothing to offer to a hostile file.
"""

from __future__ import annotations

import re

_BLOCK = re.compile(r"\ufeff?---[ \t]*\n(?P<yaml>(?:.*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


def split(text: str) -> tuple[dict[str, object], str, str]:
    """The fields by lower-case name, the text below the block, and what is wrong with the block ("" if nothing).

    A text without a block, and one that only begins with a rule (`---`) and prose, comes back whole. A broken block is taken
    off, so that its lines are not read as news. Line ends must be LF.
    """
    block = _BLOCK.match(text)
    if not block:
        return {}, text, ""
    below = text[block.end() :]
    import yaml

    try:
        fields = yaml.load(block["yaml"], Loader=yaml.BaseLoader)  # noqa: S506  it builds strings, lists and maps, nothing else
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" in line {mark.line + 2}" if mark else ""
        return {}, below, f"front matter is not YAML: {error.problem or error.context}{where}"
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return {}, below, f"front matter is not YAML: {type(error).__name__}"
    if isinstance(fields, dict):
        return {str(key).lower(): value for key, value in fields.items()}, below, ""
    return ({}, below, "") if not fields else ({}, text, "")
