"""The teacher's passphrase on the command line: from the environment, or typed."""

from __future__ import annotations

import os
import sys

from annotator.translation import _

VARIABLE = "ANNOTATOR_PASSPHRASE"


def given_passphrase() -> str | None:
    """Return the passphrase that the environment holds or a person types; None without either."""
    known = os.environ.get(VARIABLE)
    if known is not None:
        return known
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    from getpass import getpass

    try:
        return getpass(_("Passphrase of the teacher's area: "), stream=sys.stderr)
    except (EOFError, KeyboardInterrupt):
        return None
