"""Can this be released? Builds wheel and sdist, installs the wheel in bare environments and tries it there.

Takes the Pythons from 3.11 to 3.14 that there are (python3.N on the path, or pyenv's). Fails on the first thing that
isn't right, and prints a table of sizes at the end.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
#: Bytes; an index takes files of up to 100 MB.
LARGEST_WHEEL = 90 * 1024 * 1024
#: What everything shipped is licensed by.
LICENCES = ("LICENSE",)


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> str:
    """Run a command that must work; give what it prints."""
    given = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env={**given, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout


def pythons() -> dict[str, Path]:
    """The interpreters that there are."""
    found = {}
    for version in VERSIONS:
        known = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        place = shutil.which(f"python{version}")
        if place or known:
            found[version] = known[-1] if known else Path(str(place))
    return found


def built(folder: Path) -> Path:
    """Build wheel and sdist, the wheel out of the sdist; look at both."""
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    run(sys.executable, "-m", "twine", "check", "--strict", wheel, sdist)
    version = re.search(r'__version__ = "([^"]+)"', (ROOT / "onrecord" / "__init__.py").read_text())
    assert version, "no version"
    dated = {ROOT / "CHANGELOG.md": f"## {version[1]} (", ROOT / "CITATION.cff": f"version: {version[1]}"}
    for file, what in dated.items():
        if what not in file.read_text():
            sys.exit(f"{file.name} says nothing of {version[1]}")
    if "unreleased" in (ROOT / "CHANGELOG.md").read_text().split("\n## ")[1]:
        sys.exit("CHANGELOG.md: the newest version has no date")
    names = zipfile.ZipFile(wheel).namelist()
    for licence in LICENCES:
        if not any(name.endswith(f".dist-info/licenses/{licence}") for name in names):
            sys.exit(f"{licence} isn't in the wheel")
    for model in {Path(name).parent for name in names if name.endswith("model.onnx")}:
        if f"{model}/README.md" not in names:
            sys.exit(f"{model} has no card that names its corpora and licences")
    if wheel.stat().st_size > LARGEST_WHEEL:
        sys.exit(f"the wheel has {wheel.stat().st_size >> 20} MB")
    return wheel


def tried(python: Path, wheel: Path, folder: Path) -> Path:
    """Install the wheel in a bare environment and read the examples outside of the checkout."""
    run(python, "-m", "venv", folder)
    own = folder / "bin" / "python"
    run(own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    work = folder / "work"
    shutil.copytree(ROOT / "examples", work / "examples")
    program = folder / "bin" / "onrecord"
    shown = run(program, "read", "examples/2025-11-07-bridge.html", cwd=work)
    if "Imelda Roscoe" not in shown:
        sys.exit(f"{python}: the example isn't read\n{shown}")
    run(program, "add", "examples", cwd=work)
    if "Imelda Roscoe" not in run(program, "search", "toll", "--cite", cwd=work):
        sys.exit(f"{python}: nothing is found")
    run(own, "-W", "error::SyntaxWarning", "-c", "import onrecord; onrecord.to_frame", cwd=work)
    return folder


def sizes(folder: Path) -> list[str]:
    """The installed environment's size, and its largest parts."""
    (packages,) = folder.glob("lib/python3.*/site-packages")
    parts: Counter[str] = Counter()
    for file in packages.rglob("*"):
        if file.is_file() and not file.is_symlink():
            parts[file.relative_to(packages).parts[0]] += file.stat().st_size
    lines = [f"{parts.total() / 1e6:8.1f} MB  installed, in all"]
    return lines + [f"{size / 1e6:8.1f} MB  {name}" for name, size in parts.most_common(8)]


def main() -> None:
    """Do all of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = built(folder / "dist")
        print(f"{wheel.stat().st_size / 1e6:8.1f} MB  {wheel.name}")
        found = pythons()
        if not found:
            sys.exit("no Python from 3.11 to 3.14 here")
        for version, python in found.items():
            last = tried(python, wheel, folder / version)
            print(f"Python {version}: installed, and the examples are read and found")
        print("\n".join(sizes(last)))
        if shutil.which("pip-audit"):
            (packages,) = last.glob("lib/python3.*/site-packages")
            done = subprocess.run(["pip-audit", "--path", str(packages)], capture_output=True, text=True, check=False)
            print(f"pip-audit: {(done.stdout or done.stderr).strip()[-2000:]}")
        else:
            print("pip-audit isn't installed: holes of what we depend on weren't looked for")


if __name__ == "__main__":
    main()
