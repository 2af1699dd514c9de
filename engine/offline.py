"""Keeps every library we use from calling home. Entry points call this before anything else."""

import os

_SILENCE = {
    "ORT_DISABLE_TELEMETRY": "1",  # ONNX Runtime reports to its maker unless told otherwise
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
}


def stay_offline() -> None:
    """Set what libraries read when they are imported, for this process and its children."""
    os.environ.update(_SILENCE)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # else it warns after a fork
