"""Reading archives: MB/s and the highest memory of every reader on archives of 10, 100 and 1,000 MB, beside what people use.

``python benchmarks/archives.py [PLATFORM…] [--sizes 10,100] [--rivals PYTHON]``. Each figure is a process of its own. Rivals:
the whole file through ``json.loads`` or BeautifulSoup, and whatstk, google_takeout_parser and chat-miner where the named Python
has them. Seconds are those of the processor, start-up included. Sizes are of the unpacked file; the archive is a zip and is
read as it is.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.archive_building import PLATFORMS, write

MB = 1_000_000
_MEASURED = """
import sys, time
{work}
seconds = time.process_time()
status = open("/proc/self/status").read()  # getrusage would count what the process that started this one held
print(count, seconds, status[status.index("VmHWM:"):].split()[1])
"""
OURS = """
from pathlib import Path
from safeconduct.archive.reading import read_paths
reading = read_paths([Path(sys.argv[1])])
count = sum(1 for _ in reading.records())
"""
RIVALS = {
    "json.loads": """
import json
data = open(sys.argv[1], encoding="utf-8").read()
value = json.loads(data[data.index("[" if data[:6] == "window" else data[:1]):])
count = len(value) if isinstance(value, list) else 1
""",
    "BeautifulSoup": """
from bs4 import BeautifulSoup
soup = BeautifulSoup(open(sys.argv[1], encoding="utf-8").read(), "lxml")
count = len(soup.select("section, .outer-cell"))
""",
    "whatstk": """
from whatstk import WhatsAppChat
count = len(WhatsAppChat.from_source(filepath=sys.argv[1], hformat="%d/%m/%Y, %H:%M - %name:").df)
""",
    "chat-miner": """
from chatminer.chatparsers import WhatsAppParser
parser = WhatsAppParser(sys.argv[1])
parser.parse_file()
count = len(parser.parsed_messages.get_df())
""",
    "google_takeout_parser": """
from pathlib import Path
from google_takeout_parser.parse_html.activity import _parse_html_activity
from google_takeout_parser.parse_json import _parse_json_activity
parse = _parse_html_activity if sys.argv[1].endswith("html") else _parse_json_activity
count = sum(1 for _ in parse(Path(sys.argv[1])))
""",
}
AGAINST = {
    "whatsapp": ["whatstk", "chat-miner"],
    "youtube": ["json.loads", "google_takeout_parser"],
    "youtube html": ["BeautifulSoup", "google_takeout_parser"],
    "facebook html": ["BeautifulSoup"],
    "linkedin": [],
    "reddit": [],
    "bluesky": [],
}
PATIENCE = 900  # seconds for one rival


def measured(python: str, work: str, file: Path) -> tuple[int, float, float] | str:
    """Records, seconds and MB of memory; or why there is no figure."""
    try:
        done = subprocess.run(
            [python, "-c", _MEASURED.format(work=work), str(file)],
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return f"not finished in {PATIENCE} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1][:90]
    count, seconds, peak = done.stdout.split()[-3:]
    return int(count), float(seconds), int(peak) / 1000


def show(who: str, size: float, figures: tuple[int, float, float] | str, ours: float) -> None:
    if isinstance(figures, str):
        print(f"  {who:22} {figures}")
        return
    count, seconds, peak = figures
    beside = f"   {seconds / ours:5.2f} × our time" if ours else ""
    print(f"  {who:22} {count:>9,} records {seconds:7.2f} s {size / seconds:7.1f} MB/s {peak:7.0f} MB peak{beside}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("platforms", nargs="*", default=PLATFORMS)
    parser.add_argument("--sizes", default="10,100")
    parser.add_argument("--rivals", default=sys.executable)
    given = parser.parse_args()
    for platform in given.platforms:
        for size in map(int, given.sizes.split(",")):
            compare(platform, size, given.rivals)


def compare(platform: str, size: int, rivals: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plain, packed = write(platform, Path(folder), size * MB)
        real = plain.stat().st_size / MB
        print(f"{platform}, {size} MB", flush=True)
        ours = measured(sys.executable, OURS, packed)
        show("safeconduct (zip)", real, ours, 0)
        for rival in AGAINST.get(platform, ["json.loads"]):
            show(rival, real, measured(rivals, RIVALS[rival], plain), ours[1] if not isinstance(ours, str) else 0)


if __name__ == "__main__":
    main()
