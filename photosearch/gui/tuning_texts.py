"""How tuning is said to people: what was checked, what came of it, what would help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QLocale, QObject

from photosearch.gui.values import MetricRow, TuningProposal
from photosearch.gui.wording import number

_IN_POINTS = ("held-out photos", "other groups")


def check_name(check: Mapping[str, Any]) -> str:
    """Return what a check asks."""
    return _TuningWords().check_name(check["name"])


def check_figures(check: Mapping[str, Any]) -> str:
    """Return a check's figures with their error and what they had to reach."""
    return _TuningWords().check_figures(check)


def sentences(checks: list[dict[str, Any]]) -> list[str]:
    """Return in plain words what the figures say."""
    known = {check["name"]: check for check in checks}
    said = [_TuningWords().sentence(known[name]) for name in _IN_POINTS if name in known]
    if "familiar neighbours" in known:
        said.append(_TuningWords().neighbours(known["familiar neighbours"]))
    return said


def advice_text(code: str) -> str:
    """Return what would help; the code itself where it is not known."""
    return _TuningWords().advice(code)


def metric_name(row: MetricRow) -> str:
    """Return a metric's name, or what it is where it has none."""
    return row.name or _TuningWords().metric(row)


def level_name(row: MetricRow) -> str:
    """Return how a metric was made."""
    return _TuningWords().level(row)


def gain_text(row: MetricRow) -> str:
    """Return by how many points a metric was better than the untuned one; may be empty."""
    for check in row.card.get("checks", []):
        if check["name"] == "held-out photos":
            return points(check["after"] - check["before"], signed=True)
    return ""


def proposal_text(proposal: TuningProposal) -> str:
    """Return why learning is proposed."""
    return _TuningWords().proposal(proposal)


def points(value: float, *, signed: bool = False) -> str:
    """Return a figure out of 100 with one decimal, as the language writes it."""
    text = QLocale().toString(abs(value), "f", 1)
    if not signed or round(value, 1) == 0:
        return text if round(value, 1) >= 0 else f"−{text}"
    return f"{'+' if value >= 0 else '−'}{text}"


class _TuningWords(QObject):
    # The translation tools see contexts and plurals in ``tr`` of a class only.

    def check_name(self, name: str) -> str:
        return {
            "held-out photos": self.tr("Photos of your groups that it had not seen"),
            "other groups": self.tr("Groups that it had not seen"),
            "familiar neighbours": self.tr("Nearest photos that stay the same"),
            "spread": self.tr("Photos stay apart from each other"),
            "numbers": self.tr("All figures can be computed"),
        }.get(name, name)

    def check_figures(self, check: Mapping[str, Any]) -> str:
        if check["name"] in _IN_POINTS:
            text = self.tr("{before} → {after} ({change} ± {error}; at least {limit})")
            return text.format(
                before=points(check["before"]),
                after=points(check["after"]),
                change=points(check["after"] - check["before"], signed=True),
                error=points(check["error"]),
                limit=points(check["limit"]),
            )
        text = self.tr("{after} % (at least {limit} %)")
        return text.format(after=number(round(check["after"])), limit=number(round(check["limit"])))

    def sentence(self, check: Mapping[str, Any]) -> str:
        """Say whether the figure went up, went down, or did not change by more than chance."""
        change, error = check["after"] - check["before"], check["error"]
        ours = check["name"] == "held-out photos"
        if change > error:
            text = self.tr("Photos of other groups find each other better, too: {figures} of 100.")
            if ours:
                text = self.tr(
                    "Photos of your groups now find each other better: {figures} of 100."
                )
        elif change < -error:
            text = self.tr("Groups that it does not know lose a little: {figures} of 100.")
            if ours:
                text = self.tr("Photos of your groups find each other worse: {figures} of 100.")
        else:
            text = self.tr("Groups that it does not know are found as before: {figures} of 100.")
            if ours:
                text = self.tr("Photos of your groups find each other as before: {figures} of 100.")
        return text.format(figures=f"{points(check['before'])} → {points(check['after'])}")

    def neighbours(self, check: Mapping[str, Any]) -> str:
        if check["after"] >= 97:
            return self.tr("Photos that have nothing to do with your groups: unchanged.")
        text = self.tr("Of the ten nearest photos of any photo, {n} stay.")
        return text.format(n=points(check["after"] / 10))

    def advice(self, code: str) -> str:
        return {
            "more-groups": self.tr(
                "Make a few more groups, eight or more: it learns what they have in common."
            ),
            "more-photos": self.tr("Put more photos into the small groups: six or more each."),
            "higher-keep": self.tr(
                "It changed too much for other photos. Under “More”, choose the first method, or "
                "protect the rest of the library more."
            ),
            "look-through": self.tr(
                "Look through your groups: some may hold photos that do not belong, or may be two "
                "groups in one."
            ),
        }.get(code, code)

    def metric(self, row: MetricRow) -> str:
        if row.level:
            n_labels = int(row.card.get("labels", row.n_photos))
            return self.tr("Learned from %n labelled photo(s)", "", n_labels)
        if row.n_photos:
            return self.tr("Without groups, from %n photo(s)", "", row.n_photos)
        return self.tr("As delivered")

    def level(self, row: MetricRow) -> str:
        if row.level == 0:
            return self.tr("Untuned")
        if row.level == 1:
            return self.tr("From groups")
        loss = str(row.card.get("loss", ""))
        trained = self.tr("Trained")
        return f"{trained}: {loss}" if loss else trained

    def proposal(self, proposal: TuningProposal) -> str:
        if proposal.reason == "labels":
            return self.tr(
                "%n photo(s) were put into groups. photosearch can learn from them what is alike "
                "to you.",
                "",
                proposal.new_labels,
            )
        if proposal.reason == "new-photos":
            return self.tr(
                "%n photo(s) have come since photosearch learned from your groups. Learning again "
                "may help.",
                "",
                proposal.new_photos,
            )
        return self.tr(
            "%n new photo(s) are unlike those that photosearch learned from. Learning again may "
            "help.",
            "",
            proposal.new_photos,
        )
