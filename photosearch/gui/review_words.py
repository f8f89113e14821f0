"""Groups of duplicates in words: their kinds, why one is kept, why nothing is suggested."""

from __future__ import annotations

from PySide6.QtCore import QObject

from photosearch.gui.review_values import (
    DuplicateGroup,
    DuplicateKind,
    KeepRules,
    Reason,
    RuleCode,
    SkipReason,
)
from photosearch.gui.wording import local_moment, number


def kind_name(kind: DuplicateKind) -> str:
    """Return a kind's short name."""
    return _Words().kind(kind)


def kind_sentence(kind: DuplicateKind) -> str:
    """Return what groups of a kind are."""
    return _Words().sentence(kind)


def caution_text(caution: str) -> str:
    """Return why nothing of a group is suggested for the trash; empty where it may be."""
    return _Words().caution(caution)


def reason_text(reason: Reason, *, goes: bool = False) -> str:
    """Return why a member is kept, or ``goes``."""
    words = _Words()
    return (words.against(reason) if goes else "") or words.reason(reason)


def rule_name(code: RuleCode) -> str:
    """Return what a rule keeps."""
    return _Words().rule(code)


def rules_name(rules: KeepRules) -> str:
    """Return the name of a set of rules: the program's own in the language of the window."""
    return _Words().rules(rules.name)


def skip_text(reason: SkipReason) -> str:
    """Return why groups are left alone."""
    return _Words().skipped(reason)


def certainty_text(group: DuplicateGroup) -> str:
    """Return how sure it is that the members of a group are what they are said to be."""
    return _Words().certainty(group)


class _Words(QObject):
    # The translation tools see ``tr`` of a class only.

    def kind(self, kind: DuplicateKind) -> str:
        return {
            "exact": self.tr("Exact"),
            "edited": self.tr("Edited"),
            "burst": self.tr("Bursts"),
            "similar": self.tr("Similar"),
        }[kind]

    def sentence(self, kind: DuplicateKind) -> str:
        return {
            "exact": self.tr("The same picture, stored more than once"),
            "edited": self.tr("Versions of one picture: smaller, cropped, turned, recoloured…"),
            "burst": self.tr("The same scene within seconds"),
            "similar": self.tr("Merely alike; nothing is suggested"),
        }[kind]

    def rule(self, code: RuleCode) -> str:
        return {
            "folder": self.tr("In a preferred folder"),
            "original": self.tr("Original over copy"),
            "format": self.tr("RAW and HEIC over JPEG"),
            "larger": self.tr("More pixels"),
            "less-compressed": self.tr("Less compressed"),
            "sharper": self.tr("Sharper"),
            "richer-exif": self.tr("More details about the shot"),
            "in-group": self.tr("In one of your groups"),
            "older": self.tr("Written earlier"),
        }[code]

    def rules(self, name: str) -> str:
        return {
            "originals": self.tr("Keep originals"),
            "quality": self.tr("Keep the best quality"),
            "organised": self.tr("Keep what is best organised"),
        }.get(name, name)

    def skipped(self, reason: SkipReason) -> str:
        return {
            "other-kind": self.tr("of a kind that is not chosen"),
            "caution": self.tr("brackets, panoramas and focus stacks, which belong together"),
            "similar": self.tr("merely alike"),
            "uncertain": self.tr("not certain enough"),
            "references": self.tr("in reference folders only"),
            "one-folder": self.tr("in one folder"),
            "several-folders": self.tr("in several folders"),
            "left-open": self.tr("left to you: edits on purpose, bursts, files with others"),
            "kept-elsewhere": self.tr("stays in the stead of something else that goes"),
            "resolved": self.tr("resolved by a closer group already"),
        }[reason]

    def caution(self, caution: str) -> str:
        return {
            "bracket": self.tr(
                "An exposure bracket: its photos belong together, so nothing is suggested."
            ),
            "panorama": self.tr(
                "The parts of a panorama: they belong together, so nothing is suggested."
            ),
            "focus-stack": self.tr(
                "A focus stack: its photos belong together, so nothing is suggested."
            ),
        }.get(caution, "")

    def certainty(self, group: DuplicateGroup) -> str:
        if group.kind == "exact":
            return self.tr("certain")
        return self.tr("{percent} % sure").format(percent=int(group.probability * 1000) / 10)

    def against(self, reason: Reason) -> str:
        """Return why a member goes; empty where the words are those of one that is kept."""
        return {
            "folder": self.tr("not in a folder you prefer"),
            "not-an-edit": self.tr("an edit of another one"),
            "camera": self.tr("does not say which camera took it"),
            "plain-name": self.tr("its name is that of a copy"),
            "reference": self.tr("another one lies in a reference folder"),
        }.get(reason.code, "")

    def reason(self, reason: Reason) -> str:
        own, other = _shown(reason.code, reason.own), _shown(reason.code, reason.other)
        text = {
            "folder": self.tr("in a folder you prefer"),
            "not-an-edit": self.tr("the original, not an edit of another one"),
            "camera": self.tr("says which camera took it"),
            "plain-name": self.tr("its name is not that of a copy"),
            "format": self.tr("{own} instead of {other}"),
            "larger": self.tr("{own} instead of {other} pixels"),
            "less-compressed": self.tr("JPEG quality {own} instead of {other}"),
            "sharper": self.tr("sharpness {own} instead of {other}"),
            "richer-exif": self.tr("{own} instead of {other} details about the shot"),
            "in-group": self.tr("in {own} instead of {other} of your groups"),
            "older": self.tr("written {own}, not {other}"),
            "reference": self.tr("in a reference folder, which is never touched"),
            "stack": self.tr("other files belong to it"),
            "first": self.tr("nothing tells them apart; the one known first stays"),
            "turned": self.tr("turned or mirrored on purpose"),
            "other-shape": self.tr("cropped or of another shape"),
            "other-look": self.tr("looks different"),
            "not-measured": self.tr("not looked at closely yet"),
            "burst": self.tr("another moment"),
            "similar": self.tr("merely alike"),
        }.get(reason.code) or self.caution(reason.code)
        return text.format(own=own, other=other)


def _shown(code: str, value: str | float) -> str:
    if value == "":
        return ""
    if code == "older":
        return local_moment(float(value))
    if code == "format":
        return str(value).upper()
    return number(value) if isinstance(value, int) else str(value)
