"""The drill: the computer is gone; a bare one, a backup, its private key and two key-holders bring everything back."""

from __future__ import annotations

import shutil
from pathlib import Path

from safeconduct.web import demo
from web.running.sites import Place, Start, python, run
from web.running.test_backup import backup, keyed, restore, signed_in

HOLDERS = ("Helen Marsh", "Daniel Okafor", "Farah Siddiqui")
TOLD = "told in confidence by the gate"
SEAL = f"""
from django.db import transaction
from safeconduct.web.access import trail
from safeconduct.web.sealing import storing
with transaction.atomic():
    sealed = storing.seal("{TOLD}")
    trail.append("sealing.seal", by=None, about="", facts={{"sealed": [storing.fingerprint(sealed)]}})
"""
READ = """
from safeconduct.web.sealing import storing
from safeconduct.web.sealing.models import Sealed
print(*(storing.words(each) for each in Sealed.objects.all()))
"""


def test_two_holders_read_a_sealed_case_again_on_a_bare_computer(elm: Place, anew: str, start: Start, tmp_path: Path) -> None:
    sheets = tmp_path / "sheets"
    made = run(keyed(elm), "keys", "holders", *HOLDERS, "--yes", "--sheets", str(sheets))
    assert made.returncode == 0, made.stderr
    python(SEAL, elm)
    assert TOLD in python(READ, elm)
    file = backup(elm, "--to", str(tmp_path / "safe"))
    assert TOLD.encode() not in file.read_bytes()
    shutil.rmtree(elm.folder)

    new = Place(tmp_path / "new", anew)
    ran = restore(file, new.folder, anew)
    assert ran.returncode == 0, ran.stderr
    assert not (new.folder / "case.key").exists(), "the key came with the backup"
    assert "keys recover" in f"{ran.stdout} {ran.stderr}"
    assert run(new, "verify").returncode == 0, "without the key, what is sealed still stands as the trail tells"

    one, two = (f"--keys={sheets / f'sheet-{number}.txt'}" for number in (1, 3))
    assert run(new, "keys", "recover", one).returncode == 1, "one holder alone opened it"
    back = run(new, "keys", "recover", one, two)
    assert back.returncode == 0, back.stderr
    assert TOLD in python(READ, new)
    assert run(new, "verify", "--open").returncode == 0
    site = start("serve", place=new, SAFECONDUCT_SECURE="no").wait()
    assert signed_in(site, "daniel@demo.example", demo.PASSWORD) == (302, "/")
