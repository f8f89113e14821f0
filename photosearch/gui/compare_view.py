"""Two pictures compared: side by side in step, at one place in turn, or their difference."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from photosearch.gui.compare_pictures import ComparePictures, LaidImages
from photosearch.gui.member_caption import MemberCaption
from photosearch.gui.picture_view import PictureView
from photosearch.gui.review_values import FileFacts, Member, MemberMark
from photosearch.gui.service_texts import error_text

Mode = Literal["side", "flicker", "difference"]
_SAME_SHAPE = 1.03
_VERY_SMALL_SHARE = 0.0005


class CompareView(QWidget):
    """Shows an anchor on the left and the member that it is compared with on the right.

    Signals:
        mode_changed(mode): how they are compared now.
        clicked(side): the person clicked on the caption of the anchor (0) or the other one (1).
    """

    mode_changed = Signal(str)
    clicked = Signal(int)

    def __init__(self, pictures: ComparePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._members: tuple[Member, Member] | None = None
        self._sizes = ((0, 0), (0, 0))
        self._laid: LaidImages | None = None
        self._asked_full: set[bytes] = set()
        self._following = False
        self.mode: Mode = "side"
        self.second_shown = True
        self.views = (PictureView(self), PictureView(self))
        self.over = PictureView(self)
        self.captions = (MemberCaption(self), MemberCaption(self))
        self.note = QLabel(self)
        self.note.setProperty("kind", "muted")
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget(self)
        self._lay_out()
        for view in (*self.views, self.over):
            view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys are the page's
            view.moved.connect(self._on_moved)
        for side, caption in enumerate(self.captions):
            caption.clicked.connect(self._clicker(side))
        pictures.arrived.connect(self._on_arrived)
        pictures.laid.connect(self._on_laid)
        pictures.unreadable.connect(self._on_unreadable)

    @property
    def view(self) -> PictureView:
        """Return the view that keys zoom and move."""
        return self.views[0] if self.mode == "side" else self.over

    def show_pair(self, facts: tuple[FileFacts, FileFacts], members: tuple[Member, Member]) -> None:
        """Compare two members; the same two keep their zoom."""
        sizes = _common_size(facts)
        if members == self._members and sizes == self._sizes:
            return
        if members != self._members:
            self._laid, self.second_shown = None, True
        self._members, self._sizes = members, sizes
        self._asked_full = set()
        for side, view in enumerate(self.views):
            self._show(side, view, self._image_of(members[side]), keep_zoom=False)
        self._refresh_over(keep_zoom=False)
        if self.mode != "side":
            self._pictures.want_laid(members[0].path, members[1].path)
        self._say()

    def show_marks(self, marks: tuple[MemberMark, MemberMark], numbers: tuple[int, int]) -> None:
        """Show what happens to the two."""
        if self._members is not None:
            for caption, member, mark, place in zip(
                self.captions, self._members, marks, numbers, strict=True
            ):
                caption.show_member(member, mark, place)

    def set_current(self, side: int) -> None:
        """Show which of the two keys act on."""
        for place, caption in enumerate(self.captions):
            caption.set_current(place == side)

    def set_mode(self, mode: Mode) -> None:
        """Compare in another way; what is in view stays in view."""
        if mode == self.mode:
            return
        before, self.mode = self.view, mode
        self._stack.setCurrentIndex(0 if mode == "side" else 1)
        self.second_shown = True
        if self._members is not None and mode != "side":
            self._pictures.want_laid(self._members[0].path, self._members[1].path)
        self._refresh_over(keep_zoom=True)
        self._follow(before, self.view)
        self._say()
        self.mode_changed.emit(mode)

    def flicker(self) -> None:
        """Show the other picture at the same place; begin with it where they stand side by side."""
        if self.mode == "flicker":
            self.second_shown = not self.second_shown
            self._refresh_over(keep_zoom=True)
            self._say()
        else:
            self.set_mode("flicker")

    def zoom_by(self, steps: float) -> None:
        """Zoom all views."""
        self.view.zoom_by(steps)

    def clear(self) -> None:
        """Show nothing."""
        self._members, self._laid = None, None
        self.note.clear()
        for view in (*self.views, self.over):
            view.show_picture(QImage(), 0, 0, keep_zoom=False)

    def _lay_out(self) -> None:
        side = QWidget(self)
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for view in self.views:
            row.addWidget(view, 1)
        self._stack.addWidget(side)
        self._stack.addWidget(self.over)
        captions = QHBoxLayout()
        captions.setSpacing(2)
        for caption in self.captions:
            captions.addWidget(caption, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(captions)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.note)
        self.note.hide()
        for view in (*self.views, self.over):
            view.installEventFilter(self)

    def _image_of(self, member: Member) -> QImage:
        known = self._pictures.image(member.path)
        return self._pictures.thumbnail(member) if known is None else known

    def _show(self, side: int, view: PictureView, image: QImage, *, keep_zoom: bool) -> None:
        if self._members is not None:
            view.show_picture(image, *self._sizes[side], keep_zoom)

    def _refresh_over(self, *, keep_zoom: bool) -> None:
        """Show what stands at one place: one of the two, or the difference."""
        if self._members is None or self.mode == "side":
            return
        side = 1 if self.second_shown else 0
        if self._laid is None:
            self._show(side, self.over, self._image_of(self._members[side]), keep_zoom=keep_zoom)
            return
        image = (self._laid.first, self._laid.second)[side]
        if self.mode == "difference":
            image = self._laid.difference
        elif not self._laid.fits:
            image = self._image_of(self._members[side])
        self._show(0, self.over, image, keep_zoom=keep_zoom)

    def _say(self) -> None:
        for side, caption in enumerate(self.captions):
            shown = self.mode != "flicker" or (side == 1) == self.second_shown
            caption.set_in_view(shown)
        text = self._words()
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _words(self) -> str:
        laid = self._laid
        if self.mode == "side":
            return ""
        if laid is None:
            return self.tr("Laying one over the other…")
        if not laid.fits:
            return self.tr("They don't lie over each other: one is cropped, or another picture.")
        turned = self.tr(" (turned to fit)") if laid.turned else ""
        if self.mode == "flicker":
            return self.tr("F shows the other one at the same place.") + turned
        if laid.share == 0.0 and not laid.difference.isNull() and laid.gain > 1:
            return (
                self.tr("No visible difference; amplified {gain} times.").format(gain=laid.gain)
                + turned
            )
        percent = "< 0.1" if laid.share < _VERY_SMALL_SHARE else f"{100 * laid.share:.1f}"
        text = self.tr("{percent} % of the picture differs visibly; amplified {gain} times.")
        return text.format(percent=percent, gain=laid.gain) + turned

    def _on_moved(self) -> None:
        if self._following:
            return
        moved = self.sender()
        if isinstance(moved, PictureView):
            for view in (*self.views, self.over):
                if view is not moved and view.isVisible():
                    self._follow(moved, view)
            self._want_pixels(moved)

    def _follow(self, leader: PictureView, view: PictureView) -> None:
        self._following = True
        view.follow(leader)
        self._following = False

    def _want_pixels(self, view: PictureView) -> None:
        """Ask once for all pixels of what is looked at so closely that they are missed."""
        if self._members is None or self.mode != "side" or view.fitting or view.sharp:
            return
        for member in self._members:
            if member.path not in self._asked_full:
                self._asked_full.add(member.path)
                self._pictures.want_all_pixels(member.path)

    def _on_arrived(self, path: bytes, image: QImage) -> None:
        if self._members is None:
            return
        for side, member in enumerate(self._members):
            if member.path == path:
                self._show(side, self.views[side], image, keep_zoom=not self.views[side].fitting)
        if self._laid is None:
            self._refresh_over(keep_zoom=True)

    def _on_laid(self, first: bytes, second: bytes, pair: LaidImages) -> None:
        if self._members is not None and (first, second) == tuple(m.path for m in self._members):
            self._laid = pair
            self._refresh_over(keep_zoom=True)
            self._say()

    def _on_unreadable(self, path: bytes, error: object) -> None:
        if self._members is not None:
            for member, caption in zip(self._members, self.captions, strict=True):
                if member.path == path:
                    caption.warn(error_text(error).message)  # type: ignore[arg-type]  # UserError

    def _clicker(self, side: int) -> object:
        return lambda: self.clicked.emit(side)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the views in step when they are given another size."""
        if event.type() == QEvent.Type.Resize and watched is self.views[1] and self.mode == "side":
            self._follow(self.views[0], self.views[1])
        return super().eventFilter(watched, event)


def _common_size(facts: tuple[FileFacts, FileFacts]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the sizes to show two pictures at: that of the larger one where their shape is one."""
    sizes = [(each.merit.width, each.merit.height) if each.merit else (0, 0) for each in facts]
    (one_w, one_h), (other_w, other_h) = sizes
    if not (one_w and one_h and other_w and other_h):
        return sizes[0], sizes[1]
    stretch = (one_w / one_h) / (other_w / other_h)
    if 1 / _SAME_SHAPE < stretch < _SAME_SHAPE:
        larger = max(sizes)
        return larger, larger
    return sizes[0], sizes[1]
