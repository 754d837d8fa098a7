"""What the things and relations of a network look like: shape and dash first, colour second, so that colour is never alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """One entry of the legend for nodes. `shape` is one of vis-network's, colours are `#rrggbb` for light and dark ground."""

    name: str
    shape: str
    light: str
    dark: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the legend for relations. `dashes` are lengths of stroke and gap in pixels; none is a solid line."""

    name: str
    light: str
    dark: str
    width: float
    dashes: tuple[int, ...] = ()
    plover: tuple[str, ...] = ()


# Any two colours of one table are at least 10 apart in CAM02-UCS, with normal sight and without red, green or blue cones, and at
# least 3:1 (nodes) or 4.5:1 (lines, whose colour also writes their names) against the ground.
LOOKS = (
    Look("people", "dot", "#1c4fa0", "#6e9eff", ("Person", "Group")),
    Look("states", "square", "#a65a00", "#d2b02e", ("State",)),
    Look("organizations", "hexagon", "#44474d", "#d5d8dd", ("Organization",)),
    Look("events", "diamond", "#007570", "#22c89b", ("Event", "Meeting", "Summit", "War", "Agreement", "Election")),
    Look("statements", "triangle", "#881771", "#f08fd0", ("Statement",)),
    Look("places", "triangleDown", "#7a6fd0", "#8d82c5", ("Place",)),
    Look("offices", "star", "#5aa11f", "#a0b968", ("Position",)),
    Look("topics", "box", "#8a8378", "#8d8678", ("Topic",)),
)
OTHER = "topics"

# The families follow PLOVER's four quad classes (verbal and material, cooperation and conflict); consultations stand apart
# because who met whom is what is asked first.
LINES = (
    Line("meetings", "#03748e", "#2191af", 2.0, (), ("CONSULT",)),
    Line("cooperation", "#1c4fa0", "#6fa6ff", 3.2, (), ("AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT")),
    Line("refusals", "#c24a00", "#ff6744", 2.2, (10, 5), ("REQUEST", "ACCUSE", "REJECT", "THREATEN")),
    Line("force", "#a3122f", "#ff8385", 3.2, (14, 4, 3, 4), ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")),
    Line("words", "#8c1b69", "#ec94cf", 1.6, (2, 4)),
    Line("ties", "#6f7379", "#8b9098", 1.3),
)
# Standing states of affairs have no event type; they belong with what they lead to.
_STANDING = {"allied_with": "cooperation", "opposed_to": "refusals"}


def look_of(kind: str) -> str:
    """The legend entry of a class (its local name); unknown classes go with the topics."""
    return next((look.name for look in LOOKS if kind in look.kinds), OTHER)


def line_of(relation: str, plover: str | None, object_kind: str) -> str:
    """The legend entry of a relation: by its PLOVER type, else by what stands at its end, else a tie."""
    found = next((line.name for line in LINES if plover and plover in line.plover), None)
    if found or relation in _STANDING:
        return found or _STANDING[relation]
    return {"events": "meetings", "statements": "words"}.get(look_of(object_kind), "ties")
