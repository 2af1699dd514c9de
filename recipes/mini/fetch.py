"""Obtains the two packages the world is made of: furniture meshes and light panoramas."""

import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

WORK = Path(__file__).resolve().parents[2] / "build" / "mini"
FURNITURE = "sweethome3d-furniture"
PANORAMAS = "@pmndrs/assets@1.7.0"


def fetch(work: Path) -> None:
    """Fill `work` with `packs/<pack>/` and `panoramas/<name>.exr.js`; skips what is there."""
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "packs").exists():
        _unpack_furniture(_package(work, f"{FURNITURE}_*.deb", ["apt-get", "download", FURNITURE]))
    if not (work / "panoramas").exists():
        _unpack_panoramas(_package(work, "pmndrs-assets-*.tgz", ["npm", "pack", PANORAMAS]))


def _package(work: Path, pattern: str, command: list[str]) -> Path:
    """The downloaded package, got with `command` if it is not there yet."""
    if not list(work.glob(pattern)):
        subprocess.run(command, cwd=work, check=True, stdout=subprocess.DEVNULL)
    return max(work.glob(pattern))


def _unpack_furniture(package: Path) -> None:
    unpacked, packs = package.parent / "furniture", package.parent / "packs.part"
    shutil.rmtree(packs, ignore_errors=True)
    subprocess.run(["dpkg-deb", "-x", str(package), str(unpacked)], check=True)
    for archive in unpacked.rglob("*.sh3f"):
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(packs / archive.stem)  # noqa: S202 - a package of Debian, signed
    shutil.rmtree(unpacked)
    packs.rename(package.parent / "packs")


def _unpack_panoramas(package: Path) -> None:
    part = package.parent / "panoramas.part"
    part.mkdir(exist_ok=True)
    with tarfile.open(package) as archive:
        for member in archive:
            name = Path(member.name).name
            if name.endswith(".exr.js") and (source := archive.extractfile(member)):
                (part / name).write_bytes(source.read())
    part.rename(package.parent / "panoramas")
