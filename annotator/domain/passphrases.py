"""The teacher's passphrase and the recovery code: what they may be and how they are read."""

from __future__ import annotations

import unicodedata

from annotator.domain.errors import BadInput

SHORTEST, LONGEST = 8, 200
#: The longest wait after wrong passphrases, in seconds.
LONGEST_WAIT = 30
#: The letters of a recovery code; none of them is easily taken for another.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP, _GROUPS = 5, 5
CODE_LETTERS = _GROUP * _GROUPS
_LOOKALIKES = str.maketrans("OIL", "011")


def normal_passphrase(typed: str) -> str:
    """Return a passphrase as it counts, however the keyboard composed its letters."""
    return unicodedata.normalize("NFKC", typed).strip()


def new_passphrase(typed: str, again: str) -> str:
    """Return a new passphrase as it counts; raise BadInput with what is to be done."""
    wanted = normal_passphrase(typed)
    if len(wanted) < SHORTEST:
        raise BadInput(
            "A passphrase has at least {shortest} characters. Four words that you can "
            "remember are a good one. Nothing was changed.",
            shortest=SHORTEST,
        )
    if len(wanted) > LONGEST:
        raise BadInput(
            "A passphrase has at most {longest} characters. Nothing was changed.", longest=LONGEST
        )
    if len(set(wanted)) < 4:
        raise BadInput("This passphrase is too easy to guess. Nothing was changed. Take another.")
    if normal_passphrase(again) != wanted:
        raise BadInput("The two are not the same. Nothing was changed. Type the second one again.")
    return wanted


def wait_after(wrong: int) -> int:
    """Return how many seconds to wait after so many wrong passphrases one after another."""
    return 0 if wrong < 1 else min(LONGEST_WAIT, 2 ** min(wrong - 1, 10))


def recovery_code(random: bytes) -> str:
    """Return the recovery code that some random bytes, one a letter, make: groups of five."""
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in random[:CODE_LETTERS])
    return "-".join(letters[at : at + _GROUP] for at in range(0, CODE_LETTERS, _GROUP))


def normal_code(typed: str) -> str:
    """Return a recovery code as it counts: without dashes and spaces, look-alikes corrected."""
    kept = "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum())
    return kept.translate(_LOOKALIKES)
