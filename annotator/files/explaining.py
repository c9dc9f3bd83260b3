"""What pydantic found, said as a sentence for the person who wrote the file."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from annotator.translation import N_, _, ngettext

#: A step into a file: the name of a field or the number of an entry.
Step = str | int

_NUMBER = N_("“{name}” must be a number")
_LIST = N_("“{name}” must be a list in square brackets")
_TABLE = N_("“{name}” must be a table with named entries")
_TIME = N_("“{name}” must be a time like 2026-03-02T09:41:07Z")
_KINDS = {
    "string_type": N_("“{name}” must be a text in quotation marks"),
    "int_type": N_("“{name}” must be a whole number"),
    "float_type": _NUMBER,
    "bool_type": N_("“{name}” must be true or false"),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "finite_number": _NUMBER,
    "recursion_loop": N_("“{name}” is nested too deep"),
    "timezone_aware": N_("“{name}” must be a time with its zone"),
    "datetime_from_date_parsing": _TIME,
    "datetime_parsing": _TIME,
    "datetime_type": _TIME,
}
#: What pydantic calls the things that have entries and not characters.
_SEVERAL = frozenset({"List", "Dictionary", "Tuple"})
_FEWER_ENTRIES = (
    N_("“{name}” can have {number:,} entry at most"),
    N_("“{name}” can have {number:,} entries at most"),
)
_FEWER_CHARACTERS = (
    N_("“{name}” can have {number:,} character at most"),
    N_("“{name}” can have {number:,} characters at most"),
)
_MORE_ENTRIES = (
    N_("“{name}” needs {number} entry at least"),
    N_("“{name}” needs {number} entries at least"),
)
_MORE_CHARACTERS = (
    N_("“{name}” needs {number} character at least"),
    N_("“{name}” needs {number} characters at least"),
)
#: By kind, and whether it has entries.
_SIZES = {
    ("string_too_long", False): _FEWER_CHARACTERS,
    ("too_long", True): _FEWER_ENTRIES,
    ("too_long", False): _FEWER_CHARACTERS,
    ("too_short", True): _MORE_ENTRIES,
    ("too_short", False): _MORE_CHARACTERS,
}
_BOUNDS = {
    "greater_than_equal": ("ge", N_("“{name}” must be {bound} or more")),
    "greater_than": ("gt", N_("“{name}” must be more than {bound}")),
    "less_than_equal": ("le", N_("“{name}” must be {bound} or less")),
    "less_than": ("lt", N_("“{name}” must be less than {bound}")),
}
_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": N_("small letters a to z, digits and single hyphens"),
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$": N_("letters a to z, digits, hyphens, points and underscores"),
    r"^([A-Za-z0-9][A-Za-z0-9._-]*)?$": N_("letters a to z, digits, hyphens, points, or nothing"),
    r"^[0-9a-f]{64}$": N_("a SHA-256 of 64 hexadecimal digits"),
    r"^#[0-9A-Fa-f]{6}$": N_("a colour like #E69F00"),
    r"^(https?://[^\s\p{C}]+)?$": N_("an address that begins with https:// or http://, or nothing"),
}


def first_problem(errors: ValidationError) -> str:
    """Return the first thing that is wrong, with its place."""
    details = errors.errors(include_url=False, include_input=False)
    where, what, others = place(details[0]["loc"]), explain(details[0]), len(details) - 1
    if not others:
        return f"{where}: {what}"
    return _("{place}: {trouble} (and {number} more)", place=where, trouble=what, number=others)


def place(steps: Sequence[Step]) -> str:
    """Return where in a file something stands: `annotations 4, status`; entries count from 1."""
    parts: list[str] = []
    for step in steps:
        if isinstance(step, int) and parts:
            parts[-1] += f" {step + 1}"
        else:
            parts.append(str(step))
    return ", ".join(parts) or _("the whole file")


def explain(error: ErrorDetails, model: type[BaseModel] | None = None) -> str:
    """Return what is wrong and what to do, without the place."""
    kind = error["type"]
    context = error.get("ctx", {})
    name = str(error["loc"][-1]) if error["loc"] else _("the file")
    if kind == "missing":
        return _("“{name}” is missing; add it", name=name)
    if kind == "extra_forbidden":
        return _spelling(name, model)
    if kind in ("literal_error", "enum"):
        return _("“{name}” must be {expected}", name=name, expected=context["expected"])
    if kind == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        wanted = _(_PATTERNS.get(pattern, N_("of the form {pattern}")), pattern=pattern)
        return _("“{name}” must be {wanted}", name=name, wanted=wanted)
    if kind == "json_invalid":
        return _("this is not JSON, {why}", why=context["error"])
    if kind == "value_error":
        return str(context["error"])
    if kind in _KINDS:
        return _(_KINDS[kind], name=name)
    return _size(kind, context, name) or f"“{name}”: {error['msg']}"


def _size(kind: str, context: dict[str, Any], name: str) -> str:
    """Return what a text, a list or a number of the wrong size must be."""
    if kind == "string_too_short":
        return _("“{name}” must not be empty", name=name)
    if kind in _BOUNDS:
        key, sentence = _BOUNDS[kind]
        bound = context[key]
        shown = f"{bound:,}" if isinstance(bound, int) else f"{bound:g}"
        return _(sentence, name=name, bound=shown)
    sentences = _SIZES.get((kind, context.get("field_type") in _SEVERAL))
    if sentences is None:
        return ""
    number = context["min_length"] if kind == "too_short" else context["max_length"]
    return ngettext(*sentences, number, name=name)


def _spelling(name: str, model: type[BaseModel] | None) -> str:
    known = [] if model is None else [f.alias or n for n, f in model.model_fields.items()]
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return _("“{name}” is not known here; did you mean “{near}”?", name=name, near=near[0])
    return _("“{name}” is not known here; remove it or correct its spelling", name=name)
