"""The machine in words."""

import platform
import re

import torch

from bench import machine


def test_the_words_name_cores_system_and_versions():
    words = machine.in_words()
    assert re.match(r"\d+ cores? of \S", words)
    assert platform.system() in words
    assert f"Python {platform.python_version()}" in words
    assert f"torch {torch.__version__}" in words


def test_the_words_name_neither_the_host_nor_a_path():
    assert platform.node() not in machine.in_words() or not platform.node()
    assert "/" not in machine.in_words()
