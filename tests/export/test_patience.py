"""What takes hours says so before: the forecast counts the products that calibration makes."""

import pytest

from engine.model.quantized_file import Spec
from export import patience
from export.material import CALIBRATION_TOKENS
from export.patience import calibration_seconds, in_words, products


def test_the_layers_of_a_group_share_one_hessian() -> None:
    query, key = (products(f"model.layers.0.self_attn.{n}_proj.weight", 64, 64) for n in "qk")
    assert query - key == 2 * CALIBRATION_TOKENS * 64**2


def test_a_model_of_7b_is_forecast_to_take_long_and_a_small_one_is_not() -> None:
    def layers(count: int, width: int) -> dict[str, Spec]:
        names = [f"model.layers.{n}.mlp.down_proj.weight" for n in range(count)]
        return dict.fromkeys(names, Spec((width, width), 4, 128))

    small, large = calibration_seconds(layers(2, 256)), calibration_seconds(layers(32, 8192))
    assert small < patience.TOLD_FROM < large
    assert calibration_seconds({"lm_head.weight": Spec((8192, 8192), 8, 128)}) == 0


@pytest.mark.parametrize(
    ("seconds", "said"), [(600, "10 minutes"), (2400, "40 minutes"), (9000, "2.5 hours")]
)
def test_a_duration_is_said_in_the_unit_that_suits_it(seconds: float, said: str) -> None:
    assert in_words(seconds) == said
