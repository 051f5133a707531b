"""What `make` does before there is anything to run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.program import ROOT


def test_an_installation_that_was_stopped_halfway_is_made_anew(tmp_path: Path) -> None:
    """Stopped while pip was put in: there is a Python, and nothing to install anything with."""
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    bin = tmp_path / ".venv" / "bin"
    bin.mkdir(parents=True)
    whole = tmp_path / "python"
    whole.write_text('#!/bin/sh\necho "$@" >> made\nln -s /bin/true .venv/bin/pip\nln -s /bin/true .venv/bin/uv\n')
    (bin / "python").write_text("#!/bin/sh\n")
    for file in (whole, bin / "python"):
        file.chmod(0o700)
    for _ in range(2):
        subprocess.run(["make", ".venv/ready", "PYTHON=./python"], cwd=tmp_path, check=True)
    assert (tmp_path / "made").read_text() == "-m venv .venv\n"
