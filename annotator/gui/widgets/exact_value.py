"""Numbers in fields that show fewer digits than are stored."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox


def exact_value(field: QDoubleSpinBox, stored: float) -> float:
    """Return the stored number where the field only shows it rounded, else the typed one."""
    half = 0.5 * 10.0 ** -field.decimals()
    typed = field.value()
    return stored if abs(typed - stored) <= half * 1.001 else typed
