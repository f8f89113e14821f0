"""Shows one picture: zoom, pan, and a rectangle drawn to search for a part of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from photosearch.base.types import Box
from photosearch.gui.heat_image import part_of

_ZOOM_STEP = 1.25
_MAX_ZOOM = 16.0
_LARGEST_FIT = 2.0
_SMALLEST_CROP_PX = 12


class PictureView(QWidget):
    """Paints a picture at a zoom around a centre.

    The picture's own size is that of the photo, whatever the size of the pixels at hand: a
    thumbnail stands in until the larger decode arrives, and nothing jumps.

    Signals:
        zoom_changed(zoom): device pixels a photo pixel.
        crop_changed(has_crop): a rectangle was drawn or taken away.
        moved(): the person zoomed or moved the picture.
    """

    zoom_changed = Signal(float)
    crop_changed = Signal(bool)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Photo"))
        self.setMinimumSize(160, 120)
        self._pixmap = QPixmap()
        self._size = QSizeF()
        self._zoom = 0.0  # 0: fit
        self._centre = QPointF(0.5, 0.5)
        self._glow: QImage = QImage()
        self._glow_part: Box | None = None
        self._crop = QRectF()
        self._cropping = False
        self._grabbed: QPointF | None = None

    @property
    def zoom(self) -> float:
        """Return device pixels a photo pixel."""
        return self._zoom or self._fit_zoom()

    @property
    def fitting(self) -> bool:
        """Whether the whole picture is fitted into the view."""
        return self._zoom == 0.0

    @property
    def sharp(self) -> bool:
        """Whether the pixels at hand are as many as the zoom shows."""
        wanted = min(self.zoom, 1.0) * self._size.width()
        return self._pixmap.width() + 1 >= wanted

    def show_picture(self, image: QImage, width: int, height: int, keep_zoom: bool) -> None:
        """Show pixels of a photo of ``width`` × ``height`` px."""
        self._pixmap = QPixmap.fromImage(image)
        self._size = QSizeF(width or image.width(), height or image.height())
        if not keep_zoom:
            self._zoom, self._centre = 0.0, QPointF(0.5, 0.5)
            self.set_crop(None)
        self.zoom_changed.emit(self.zoom)
        self.update()

    def fit(self) -> None:
        """Show the whole picture."""
        self._set_zoom(0.0, None)

    def actual_size(self) -> None:
        """Show one device pixel a photo pixel."""
        self._set_zoom(1.0, None)

    def zoom_by(self, steps: float, around: QPointF | None = None) -> None:
        """Zoom in (positive) or out, around a point of the view or its middle."""
        zoom = self.zoom * _ZOOM_STEP**steps
        if zoom <= self._fit_zoom():
            self._set_zoom(0.0, None)
        else:
            self._set_zoom(min(zoom, _MAX_ZOOM), around)

    def follow(self, other: PictureView) -> None:
        """Show the same part as another view, at a zoom that is as far from fitting."""
        scale = self._fit_zoom() / other._fit_zoom()
        self._zoom = 0.0 if other.fitting else other.zoom * scale
        self._centre = QPointF(other._centre)
        self._hold_centre()
        self.zoom_changed.emit(self.zoom)
        self.update()

    def move_by(self, x_px: float, y_px: float) -> None:
        """Move the picture under the view, in logical px."""
        target = self.target()
        if not target.isEmpty():
            self._centre -= QPointF(x_px / target.width(), y_px / target.height())
            self._hold_centre()
            self.update()
            self.moved.emit()

    def set_cropping(self, cropping: bool) -> None:
        """Let the mouse draw a rectangle instead of moving the picture."""
        self._cropping = cropping
        shape = Qt.CursorShape.CrossCursor if cropping else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        if not cropping:
            self.set_crop(None)

    def crop(self) -> Box | None:
        """Return the drawn rectangle as a part of the picture."""
        if self._crop.isEmpty():
            return None
        x, y = max(self._crop.x(), 0.0), max(self._crop.y(), 0.0)
        return Box(x, y, min(self._crop.width(), 1.0 - x), min(self._crop.height(), 1.0 - y))

    def set_crop(self, box: Box | None) -> None:
        """Draw a rectangle, or take it away."""
        self._crop = QRectF(box.x, box.y, box.width, box.height) if box else QRectF()
        self.crop_changed.emit(box is not None)
        self.update()

    def set_glow(self, glow: QImage, part: Box | None) -> None:
        """Lay a see-through image over a part of the picture; ``None`` for none."""
        self._glow, self._glow_part = glow, part
        if part is None:
            self.setAccessibleDescription("")
        self.update()

    def target(self) -> QRectF:
        """Return where the whole picture lies in the view, in logical px."""
        scale = self.zoom / self.devicePixelRatioF()
        size = self._size * scale
        left = self.width() / 2 - self._centre.x() * size.width()
        top = self.height() / 2 - self._centre.y() * size.height()
        return QRectF(QPointF(left, top), size)

    def _fit_zoom(self) -> float:
        if self._size.isEmpty():
            return 1.0
        ratio = self.devicePixelRatioF()
        across = (self.width() - 32) * ratio / self._size.width()
        down = (self.height() - 32) * ratio / self._size.height()
        return max(min(across, down, _LARGEST_FIT), 0.001)

    def _set_zoom(self, zoom: float, around: QPointF | None) -> None:
        point = around or QPointF(self.width() / 2, self.height() / 2)
        before = self._picture_point(point)
        self._zoom = zoom
        after = self._picture_point(point)
        self._centre += before - after
        self._hold_centre()
        self.zoom_changed.emit(self.zoom)
        self.update()
        self.moved.emit()

    def _hold_centre(self) -> None:
        size = self._size * (self.zoom / self.devicePixelRatioF())
        self._centre = QPointF(
            _held(self._centre.x(), self.width(), size.width()),
            _held(self._centre.y(), self.height(), size.height()),
        )

    def _picture_point(self, point: QPointF) -> QPointF:
        target = self.target()
        if target.isEmpty():
            return QPointF(0.5, 0.5)
        return QPointF(
            (point.x() - target.x()) / target.width(), (point.y() - target.y()) / target.height()
        )

    def _drag_crop(self, point: QPointF) -> None:
        if self._grabbed is None:
            return
        start, end = self._picture_point(self._grabbed), self._picture_point(point)
        drawn = QRectF(start, end).normalized() & QRectF(0, 0, 1, 1)
        target = self.target()
        across, down = drawn.width() * target.width(), drawn.height() * target.height()
        big_enough = min(across, down) >= _SMALLEST_CROP_PX
        box = Box(drawn.x(), drawn.y(), drawn.width(), drawn.height()) if big_enough else None
        self.set_crop(box)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, and shade what lies outside the rectangle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.zoom < 4)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
        if self._pixmap.isNull():
            return
        target = self.target()
        painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))
        if self._glow_part is not None and not self._cropping:
            painter.drawImage(part_of(target, self._glow_part), self._glow)
        if not self._crop.isEmpty():
            self._paint_crop(painter, target)

    def _paint_crop(self, painter: QPainter, target: QRectF) -> None:
        frame = QRectF(
            target.x() + self._crop.x() * target.width(),
            target.y() + self._crop.y() * target.height(),
            self._crop.width() * target.width(),
            self._crop.height() * target.height(),
        )
        outside = QPainterPath()
        outside.addRect(target)
        outside.addRect(frame)  # twice covered: odd-even filling leaves it out
        painter.fillPath(outside, QColor(0, 0, 0, 130))
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
        painter.drawRect(frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the picture fitted, or its centre in the middle."""
        super().resizeEvent(event)
        self._hold_centre()
        self.zoom_changed.emit(self.zoom)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer."""
        self.zoom_by(event.angleDelta().y() / 120, event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw a rectangle or to move the picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.position()
            if not self._cropping:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the rectangle or move the picture."""
        if self._grabbed is None:
            return
        if self._cropping:
            self._drag_crop(event.position())
            return
        moved = event.position() - self._grabbed
        self._grabbed = event.position()
        self.move_by(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - as Qt calls it
        """End drawing or moving."""
        self._grabbed = None
        if not self._cropping:
            self.setCursor(Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change between the whole picture and its actual size there."""
        if self.fitting:
            self._set_zoom(1.0, event.position())
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move a zoomed picture by Shift and the arrow keys, draw and size a crop by keys."""
        step = {
            Qt.Key.Key_Left: QPoint(64, 0),
            Qt.Key.Key_Right: QPoint(-64, 0),
            Qt.Key.Key_Up: QPoint(0, 64),
            Qt.Key.Key_Down: QPoint(0, -64),
        }.get(Qt.Key(event.key()))
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if step is None or not (shift or control):
            super().keyPressEvent(event)
        elif self._cropping:
            self._key_crop(-step.x() / 1280, -step.y() / 1280, bool(control))
        else:
            self.move_by(step.x(), step.y())

    def _key_crop(self, x: float, y: float, resize: bool) -> None:
        """Move the rectangle by a part of the picture, or make it larger by it."""
        crop = self._crop if not self._crop.isEmpty() else QRectF(0.25, 0.25, 0.5, 0.5)
        if resize:
            width = min(max(crop.width() + x, 0.05), 1.0 - crop.x())
            height = min(max(crop.height() + y, 0.05), 1.0 - crop.y())
            self.set_crop(Box(crop.x(), crop.y(), width, height))
            return
        left = min(max(crop.x() + x, 0.0), 1.0 - crop.width())
        top = min(max(crop.y() + y, 0.0), 1.0 - crop.height())
        self.set_crop(Box(left, top, crop.width(), crop.height()))


def _held(centre: float, view_px: float, size_px: float) -> float:
    """Return the centre so that a larger picture fills the view and a smaller one is centred."""
    if size_px <= view_px:
        return 0.5
    margin = view_px / 2 / size_px
    return min(max(centre, margin), 1 - margin)
