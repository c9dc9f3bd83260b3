"""What pydantic found, said as a sentence for the person who wrote the file."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

#: A step into a file: the name of a field or the number of an entry.
Step = str | int

_KINDS = {
    "string_type": "must be a text in quotation marks",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "list_type": "must be a list in square brackets",
    "tuple_type": "must be a list in square brackets",
    "dict_type": "must be a table with named entries",
    "model_type": "must be a table with named entries",
    "model_attributes_type": "must be a table with named entries",
    "finite_number": "must be a number",
    "recursion_loop": "is nested too deep",
    "timezone_aware": "must be a time with its zone",
    "datetime_from_date_parsing": "must be a time like 2026-03-02T09:41:07Z",
    "datetime_parsing": "must be a time like 2026-03-02T09:41:07Z",
    "datetime_type": "must be a time like 2026-03-02T09:41:07Z",
}
#: What pydantic calls the things that have entries and not characters.
_SEVERAL = frozenset({"List", "Dictionary", "Tuple"})
_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "small letters a to z, digits and single hyphens",
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$": "letters a to z, digits, hyphens, points and underscores",
    r"^([A-Za-z0-9][A-Za-z0-9._-]*)?$": "letters a to z, digits, hyphens, points, or nothing",
    r"^[0-9a-f]{64}$": "a SHA-256 of 64 hexadecimal digits",
    r"^#[0-9A-Fa-f]{6}$": "a colour like #E69F00",
    r"^(https?://[^\s\p{C}]+)?$": "an address that begins with https:// or http://, or nothing",
}


def first_problem(errors: ValidationError) -> str:
    """Return the first thing that is wrong, with its place."""
    details = errors.errors(include_url=False, include_input=False)
    more = f" (and {len(details) - 1} more)" if len(details) > 1 else ""
    return f"{place(details[0]['loc'])}: {explain(details[0])}{more}"


def place(steps: Sequence[Step]) -> str:
    """Return where in a file something stands: `annotations 4, status`; entries count from 1."""
    parts: list[str] = []
    for step in steps:
        if isinstance(step, int) and parts:
            parts[-1] += f" {step + 1}"
        else:
            parts.append(str(step))
    return ", ".join(parts) or "the whole file"


def explain(error: ErrorDetails, model: type[BaseModel] | None = None) -> str:
    """Return what is wrong and what to do, without the place."""
    kind = error["type"]
    context = error.get("ctx", {})
    name = str(error["loc"][-1]) if error["loc"] else "the file"
    if kind == "missing":
        return f"“{name}” is missing; add it"
    if kind == "extra_forbidden":
        return f"“{name}” is not known here; {_spelling(name, model)}"
    if kind in ("literal_error", "enum"):
        return f"“{name}” must be {context['expected']}"
    if kind == "string_pattern_mismatch":
        wanted = _PATTERNS.get(str(context["pattern"]), f"of the form {context['pattern']}")
        return f"“{name}” must be {wanted}"
    if kind == "json_invalid":
        return f"this is not JSON, {context['error']}"
    if kind == "value_error":
        return str(context["error"])
    wanted = _KINDS.get(kind) or _size(kind, context)
    return f"“{name}” {wanted}" if wanted else f"“{name}”: {error['msg']}"


def _size(kind: str, context: dict[str, object]) -> str:
    """Return what a text, a list or a number of the wrong size must be."""
    if kind == "string_too_short":
        return "must not be empty"
    if kind == "string_too_long":
        return f"can have {context['max_length']:,} characters at most"
    what = "entries" if context.get("field_type") in _SEVERAL else "characters"
    if kind == "too_short":
        return f"needs {context['min_length']} {what} at least"
    if kind == "too_long":
        return f"can have {context['max_length']:,} {what} at most"
    bounds = {
        "greater_than_equal": ("ge", "must be {} or more"),
        "greater_than": ("gt", "must be more than {}"),
        "less_than_equal": ("le", "must be {} or less"),
        "less_than": ("lt", "must be less than {}"),
    }
    if kind in bounds:
        key, text = bounds[kind]
        bound = context[key]
        return text.format(f"{bound:,}" if isinstance(bound, int) else f"{bound:g}")
    return ""


def _spelling(name: str, model: type[BaseModel] | None) -> str:
    known = [] if model is None else [f.alias or n for n, f in model.model_fields.items()]
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean “{near[0]}”?" if near else "remove it or correct its spelling"
