"""Every claim of the theory on one folder of pictures, with its verdict."""

from __future__ import annotations

from pathlib import Path

from photosearch.base.errors import UserError
from photosearch.base.progress import NO_PROGRESS, Progress
from photosearch.learning.lab.claims.changed_photos import ChangedPhotos
from photosearch.learning.lab.claims.claim import Claim, ClaimLab, Finding
from photosearch.learning.lab.claims.classifier_features import ClassifierFeatures
from photosearch.learning.lab.claims.clusters import BetterClusters
from photosearch.learning.lab.claims.learned_metric import LearnedMetric
from photosearch.learning.lab.claims.model_size import ModelSize
from photosearch.learning.lab.claims.supervision import MoreSupervision
from photosearch.learning.lab.claims.unseen_classes import UnseenClasses
from photosearch.learning.lab.experiments.train import config_of
from photosearch.learning.lab.inputs import inputs_for
from photosearch.learning.lab.lab_data import load_data
from photosearch.learning.lab.nested_progress import NestedProgress
from photosearch.learning.lab.options import LabOptions
from photosearch.learning.lab.plan import plan_of
from photosearch.learning.lab.results import Cell, Chart, Results, Series, Table
from photosearch.learning.lab.run_folder import RunFolder, create_run
from photosearch.learning.lab.training_run import check_plan
from photosearch.learning.models.building import build_model

CLAIMS: tuple[type[Claim], ...] = (
    LearnedMetric,
    MoreSupervision,
    ClassifierFeatures,
    UnseenClasses,
    BetterClusters,
    ChangedPhotos,
    ModelSize,
)


_INTERVALS = (
    "Intervals are of 95 %, over the held-out photos, with one training each, so they say what"
    " other photos would change and not what another training would; those of unseen-classes are"
    " over trainings, those of AMI over halves of the classes. A claim holds where every interval"
    " of it is above 0, and does not where one is below."
)


def run(options: LabOptions, progress: Progress = NO_PROGRESS) -> RunFolder:
    """Test the claims named in ``options.values``, or all.

    Raises:
        UserError: The pictures can't be used, or a claim does not exist.
        Cancelled: The person cancelled; the claims tested so far are in results.json.
    """
    claims = [claim() for claim in CLAIMS if not options.values or claim.name in options.values]
    unknown = set(options.values) - {claim.name for claim in CLAIMS}
    if unknown:
        text = f"there is no claim {min(unknown)!r}"
        names = ", ".join(claim.name for claim in CLAIMS)
        raise UserError("unknown-claim", text, f"Choose from {names}.")
    plan = plan_of(options)
    check_plan(plan)
    data = load_data(options, build_model(plan.architecture).input_px, progress)
    inputs = inputs_for(plan.architecture, data.images.pixels, progress)
    out = Path(options.out) if options.out else None
    folder = create_run("claims", out, config_of(options, data, plan))
    found: list[tuple[Claim, Finding]] = []
    nested = _ClaimProgress(progress, len(claims))
    lab = ClaimLab(options, plan, data, inputs, folder, nested)
    for claim in claims:
        nested.start(claim.name)
        found.append((claim, claim.measure(lab)))
        folder.write_results(_results(found).to_json())
    return folder


class _ClaimProgress(NestedProgress):
    """Says which claim is being tested."""

    def __init__(self, progress: Progress, n_claims: int) -> None:
        super().__init__(progress, "")
        self._n_claims = n_claims
        self._n_started = 0

    def start(self, name: str) -> None:
        """Go on to the next claim."""
        self._n_started += 1
        self._part = f"{name} ({self._n_started} of {self._n_claims})"


def _results(found: list[tuple[Claim, Finding]]) -> Results:
    verdicts: list[str] = [finding.verdict for _, finding in found]
    counted = [
        f"{n} {one if n == 1 else more}"
        for verdict, one, more in (
            ("holds", "holds", "hold"),
            ("does not hold", "does not", "do not"),
            ("undecided", "is undecided", "are undecided"),
        )
        for n in [verdicts.count(verdict)]
    ]
    rows: list[list[Cell]] = [
        [claim.name, finding.verdict, claim.statement, finding.reason] for claim, finding in found
    ]
    tables = [Table("Claims", ["claim", "verdict", "statement", "measured"], rows)]
    tables += [_table(claim, finding) for claim, finding in found]
    return Results(
        kind="claims",
        title="Claims of metric learning",
        summary=[
            f"Of {_claims(len(found))} {', '.join(counted[:-1])} and {counted[-1]} here.",
            _INTERVALS,
        ],
        tables=tables,
        charts=[_chart(claim, finding) for claim, finding in found],
    )


def _claims(n: int) -> str:
    return "1 claim" if n == 1 else f"{n} claims"


def _table(claim: Claim, finding: Finding) -> Table:
    return Table(
        f"{claim.name}: {finding.verdict}",
        ["measured", "value", "low", "high"],
        [list(one) for one in finding.rows],
    )


def _chart(claim: Claim, finding: Finding) -> Chart:
    if finding.chart is not None:
        return finding.chart
    bars = Series(
        claim.name,
        [value for _, value, _, _ in finding.rows],
        [low for _, _, low, _ in finding.rows if low is not None],
        [high for _, _, _, high in finding.rows if high is not None],
    )
    return Chart(
        "bars", claim.name, [name for name, *_ in finding.rows], [bars], "", claim.measured_by
    )
