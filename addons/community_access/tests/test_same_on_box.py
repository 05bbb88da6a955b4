import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from odoo.tests import BaseCase, tagged

from ..tools import gate_decision, gate_memory, gate_types
from .gate_cases import case_row, question

CASES = 100_000
# Facts are costly to draw: the parts of four cases are mixed this often.
LOT = 20
PARTS = ("found", "door", "side", "now", "presence", "world")
HERE = Path(__file__).parent
ON_BOX = """
import json, sys
sys.path.insert(0, sys.argv[1])
from rules import cases_on_box
assert not any(name.split(".")[0] == "odoo" for name in sys.modules)
print(json.dumps(cases_on_box.digests(int(sys.argv[2]))))
"""
BOX_MODULE = """
from . import gate_decision, gate_memory, gate_types
from .gate_cases import case_row, question
from .same import digests_of

def digests(cases):
    modules = (gate_types, gate_decision, gate_memory)
    return digests_of(modules, case_row, question, cases)
"""


def digests_of(modules, case_row, question, cases):
    """One digest for each thousand of answers, with what a passage would change."""
    types, decision, memory = modules
    draw, found, lot = random.Random(19), [], hashlib.sha256()
    asks = []
    for number in range(cases):
        if number % LOT == 0:
            asks = [question(types, case_row(draw)) for _ in range(4)]
        ask = types.Question(*(getattr(draw.choice(asks), name) for name in PARTS))
        answer = decision.decide(ask).to_json()
        if number % 10 == 0:
            answer["after"] = memory.record_passage(ask).to_row()
        lot.update(json.dumps(answer, sort_keys=True).encode())
        if number % 1000 == 999:
            found.append(lot.hexdigest())
    return found


@tagged("post_install", "-at_install", "community")
class TestSameOnBox(BaseCase):
    def test_same_answers(self):
        """The box decides 100,000 cases alone as the server does, without Odoo."""
        mine = ((gate_types, gate_decision, gate_memory), case_row, question)
        with tempfile.TemporaryDirectory() as folder:
            self._lay_out(Path(folder) / "rules")
            with subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", ON_BOX, folder, str(CASES)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=folder,
                env={"PATH": "/usr/bin:/bin"},
            ) as box:
                here = digests_of(*mine, CASES)
                out, err = box.communicate(timeout=120)
        self.assertEqual(box.returncode, 0, err.decode())
        there = json.loads(out)
        self.assertEqual(len(here), CASES // 1000)
        self.assertEqual(here, there, "in the first lot that differs")

    def _lay_out(self, folder):
        """The files as the archive of handlers has them: all beside each other."""
        tools = Path(gate_types.__file__).parent
        members = tools.parents[1] / "community_members" / "tools"
        if not members.exists():
            members = Path(sys.modules[gate_types.Decision.__module__].__file__).parent
        folder.mkdir()
        for file in (*tools.glob("*.py"), members / "decision.py"):
            shutil.copy(file, folder)
        shutil.copy(HERE / "gate_cases.py", folder)
        (folder / "cases_on_box.py").write_text(BOX_MODULE)
        source = Path(__file__).read_text()
        start, end = source.index("def digests_of"), source.index("@tagged")
        head = f"import hashlib, json, random\nLOT, PARTS = {LOT}, {PARTS}\n"
        (folder / "same.py").write_text(head + source[start:end])
