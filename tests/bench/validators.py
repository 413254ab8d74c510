"""The validators: ours, valijson and Ajv on the same documents, in turns. Rows for ./dev bench."""

import os
import shutil
import subprocess
import sys
import tempfile

NAMES = ["validate-valid", "validate-invalid", "validate-errors", "compile", "import-1000"]
ROUNDS = 9


class Program:
    """A process that answers one command a line with microseconds."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline() != "ready\n":
            sys.exit(f"bench: {arguments[0]} did not start")

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def row(name, value, unit, baseline=None, ratio=None, aim=None, met=None):
    return {"name": name, "value": value, "unit": unit, "baseline": baseline, "ratio": ratio, "aim": aim, "met": met}


def measured(programs, kind):
    """The microseconds of each in rounds that take turns. The fastest counts: others disturbed it least."""
    taken = {name: [] for name in programs}
    for turn in range(ROUNDS):
        order = list(programs) if turn % 2 == 0 else list(reversed(programs))
        for name in order:
            taken[name].append(programs[name].ask(f"{name} {kind}"))
    return taken


def beside(name, kind, programs, aims):
    taken = measured(programs, kind)
    own = min(taken["own"])
    rivals = [rival for rival in taken if rival != "own" and min(taken[rival]) > 0]
    if not rivals:
        yield row(name, own, "us")
    for rival in rivals:
        ratio = min(taken[rival]) / own
        aim = aims.get(rival)
        yield row(f"{name}/{rival}", own, "us", min(taken[rival]), ratio, aim and f">= {aim}", aim and ratio >= aim)


def rows(build, source, names):
    rivals = os.path.join(build, "rivals")
    with tempfile.TemporaryDirectory(dir=build) as folder:
        ours = Program(os.path.join(build, "tests/bench/ig_bench_validators"), folder)
        programs = {"own": ours, "valijson": ours}
        if shutil.which("node") and os.path.isdir(os.path.join(rivals, "node_modules/ajv")):
            programs["ajv"] = Program("node", os.path.join(source, "tests/bench/validators.mjs"), folder, rivals)
        aims = {"ajv": 4, "valijson": 8}
        for name in names:
            if name == "compile":
                value = min(ours.ask("own compile") for _ in range(ROUNDS))
                yield row(name, value, "us", aim="<= 100 us", met=value <= 100)
            elif name == "import-1000":
                value = min(ours.ask("import 1000") for _ in range(3)) / 1000
                yield row(name, value, "ms", aim="< 1000 ms", met=value < 1000)
            else:
                yield from beside(name, name.removeprefix("validate-"), programs, aims)
        for program in set(programs.values()):
            program.end()
