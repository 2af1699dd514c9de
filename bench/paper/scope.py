"""How much of the plan is measured, and what one piece of it is. Plain values."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.teaching.subjects import Subject
from engine.events import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """How much of the plan is measured: all of it, or the fast subset."""

    main: tuple[Subject, ...]
    """Of the claims: n concepts."""
    ablated: tuple[Subject, ...]
    """Of the ablations: some of them."""
    many: tuple[Subject, ...]
    swept: tuple[Subject, ...]
    """Of the search for the best rate; not among those that are reported."""
    real: tuple[Subject, ...] = ()
    seeds: int = 2
    together: int = 8
    """Subjects that learn in one batch; each is the other one's control of another's rows."""
    only: frozenset[str] = frozenset()
    """Experiments of this sitting; empty: all."""
    planned: frozenset[str] = frozenset()
    """Experiments of this model size at all; empty: all."""
    suite: tuple[Subject, ...] = ()
    """Of the question whether the metrics can tell individuals apart; empty: those above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Some records that are made together."""

    name: str
    records: tuple[str, ...]
    run: Callable[[], Job[None]]
    needs: tuple[str, ...] = ()
    """Records that must be there before it can begin."""
