"""Templates and what goes with them: links that stay on this server, quotations marked in their sentences, policies."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from kg.lookup import Citation

ASSETS = Path(__file__).resolve().parent / "assets"
VENDOR = ASSETS / "vendor"
#: What our pages load comes from here; nothing is inline.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: YASGUI sets styles from its script and writes some into elements.
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
FILES = {"site.css": "text/css", "query.css": "text/css", "query.js": "text/javascript"}
VENDORED = {"yasgui.min.js": "text/javascript", "yasgui.min.css": "text/css"}


class Pages:
    """The templates of a server whose graph has this base."""

    def __init__(self, base: str) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(ASSETS), autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined
        )
        filters: dict[str, Callable[..., Any]] = {
            "href": lambda iri: href(iri, base),
            "anchor": anchor,
            "marked": marked,
            "web": web,
        }
        self._environment.filters.update(filters)

    def render(self, template: str, /, **values: Any) -> str:
        return self._environment.get_template(template).render(**values)


def href(iri: str, base: str) -> str:
    """Where this server shows an IRI: at its own path, when it lies below the base, else by a question for it."""
    if iri.startswith(f"{base}id/"):
        return "/" + iri.removeprefix(base)
    return "/entity?iri=" + quote(iri, safe="")


def anchor(iri: str) -> str:
    """A name for a place in a page, made from the IRI of what stands there."""
    return "e" + hashlib.sha256(iri.encode()).hexdigest()[:12]


def web(url: str) -> bool:
    """Whether a text of the graph may be a link: never `javascript:`."""
    return url.lower().startswith(("http://", "https://"))


def marked(citation: Citation) -> Markup:
    """The sentence with the quotation in it marked; the quotation alone when it is not found in the sentence."""
    quoted = " ".join(citation.quote.split())
    before, found, after = citation.sentence.partition(quoted)
    if not found:
        before, after = "", ""
    return Markup("{}<mark>{}</mark>{}").format(escape(before), escape(quoted), escape(after))


@cache
def ground() -> str:
    """The colours, type and plain elements of the network page: its style up to the first rule for a part of it."""
    from kg.page.document import ASSETS as PAGE

    return re.split(r"^\.", (PAGE / "style.css").read_text(encoding="utf-8"), maxsplit=1, flags=re.MULTILINE)[0]


def yasgui() -> bool:
    """Whether `make assets` has brought the editor."""
    return all((VENDOR / name).is_file() for name in VENDORED)
