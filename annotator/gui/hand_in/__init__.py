"""Handing in: the check before it and the receipt after it."""
