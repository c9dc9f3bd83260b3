"""Attacks on what comes from outside; `make attack` runs them all, the tests a short form."""
