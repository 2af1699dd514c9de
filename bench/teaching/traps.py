"""The traps of the method's first implementations, and the test that keeps us out of each.

Numbers are those of the specification's list; 35–42 and 47–53 are about drawing, evaluation and
law, and are not here.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trap:
    """What goes wrong, what is done here, and `file::test` under tests/ that covers it."""

    number: int
    trap: str
    here: str
    test: str


_M, _T, _R = "engine/model", "engine/training", "engine/runtime"
_W, _C = "engine/tokens", "engine/concepts"

TRAPS = (
    Trap(1, "image logits are masked before the loss", "the inner model and a head of our own",
         f"{_T}/test_loss.py::test_losses_and_gradients_equal_a_plain_computation"),
    Trap(2, "no picture decoder in the library, or in the checkpoint", "read by key, else refused",
         f"{_M}/test_weights.py::test_an_index_that_lacks_a_tensor_is_refused"),
    Trap(3, "code + 4 = id; end of image lies before begin", "ids come from names, in one module",
         f"{_W}/test_vocabulary.py::test_the_names_of_chameleon_7b_give_the_ids_of_the_paper"),
    Trap(4, "embedding and head taken for one matrix", "two matrices, learned apart; tied refused",
         f"{_T}/test_traps.py::test_embeddings_and_head_are_learned_apart_and_tied_ones_refused"),
    Trap(5, "codes flip in a bf16 VQGAN", "fp32 always; codes are cached",
         f"{_M}/test_weights.py::test_the_decoder_has_the_asked_dtype_and_the_vqgan_is_fp32"),
    Trap(6, "NaN in fp16", "learning knows fp32, bf16 and codes, no fp16",
         f"{_T}/test_traps.py::test_learning_knows_no_half_precision_but_bf16"),
    Trap(7, "a tokenizer class that drops spaces", "round trip when it is opened",
         f"{_W}/test_tokenizer.py::test_a_tokenizer_that_loses_spaces_is_refused"),
    Trap(8, "begin of text is wrong in the config", "id 0, once, by us",
         f"{_W}/test_tokenizer.py::test_begin_of_text_stands_first_exactly_once"),
    Trap(9, "padding on the wrong side", "drawing keeps rows apart; learning pads nothing",
         f"{_R}/test_backends.py::test_a_ragged_batch_equals_its_rows_alone"),
    Trap(10, "positions ignore the mask", "positions are given",
         f"{_M}/test_chameleon.py::test_padding_on_the_left_changes_nothing"),
    Trap(11, "only one stop id", "end of text and end of turn both stop",
         f"{_R}/test_generation.py::test_an_answer_holds_allowed_ids_only_and_ends_at_a_stop"),
    Trap(12, "wrong image rows in some versions of transformers", "codes are given as ids",
         f"{_M}/test_chameleon.py::test_a_photo_given_as_codes_is_what_transformers_sees_in_its_pixels"),
    Trap(13, "reserved tokens shown to people", "stripped by id",
         f"{_W}/test_tokenizer.py::test_only_words_and_known_names_are_read_back"),
    Trap(14, "the question's end of turn is labelled", "labels begin with the answer",
         f"{_T}/test_examples.py::test_what_is_labelled_is_opening_answer_and_end_of_turn"),
    Trap(15, "an end of turn in a person's words shifts labels", "ids are joined, never parsed",
         f"{_W}/test_tokenizer.py::test_what_a_person_types_is_plain_characters_and_comes_back"),
    Trap(16, "names become special tokens", "words are always plain text",
         f"{_R}/test_session.py::test_special_names_in_a_persons_words_are_plain_characters"),
    Trap(17, "rows without gradient", "every row of both matrices gets one",
         f"{_T}/test_loss.py::test_every_row_of_the_concept_gets_a_gradient"),
    Trap(18, "pictures outweigh answers 35 to 1", "two means with weights, logged apart",
         f"{_T}/test_trainer.py::test_weights_lie_between_the_two_kinds_of_loss"),
    Trap(19, "a third of all positions is padding", "rows are packed: no padding at all",
         f"{_T}/test_batches.py::test_every_row_is_in_exactly_one_batch_and_nothing_is_padding"),
    Trap(20, "prompts grow with every epoch", "rows are built from values that nobody changes",
         f"{_T}/test_traps.py::test_an_epoch_asked_for_again_is_the_same"),
    Trap(21, "flips harm lettering", "a setting",
         f"{_T}/test_photos.py::test_without_flips_there_are_no_mirror_images"),
    Trap(22, "codes of the unflipped photo", "both views are encoded and cached",
         f"{_T}/test_photos.py::test_codes_are_those_of_the_photo_and_of_its_mirror_image"),
    Trap(23, "decay of rows; clipping after the step", "no decay; clipped before",
         f"{_T}/test_traps.py::test_gradients_are_clipped_before_the_step_and_rows_do_not_decay"),
    Trap(24, "bf16 rows stall", "fp32 masters",
         f"{_T}/test_trainer.py::test_rows_stay_fp32_over_a_bf16_model"),
    Trap(25, "which learning rate", "warm-up; at trouble half the rate from the last good state",
         f"{_T}/test_trainer.py::test_learning_that_runs_away_goes_back_once_and_on_at_half_the_rate"),
    Trap(26, "the least similar are taken", "the most similar, ordered least to most",
         f"{_T}/test_pool.py::test_the_most_similar_come_last"),
    Trap(27, "only four photos, in any order", "all of them, sorted, equally often",
         f"{_T}/test_examples.py::test_pictures_are_used_equally_often"),
    Trap(28, "scores.json taken for a picture", "by ending, or by an index",
         f"{_T}/test_traps.py::test_a_file_of_scores_in_the_pool_is_no_picture"),
    Trap(29, "early epochs say always yes or always no", "every snapshot is kept and scored",
         "engine/learning/test_lesson.py::test_any_snapshot_of_any_version_can_be_used_later"),
    Trap(30, "names and separators in paths", "no name ever becomes a path",
         f"{_T}/test_traps.py::test_a_name_is_never_part_of_a_path"),
    Trap(31, "flags that any word makes true", "flags take no word",
         f"{_T}/test_traps.py::test_no_option_of_a_command_is_a_word_that_means_yes_or_no"),
    Trap(32, "turned, transparent and CMYK photos", "upright sRGB on white",
         f"{_W}/test_images.py::test_a_turned_photo_is_made_upright"),
    Trap(33, "questions without a photo that carry one", "such rows have none",
         f"{_T}/test_examples.py::test_text_rows_ask_exactly_as_a_session_does"),
    Trap(34, "a picture of more or fewer codes", "begin is forced, then exactly as many",
         f"{_R}/test_drawing.py::test_a_drawing_has_exactly_as_many_codes_as_the_grid"),
    Trap(43, "pickles without a base model's name", "safetensors with a fingerprint",
         f"{_C}/test_concept.py::test_a_concept_of_another_model_shows_both_fingerprints"),
    Trap(44, "head rows forgotten; two concepts on the same ids", "all rows; ids side by side",
         f"{_R}/test_session.py::test_two_concepts_stand_side_by_side_and_none_of_the_others_ids_are_used"),
    Trap(45, "resuming crashes", "goes on to the same rows, bit for bit",
         f"{_T}/test_trainer.py::test_a_killed_job_goes_on_from_its_last_save"),
    Trap(46, "a vendored library shadows the installed one", "our package names are nobody else's",
         "test_architecture.py::test_our_package_names_are_nobody_elses"),
)  # fmt: skip


def section() -> str:
    """The table as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "## Traps\n"
    yield "Where implementations of the method went wrong, and the test that keeps this one out."
    yield ""
    yield "| | trap | here | test |"
    yield "|---:|---|---|---|"
    for one in TRAPS:
        file, name = one.test.split("::")
        yield f"| {one.number} | {one.trap} | {one.here} | `tests/{file}` `{name}` |"
    yield ""
