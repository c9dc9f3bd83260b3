"""A function of the services as a method of whatever holds the ports."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Concatenate, Generic, ParamSpec, Protocol, TypeVar

from annotator.services.ports import Ports

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


class HoldsPorts(Protocol):
    """A use case on the ports of a data folder."""

    @property
    def ports(self) -> Ports:
        """Return the ports."""


class on_ports(Generic[_Given, _Answer]):  # noqa: N801 - reads as the method that it makes
    """Makes a method of a function that takes the ports first; what it does is said there."""

    def __init__(self, function: Callable[Concatenate[Ports, _Given], _Answer]) -> None:
        self._function = function

    def __get__(self, holder: HoldsPorts, _kind: object = None) -> Callable[_Given, _Answer]:
        """Return the function on the holder's ports."""
        return partial(self._function, holder.ports)
