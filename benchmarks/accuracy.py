"""Writes what we say about accuracy: the table of README.md, and docs/calibration.md with its picture.

usage: accuracy.py [EVENTS.jsonl ...]     event gold to calibrate on besides our own; a minute for a thousand sentences
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from kg.evaluation import calibration, figures, runs, tables

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", nargs="*", type=Path, metavar="EVENTS.jsonl")
    parser.add_argument(
        "--by-relation", action="store_true", help="print how the claims of each relation fare, and the mapping that fits them"
    )
    options = parser.parse_args()
    verdicts = runs.verdicts(runs.shipped("relations.jsonl"))
    own = list(calibration.of_verdicts(verdicts))
    coded = [case for path in options.events for case in calibration.of_comparisons(runs.comparisons(path))]
    curves = [(name, calibration.bins(cases)) for name, cases in (("our own gold", own), ("event gold", coded)) if cases]
    parts = [
        f"{name[:1].upper()}{name[1:]}: error {calibration.error(bins):.3f}.\n\n{calibration.table(bins)}"
        for name, bins in curves
    ]
    tables.write_between(ROOT / "docs" / "calibration.md", "\n\n".join(parts), "calibration")
    (ROOT / "docs" / "calibration.svg").write_text(calibration.svg(curves), encoding="utf-8")
    print("\n\n".join(parts))
    if options.by_relation:
        by_relation(own + coded)
    tables.write_between(ROOT / "README.md", tables.markdown(figures.figures(verdicts), figures.by_relation(verdicts)))


def by_relation(cases: list[calibration.Case]) -> None:
    """One line for each relation, and the mapping of its raw confidence that fits best."""
    groups: dict[str, list[calibration.Case]] = defaultdict(list)
    for case in cases:
        groups[case.claim.relation].append(case)
    for name, group in [("all", cases), *sorted(groups.items())]:
        mapping = calibration.fit(group)
        record = {
            "relation": name,
            "claims": len(group),
            "stated": round(sum(c.confidence for c in group) / len(group), 2),
            "right": round(sum(c.right for c in group) / len(group), 2),
            "slope": round(mapping.slope, 2),
            "shift": round(mapping.shift, 2),
        }
        print(json.dumps(record))


if __name__ == "__main__":
    main()
