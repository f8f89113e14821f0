"""Rules about the code that no other tool checks; import-linter holds the layers (see check.py)."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]
_PACKAGE = _ROOT / "photosearch"
_SOURCES = sorted(_PACKAGE.rglob("*.py"))
_VAGUE = {"utils", "util", "misc", "helpers", "helper", "common", "core", "manager"}
_MAX_LINES = 400

# What must not be loaded before the window or a command is there.
_HEAVY = {"torch", "torchvision", "sklearn", "scipy", "cv2"}
_STARTERS = {
    "photosearch.cli.program": _HEAVY | {"PySide6"},
    "photosearch.app": _HEAVY,
    "photosearch.services.searching": _HEAVY | {"PySide6"},
    "photosearch.imaging.worker": _HEAVY | {"PySide6", "onnxruntime"},
}
_NETWORK_MODULES = {
    "urllib.request", "http", "requests", "httpx", "aiohttp", "urllib3", "ftplib", "smtplib",
    "poplib", "imaplib", "xmlrpc", "socketserver", "asyncio", "ssl", "PySide6.QtWebSockets",
}  # fmt: skip
_LOCAL_QT_NETWORK = {"QLocalServer", "QLocalSocket"}

# Modules that may delete files, and whose: their own, never a photo.
_DELETERS = {
    "base/atomic.py": "its temporary file",
    "catalog/backup.py": "backups past their rotation",
    "catalog/thumbnails.py": "a damaged thumbnail cache",
    "gui/crash_reports.py": "crash reports past their number",
    "index/row_file.py": "row files that a newer one replaced",
    "index/snapshot.py": "snapshots that a newer one replaced",
    "learning/data/image_cache.py": "cached pictures that a newer version replaced",
    "services/backups.py": "the half of a backup that it could not finish",
    "services/deed_recovery.py": "the second name of a file that a crash has left with two",
    "services/encoders.py": "the half of an encoder that it could not keep",
    "services/handover.py": "its own socket",
    "services/held_folder.py": "the old name of a file that has its new one; its own notes",
    "services/measuring.py": "its temporary file",
    "services/metric_versions.py": "a metric that the person removes",
}


def _shown(path: Path) -> str:
    return path.relative_to(_PACKAGE).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield (module, name) of every import; name is empty for a plain import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def _is_present(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def test_modules_have_the_name_of_a_thing() -> None:
    stems = {path: set(path.stem.split("_")) | {path.parent.name} for path in _SOURCES}
    assert [_shown(path) for path, words in stems.items() if words & _VAGUE] == []


def test_files_stay_short() -> None:
    files = [*_SOURCES, *(_ROOT / "packaging").glob("*.py"), *(_ROOT / "tests").rglob("*.py")]
    lengths = {str(f.relative_to(_ROOT)): f.read_text("utf-8").count("\n") for f in files}
    assert {name: n for name, n in lengths.items() if n > _MAX_LINES} == {}


def test_packaging_folder_is_no_package() -> None:
    # It would shadow the library "packaging", which pip, pytest and torch import.
    assert not (_ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize("module", [m for m in _STARTERS if _is_present(m)])
def test_import_leaves_heavy_libraries_alone(module: str) -> None:
    code = f"import json, sys, {module}; print(json.dumps(list(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=_ROOT
    )
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert loaded & _STARTERS[module] == set()


def test_translated_text_is_never_an_f_string() -> None:
    # Such a text can never match its translation.
    pattern = re.compile(r"\b(?:tr|translate|QT_TRANSLATE_NOOP)\(\s*(?:\"[^\"]*\",\s*)?[rb]?f[\"']")
    assert [_shown(path) for path in _SOURCES if pattern.search(path.read_text("utf-8"))] == []


def test_nothing_can_reach_the_network() -> None:
    found = []
    for path in _SOURCES:
        for module, name in _imports(_tree(path)):
            parts = module.split(".")
            prefixes = {".".join(parts[: i + 1]) for i in range(len(parts))} | {f"{module}.{name}"}
            foreign = module == "PySide6.QtNetwork" and name not in _LOCAL_QT_NETWORK
            if prefixes & _NETWORK_MODULES or foreign or name.startswith("AF_INET"):
                found.append(f"{_shown(path)}: {module} {name}")
        if "AF_INET" in path.read_text("utf-8"):
            found.append(f"{_shown(path)}: AF_INET")
    assert found == []


def _deletes(node: ast.AST) -> bool:
    """Whether a node calls what takes a file or a folder away."""
    if isinstance(node, ast.ImportFrom):
        names = {alias.name for alias in node.names}
        return node.module in ("os", "shutil") and bool(names & {"remove", "unlink", "rmtree"})
    if not isinstance(node, ast.Attribute):
        return False
    of_os = isinstance(node.value, ast.Name) and node.value.id == "os"
    return node.attr in ("unlink", "rmtree", "removedirs") or (of_os and node.attr == "remove")


def test_only_named_modules_delete_files() -> None:
    found = {_shown(p) for p in _SOURCES if any(_deletes(node) for node in ast.walk(_tree(p)))}
    assert found - set(_DELETERS) == set()
