"""Whether a folder is a good place for private data that is written often. Changes nothing."""

import os
import sys
from enum import StrEnum
from pathlib import Path

_SYNCED = ("onedrive", "dropbox", "icloud", "google drive", "googledrive", "nextcloud", "box sync")
_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "davfs", "fuse.rclone")
_PLAIN = ("vfat", "exfat", "msdos")
_MOUNTS = Path("/proc/self/mounts")


class Doubt(StrEnum):
    """What speaks against a place."""

    READ_ONLY = "It cannot be written."
    SYNCED = "It lies in a folder that another program copies to the internet."
    NETWORK = "It lies on a network drive: databases are slow and unsafe there."
    PLAIN = "Its file system (FAT) keeps no permissions and loses files more easily."


def doubts(folder: Path) -> tuple[Doubt, ...]:
    """What speaks against keeping private data in `folder`, which need not be there yet."""
    place = folder.absolute()
    there = next(path for path in (place, *place.parents) if path.exists())
    kind = file_system(there)
    found = {
        Doubt.READ_ONLY: not os.access(there, os.W_OK | os.X_OK),
        Doubt.SYNCED: any(part.lower().startswith(_SYNCED) for part in place.parts),
        Doubt.NETWORK: kind in _NETWORK or place.as_posix().startswith("//"),
        Doubt.PLAIN: kind in _PLAIN,
    }
    return tuple(doubt for doubt, is_so in found.items() if is_so)


def file_system(folder: Path) -> str:
    """The kind of file system, as Linux names it; empty where the system does not tell."""
    if sys.platform != "linux" or not _MOUNTS.exists():
        return ""
    real, best, kind = folder.resolve(), Path(), ""
    for line in _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines():
        _, where, what, *_ = line.split(" ")
        mount = Path(where.replace("\\040", " "))
        if real.is_relative_to(mount) and len(mount.parts) >= len(best.parts):
            best, kind = mount, what
    return kind
