"""Which column of a roster means what, in the words of schools and of learning platforms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotator.files.csv_tables import CsvTable
from annotator.translation import N_


class RosterKind(StrEnum):
    """Who wrote a roster."""

    PLAIN = N_("plain")
    ONEROSTER = "OneRoster"
    CANVAS = "Canvas"
    MOODLE = "Moodle"
    MOODLE_WORKSHEET = N_("Moodle grading worksheet")
    GRADESCOPE = "Gradescope"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each role stands in a row; a role with a dot is a number in another system."""

    kind: RosterKind
    places: Mapping[str, int]
    width: int


_LAST = """last_name|last name|lastname|surname|family name|familyname|nachname|familienname|zuname
    |nom de famille|apellidos|apellido|cognome|achternaam|sukunimi|efternamn|nazwisko|sobrenome"""
_FIRST = """first_name|first name|firstname|given name|givenname|vorname|rufname|prénom
    |prénoms|nombre de pila|nombres|voornaam|etunimi|förnamn|imię|primeiro nome"""
_FULL = """full name|fullname|student name|student|display name|displayname|vollständiger name
    |schüler|schülerin|schüler/in|nom complet|élève|nombre completo|alumno|alumna|alumno/a
    |nome completo|volledige naam"""
_ID = """student_id|student id|studentid|student number|id|sid|id number|school id
    |matriculation number|schülernummer|schüler-id|id-nummer|matrikelnummer|nummer
    |numéro d'identification|numéro d’identification|numéro d'étudiant|identifiant|numéro
    |número de id|número de identificación|identificador|matrícula|numero di matricola
    |leerlingnummer|code"""
_EMAIL = """email|e-mail|email address|e-mail address|mail|mail address|e-mail-adresse
    |mailadresse|adresse de courriel|courriel|adresse e-mail|adresse électronique
    |dirección de correo|dirección de correo electrónico|correo|correo electrónico"""
_SECTION = """section|sections|class|group|groups|klasse|gruppe|gruppen|classe|groupe|groupes
    |clase|grupo|grupos|sección|klas|period"""
_PREFERRED = """preferred_name|preferred name|preferred first name|preferredname|nickname
    |preferredgivenname|preferredfirstname|known as|spitzname|prénom usuel|nombre preferido"""
_ACCOMMODATIONS = """accommodations|accommodation|support|iep|nachteilsausgleich
    |aménagements|adaptaciones|adecuaciones"""
#: Alone these mean the whole name; beside a first name the last one, and the other way round.
_EITHER = "name|nom|nombre|naam|nome|nimi|namn"

_ROLES = {
    "last_name": _LAST,
    "first_name": _FIRST,
    "full_name": _FULL,
    "student_id": _ID,
    "email": _EMAIL,
    "section": _SECTION,
    "preferred_name": _PREFERRED,
    "accommodations": _ACCOMMODATIONS,
}

_CANVAS = {
    "full_name": "student",
    "last_name": "lastname",
    "first_name": "firstname",
    "canvas.id": "id",
    "student_id": "sis user id",
    "canvas.sis_login_id": "sis login id",
    "section": "section",
}
_ONEROSTER = {
    "oneroster.sourced_id": "sourcedid",
    "last_name": "familyname",
    "first_name": "givenname",
    "preferred_name": "preferredgivenname",
    "email": "email",
    "role": "role",
    "grades": "grades",
    "status": "status",
    "enabled": "enableduser",
}
#: The columns of the worksheet: English, then what other languages call them.
_WORKSHEET = {
    "moodle.identifier": "identifier|id|identifiant|identificador|identificativo|teilnehmer-id",
    "full_name": f"{_FULL}|name",
    "student_id": _ID.replace("|id|", "|").replace("|identifiant|", "|"),
    "email": _EMAIL,
    "grade": "grade|bewertung|note|calificación|valutazione|beoordeling|cijfer",
    "grade_maximum": """maximum grade|bestwertung|maximale bewertung|beste bewertung|note maximale
        |calificación máxima|valutazione massima|maximumcijfer""",
    "graded": """last modified (grade)|zuletzt geändert (bewertung)|dernière modification (note)
        |última modificación (calificación)|ultima modifica (valutazione)""",
}


def columns_of(table: CsvTable) -> Columns | None:
    """Return what the columns of a table mean, or None if none of them names a student."""
    names = [_plain(header) for header in table.header]
    kind = _kind_of(table, names)
    roles = {
        RosterKind.CANVAS: _CANVAS,
        RosterKind.ONEROSTER: _ONEROSTER,
        RosterKind.MOODLE_WORKSHEET: _WORKSHEET,
    }.get(kind, _ROLES)
    places = _placed(names, roles)
    if kind not in (RosterKind.CANVAS, RosterKind.ONEROSTER):
        _place_either(names, places)
    naming = {"last_name", "first_name", "full_name", "student_id", "canvas.id"}
    if not naming & places.keys() and "oneroster.sourced_id" not in places:
        return None
    return Columns(kind, places, len(names))


def _plain(header: str) -> str:
    """Return a header without case, accents and what stands between its letters."""
    parted = unicodedata.normalize("NFKD", header.casefold())
    return "".join(c for c in parted if c.isalnum())


def _aliases(written: str) -> list[str]:
    return [_plain(alias) for alias in written.split("|")]


def _placed(names: list[str], roles: Mapping[str, str]) -> dict[str, int]:
    """Return the first column of each role; a column has one role."""
    places: dict[str, int] = {}
    for role, written in roles.items():
        for alias in _aliases(written):
            if alias in names and names.index(alias) not in places.values():
                places[role] = names.index(alias)
                break
    return places


def _place_either(names: list[str], places: dict[str, int]) -> None:
    """Give a column called just "name" the role that the other columns leave."""
    for alias in _aliases(_EITHER):
        if alias not in names or names.index(alias) in places.values():
            continue
        if "first_name" in places and "last_name" not in places:
            places["last_name"] = names.index(alias)
        elif "last_name" in places and "first_name" not in places:
            places["first_name"] = names.index(alias)
        elif "full_name" not in places:
            places["full_name"] = names.index(alias)


_PARTICIPANT = re.compile(r"\D+\s?\d+")


def _kind_of(table: CsvTable, names: list[str]) -> RosterKind:
    present = set(names)
    if {"sourcedid", "givenname"} <= present:
        return RosterKind.ONEROSTER
    if "section" in present and "id" in present and names[0] in ("student", "lastname"):
        return RosterKind.CANVAS
    if _is_worksheet(table, names):
        return RosterKind.MOODLE_WORKSHEET
    if "sid" in present:
        return RosterKind.GRADESCOPE
    if {"idnumber", "emailaddress"} <= present:
        return RosterKind.MOODLE
    return RosterKind.PLAIN


def _is_worksheet(table: CsvTable, names: list[str]) -> bool:
    """Return whether the rows begin with "Participant 123" and grades can be filled in."""
    places = _placed(names, _WORKSHEET)
    if not {"moodle.identifier", "grade", "graded"} <= places.keys():
        return False
    place = places["moodle.identifier"]
    return all(_PARTICIPANT.fullmatch(row.cell(place).strip()) for row in table.rows)
