"""What the menus offer, as a table: one row an action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenuBar

from annotator.gui.plain_text import set_tip
from annotator.settings import Policy, Settings
from annotator.translation import N_, _


class Menu(StrEnum):
    """The menus, in the order in which they stand."""

    FILE = N_("&File")
    EDIT = N_("&Edit")
    VIEW = N_("&View")
    HELP = N_("&Help")


@dataclass(frozen=True, slots=True)
class ActionInfo:
    """One action: how it is called, shown and reached, and which method does it.

    `handler` names a method of the window, or with a dot of something that the window has.
    A `choice` makes it one of several of which one is on, `is_switch` one that is on or off;
    `rule_before` draws a line above.
    """

    key: str
    menu: Menu
    text: str
    handler: str
    icon: str = ""
    shortcut: str = ""
    tip: str = ""
    choice: str = ""
    is_switch: bool = False
    rule_before: bool = False


ACTIONS = (
    ActionInfo(
        "open-file",
        Menu.FILE,
        N_("&Open a lesson file…"),
        "files.choose",
        "folder-open",
        "Ctrl+O",
        N_("Add a lesson from a .lesson file"),
    ),
    ActionInfo(
        "hand-in",
        Menu.FILE,
        N_("&Hand in…"),
        "room.hand_in",
        "send",
        "",
        N_("Check what is missing and hand your work in"),
    ),
    ActionInfo(
        "returned",
        Menu.FILE,
        N_("&Returned work"),
        "returned.show_newest",
        "inbox",
        "",
        N_("Read what came back from your teacher"),
    ),
    ActionInfo(
        "leave",
        Menu.FILE,
        N_("&Back to the lessons"),
        "room.leave",
        "arrow-left",
        "Ctrl+L",
        N_("Close this lesson; everything in it is stored"),
        rule_before=True,
    ),
    ActionInfo(
        "teacher",
        Menu.FILE,
        N_("For &teachers…"),
        "enter_teacher_area",
        "graduation-cap",
        "Ctrl+Shift+T",
        N_("Build lessons, collect and grade work"),
        rule_before=True,
    ),
    ActionInfo(
        "lock",
        Menu.FILE,
        N_("&Leave the teacher's area"),
        "teacher_area.close",
        "lock",
        "Ctrl+Shift+L",
        N_("Lock the teacher's area and show the students' start screen"),
    ),
    ActionInfo("quit", Menu.FILE, N_("&Quit"), "close", "log-out", "Ctrl+Q", N_("Close Annotator")),
    ActionInfo(
        "undo",
        Menu.EDIT,
        N_("&Undo"),
        "room.undo",
        "undo-2",
        "Ctrl+Z",
        N_("Take back the last step"),
    ),
    ActionInfo(
        "redo",
        Menu.EDIT,
        N_("&Redo"),
        "room.redo",
        "redo-2",
        "Ctrl+Shift+Z",
        N_("Do the step again that was taken back"),
    ),
    ActionInfo(
        "theme-system",
        Menu.VIEW,
        N_("As this &machine"),
        "preferences.wear_system",
        tip=N_("Light or dark, as the machine's own settings say"),
        choice="theme",
    ),
    ActionInfo("theme-light", Menu.VIEW, N_("&Light"), "preferences.wear_light", choice="theme"),
    ActionInfo("theme-dark", Menu.VIEW, N_("&Dark"), "preferences.wear_dark", choice="theme"),
    ActionInfo(
        "theme-high-contrast",
        Menu.VIEW,
        N_("&High contrast"),
        "preferences.wear_high_contrast",
        choice="theme",
    ),
    ActionInfo(
        "larger",
        Menu.VIEW,
        N_("L&arger text"),
        "preferences.enlarge_text",
        "zoom-in",
        "Ctrl++",
        rule_before=True,
    ),
    ActionInfo(
        "smaller", Menu.VIEW, N_("&Smaller text"), "preferences.shrink_text", "zoom-out", "Ctrl+-"
    ),
    ActionInfo(
        "usual-size", Menu.VIEW, N_("&Usual text size"), "preferences.reset_text", "", "Ctrl+0"
    ),
    ActionInfo(
        "single-keys",
        Menu.VIEW,
        N_("Single &keys in articles"),
        "preferences.toggle_single_keys",
        tip=N_("1 to 5, N, P, Enter and Del act alone; when off, hold Alt with them"),
        is_switch=True,
        rule_before=True,
    ),
    ActionInfo(
        "selection-popup",
        Menu.VIEW,
        N_("&Categories beside a selection"),
        "preferences.toggle_selection_popup",
        tip=N_("Offer the categories next to selected words"),
        is_switch=True,
    ),
    ActionInfo(
        "guide",
        Menu.HELP,
        N_("&Guide"),
        "show_guide",
        "book-open-text",
        "Ctrl+F1",
        N_("How everything works, page by page; also the student card to print"),
    ),
    ActionInfo(
        "keys",
        Menu.HELP,
        N_("&Keys"),
        "show_keys",
        "keyboard",
        "F1",
        N_("Everything that the keyboard can do"),
    ),
    ActionInfo(
        "scheme",
        Menu.HELP,
        N_("&What the categories mean"),
        "room.show_scheme",
        "book-open",
        "F2",
        N_("Definitions, techniques and border cases of the open lesson; again for the text"),
    ),
    ActionInfo("about", Menu.HELP, N_("&About Annotator"), "show_about", "info"),
)


def build_actions(receiver: QObject, bar: QMenuBar) -> Mapping[str, QAction]:
    """Fill the menu bar from the table; each action calls its method of `receiver`."""
    menus = {menu: bar.addMenu(_(menu.value)) for menu in Menu}
    groups: dict[str, QActionGroup] = {}
    made: dict[str, QAction] = {}
    for info in ACTIONS:
        action = QAction(_(info.text), receiver)
        action.setObjectName(info.key)
        if info.shortcut:
            action.setShortcut(QKeySequence(info.shortcut))
        if info.tip:
            action.setStatusTip(_(info.tip))
            set_tip(action, _(info.tip))
        action.setCheckable(bool(info.choice) or info.is_switch)
        if info.choice:
            group = groups.setdefault(info.choice, QActionGroup(receiver))
            group.addAction(action)
        if info.rule_before:
            menus[info.menu].addSeparator()
        action.triggered.connect(attrgetter(info.handler)(receiver))
        menus[info.menu].addAction(action)
        made[info.key] = action
    return made


def paint_actions(actions: Mapping[str, QAction]) -> None:
    """Give the actions their icons."""
    # Only now, because the first paint has no icons and does not wait for them.
    from annotator.gui.look.icons import themed_icon

    for info in ACTIONS:
        if info.icon:
            actions[info.key].setIcon(themed_icon(info.icon))


def show_switches(actions: Mapping[str, QAction], settings: Settings, policy: Policy) -> None:
    """Show which look and which switches are on, and let nobody turn those that are locked."""
    for name in ("system", "light", "dark", "high-contrast"):
        actions[f"theme-{name}"].setChecked(settings.theme == name)
        actions[f"theme-{name}"].setEnabled(policy.allows("theme"))
    for key in ("larger", "smaller", "usual-size"):
        actions[key].setEnabled(policy.allows("text_size"))
    for info in ACTIONS:
        if info.is_switch:
            name = info.key.replace("-", "_")
            actions[info.key].setChecked(getattr(settings, name))
            actions[info.key].setEnabled(policy.allows(name))
