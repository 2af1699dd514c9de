"""Graphics cards that nobody has, for tests: no machine of ours needs one."""

from engine.graphics import Gpu


def card(name: str, uuid: str, gib: int) -> Gpu:
    """A card of which 1 GiB is in use."""
    free = (gib - 1) << 30
    return Gpu(name=name, uuid=uuid, driver="580", capability="8.9", memory=gib << 30, free=free)
