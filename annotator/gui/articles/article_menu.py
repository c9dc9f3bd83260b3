"""The menu under the right mouse button: annotate, write, remove, copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from annotator.gui.articles.article_view import ArticleView
from annotator.gui.articles.category_button import CategoryButton
from annotator.translation import _


def article_menu(view: ArticleView, buttons: Sequence[CategoryButton]) -> QMenu:
    """Return a menu for the selection or the caret of an article; it goes when it closes."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for button in buttons:
        action = menu.addAction(f"{button.category.name}\t{button.category.key}")
        action.triggered.connect(button.click)
    menu.addSeparator()
    menu.addAction(_("Write the reason\tEnter")).triggered.connect(view.marking.request_note)
    menu.addAction(_("Remove annotation\tDel")).triggered.connect(view.marking.request_removal)
    menu.addSeparator()
    copy = menu.addAction(_("Copy\tCtrl+C"))
    copy.setEnabled(bool(view.selection()))
    copy.triggered.connect(view.copy)
    return menu
