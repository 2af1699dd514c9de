"""The arms of the experiment: every learning that is compared, by experiment and name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.training.config import PRESETS, TrainingConfig
from engine.training.variants import Draft, Variant

MAIN, DEEP, PAPER_TABLE, SOFT, TOKENS, ADAPTIVE, AUGMENTED, VARIANTS, MANY, REAL = (
    "main", "deep concept", "table 1", "soft positives", "tokens", "adaptive length",
    "augmentation", "prompts", "300 photos", "real photos",
)  # fmt: skip
OURS = replace(PRESETS["quick"], draft=Draft.NONE)
"""The preset, begun with the checkpoint's own rows as in the paper: what is learned shows alone."""
POSITIONS = 16
"""Of the deep concept, in every layer: as many as there are latent tokens of each kind."""
_ROWS = OURS.drawing_rows + OURS.soft_rows
"""Pictures drawn in each epoch: the same in every arm, so that all take as many steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One way to learn. All arms of an experiment learn the same subjects with the same seeds."""

    experiment: str
    name: str
    config: TrainingConfig
    curve: bool = False
    """Whether each epoch's rows are scored too."""

    @property
    def same(self) -> bool:
        """Whether this arm of an ablation is the one that is measured anyway."""
        ours = self.config == OURS and not self.curve
        return ours and self.experiment not in (MAIN, REAL)

    @property
    def key(self) -> str:
        """For file names; arms that are the product's own learning share its records."""
        if self.same:
            return f"{MAIN}-soft-prompt"
        return f"{self.experiment}-{self.name}".replace(" ", "-").replace(",", "").lower()


def arms() -> Iterator[Arm]:
    """Every arm; the first is the one that all others change in one thing."""
    yield Arm(experiment=MAIN, name="soft prompt", config=OURS)
    for count in (0, 10, 100, 300, 1000):
        yield Arm(experiment=SOFT, name=str(count), config=with_soft(count))
    for count in (4, 8, 16, 32, 64):
        yield Arm(experiment=TOKENS, name=str(count), config=replace(OURS, latent_tokens=count))
    yield Arm(experiment=ADAPTIVE, name="on", config=OURS)
    yield Arm(experiment=ADAPTIVE, name="off", config=not_adaptive(OURS))
    plain = with_soft(0)
    views = PRESETS["positives-only"].augmented_views
    yield Arm(experiment=AUGMENTED, name="positives only", config=plain, curve=True)
    augmented = replace(plain, augmented_views=views)
    yield Arm(experiment=AUGMENTED, name="augmented", config=augmented, curve=True)
    yield Arm(experiment=AUGMENTED, name="soft positives", config=OURS, curve=True)
    for variant in Variant:
        yield Arm(experiment=VARIANTS, name=str(variant), config=replace(OURS, variant=variant))


def ablations() -> Iterator[Arm]:
    """The arms that are not measured anyway, the most telling experiments first."""
    order = (VARIANTS, SOFT, ADAPTIVE, AUGMENTED, TOKENS)
    others = [arm for arm in arms() if arm.experiment in order and not arm.same]
    yield from sorted(others, key=lambda arm: order.index(arm.experiment))


CLAIMS = frozenset({MAIN, DEEP, PAPER_TABLE})
"""What further model sizes are asked, without the ablations."""


def deep() -> Arm:
    """The control of depth: the same rows, and learned keys and values in every layer besides."""
    config = replace(OURS, prefix_positions=POSITIONS)
    return Arm(experiment=DEEP, name=f"{POSITIONS} positions", config=config)


def real() -> Arm:
    """The product's own learning, of real photos."""
    return Arm(experiment=REAL, name="soft prompt", config=OURS)


def many() -> Arm:
    """The supplement's soft prompt over 300 photos: 16 shared tokens, real photos alone."""
    config = replace(OURS, variant=Variant.IMAGE_ONLY_POSITIVES, drawing_rows=300, soft_positives=0)
    return Arm(experiment=MANY, name="soft prompt (16)", config=config)


def with_soft(count: int) -> TrainingConfig:
    """So many soft positives; with none, photos of the concept take their place in each epoch."""
    if count == 0:
        return replace(OURS, soft_positives=0, soft_rows=0, drawing_rows=_ROWS)
    return replace(OURS, soft_positives=count)


def not_adaptive(config: TrainingConfig) -> TrainingConfig:
    """Every soft positive shows all tokens: one bucket, as far apart as there are tokens."""
    return replace(config, token_spacing=config.latent_tokens)
