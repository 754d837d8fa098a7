"""The order of the components."""

from __future__ import annotations

import importlib

import pytest
from spacy.language import Language

from kg.nlp import components


def test_the_line_bounds_come_before_the_parser_and_the_rest_behind(nlp: Language) -> None:
    names = nlp.pipe_names
    assert names[0] == "kg_lines"
    assert names.index("kg_lines") < names.index("parser")
    assert [n.removeprefix("kg_") for n in names if n.startswith("kg_")] == list(components.ORDER)
    assert names.index("ner") < names.index("kg_gazetteer")


@pytest.mark.parametrize("module", components.ORDER)
def test_each_module_makes_its_component(module: str) -> None:
    assert callable(importlib.import_module(f"kg.nlp.{module}").make)


def test_what_is_not_needed_does_not_run(nlp: Language) -> None:
    assert not {"lemmatizer", "attribute_ruler"} & set(nlp.pipe_names)
