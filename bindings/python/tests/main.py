"""Runs the scenarios and the package's own tests, or those whose name holds the argument."""

import logging
import os
import subprocess
import sys
import traceback

import scenarios
import test_package

logging.getLogger("integration_gallery").addHandler(logging.NullHandler())
logging.getLogger("integration_gallery").propagate = False


def hosts():
    """The example hosts, through the script that every host passes."""
    root = os.environ["IG_SOURCE_DIR"]
    for kind in ("wsgi", "asgi"):
        def host(kind=kind):
            program = [sys.executable, "-B", os.path.join(root, f"examples/python-{kind}/host.py"), "--port", "0"]
            running = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            try:
                base = running.stdout.readline().split()[-1]
                script = [sys.executable, "-B", os.path.join(root, "tests/conformance/http/run.py"), "--base", base]
                asked = subprocess.run(script, stdout=subprocess.PIPE, text=True)
                print(f"python: {kind} host: {asked.stdout.splitlines()[-1]}")
                assert asked.returncode == 0, asked.stdout
            finally:
                running.terminate()
                running.wait(20)
        yield f"host/{kind}_passes_the_conformance_script", host


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    tests = [(f"scenarios/{name}", lambda one=scenario: scenarios.play(one)) for name, scenario in scenarios.scenarios()]
    tests += [(f"package/{name}", lambda one=function: test_package.run(one)) for name, function in test_package.TESTS.items()]
    tests += list(hosts())
    passed = failed = 0
    for name, test in tests:
        if wanted not in name:
            continue
        try:
            test()
            passed += 1
        except BaseException:
            failed += 1
            print(f"FAILED bindings/python/{name}")
            traceback.print_exc(file=sys.stdout)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
