"""The arms of the experiment: every learning that is compared, by experiment and name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from engine.training.config import PRESETS, TrainingConfig
from engine.training.variants import Draft, Variant

MAIN, DEEP, PAPER_TABLE, SOFT, TOKENS, ADAPTIVE, AUGMENTED, VARIANTS, MANY, REAL = (
    "main", "deep concept", "table 1", "soft positives", "tokens", "adaptive length",
    "augmentation", "prompts", "300 photos", "real photos",
)  # fmt: skip
CLAIMS = frozenset({MAIN, DEEP, PAPER_TABLE})
"""What further model sizes are asked, without the ablations."""
POSITIONS = 16
"""Of the deep concept, in every layer: as many as there are latent tokens of each kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One way to learn. All arms of an experiment learn the same subjects with the same seeds."""

    experiment: str
    name: str
    config: TrainingConfig
    curve: bool = False
    """Whether each epoch's rows are scored too."""
    same: bool = False
    """Whether this arm of an ablation is the one that is measured anyway."""

    @property
    def key(self) -> str:
        """For file names; arms that are the main learning share its records."""
        if self.same:
            return f"{MAIN}-soft-prompt"
        return f"{self.experiment}-{self.name}".replace(" ", "-").replace(",", "").lower()


@dataclass(frozen=True, slots=True)
class Arms:
    """All arms around one way to learn, `base`: each other one differs from it in one setting."""

    base: TrainingConfig

    @property
    def main(self) -> Arm:
        """The one that all others change."""
        return Arm(experiment=MAIN, name="soft prompt", config=self.base)

    @property
    def deep(self) -> Arm:
        """The control of depth: the same rows, and learned keys and values in every layer."""
        return self._arm(DEEP, f"{POSITIONS} positions", prefix_positions=POSITIONS)

    @property
    def real(self) -> Arm:
        """The same learning, of real photos."""
        return self._arm(REAL, "soft prompt")

    @property
    def many(self) -> Arm:
        """The supplement's soft prompt over 300 photos: 16 shared tokens, real photos alone."""
        only: dict[str, Any] = {"variant": Variant.IMAGE_ONLY_POSITIVES, "soft_positives": 0}
        return self._arm(MANY, "soft prompt (16)", drawing_rows=300, **only)

    def ablations(self) -> Iterator[Arm]:
        """Every arm of every ablation, the most telling experiments first."""
        for variant in Variant:
            yield self._ablation(VARIANTS, str(variant), variant=variant)
        for count in (0, 10, 100, 300, 1000):
            yield self._ablation(SOFT, str(count), **self._soft(count))
        yield self._ablation(ADAPTIVE, "on")
        yield self._ablation(ADAPTIVE, "off", token_spacing=self.base.latent_tokens)
        alone, views = self._soft(0), PRESETS["positives-only"].augmented_views
        yield self._arm(AUGMENTED, "positives only", curve=True, **alone)
        yield self._arm(AUGMENTED, "augmented", curve=True, augmented_views=views, **alone)
        yield self._arm(AUGMENTED, "soft positives", curve=True)
        for count in (4, 8, 16, 32, 64):
            yield self._ablation(TOKENS, str(count), latent_tokens=count)

    def _ablation(self, experiment: str, name: str, **changes: Any) -> Arm:
        arm = self._arm(experiment, name, **changes)
        return replace(arm, same=arm.config == self.base)

    def _arm(self, experiment: str, name: str, curve: bool = False, **changes: Any) -> Arm:
        config = replace(self.base, **changes)
        return Arm(experiment=experiment, name=name, config=config, curve=curve)

    def _soft(self, count: int) -> Mapping[str, int]:
        """So many soft positives; with none, photos of the concept take their place in each epoch:
        all arms take as many steps.
        """
        if count:
            return {"soft_positives": count}
        rows = self.base.drawing_rows + self.base.soft_rows
        return {"soft_positives": 0, "soft_rows": 0, "drawing_rows": rows}


OURS = Arms(replace(PRESETS["quick"], draft=Draft.NONE))
"""The product's preset, begun with the checkpoint's own rows as in the paper: what is learned
shows alone."""
BY_PROTOCOL: Mapping[str, Arms] = MappingProxyType({"ours": OURS, "paper": Arms(PRESETS["paper"])})
"""How concepts are learned under each protocol of `engine.evaluation.protocol`."""
