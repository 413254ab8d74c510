"""Asks a running host of the gallery and says how many cases it passed. See README.md."""

import argparse
import sys
import traceback
from urllib.parse import urlsplit

from cases import CASES
from client import Host


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="where the gallery is mounted: http://127.0.0.1:8080/")
    parser.add_argument("--server-answers", default="", help="what the server in front of the gallery refuses by itself, with an "
                        "answer of its own: methods (that it does not know), targets (malformed), coding (of a body), conditions (given twice)")
    parser.add_argument("--only", help="the cases whose name contains this")
    arguments = parser.parse_args()
    address = urlsplit(arguments.base)
    host = Host(address.hostname, address.port or 80, address.path.rstrip("/"),
                frozenset(filter(None, arguments.server_answers.split(","))))
    passed = failed = 0
    for case in CASES:
        if arguments.only and arguments.only not in case.__name__:
            continue
        try:
            case(host)
            passed += 1
        except Exception as failure:  # a broken case must not hide the others
            failed += 1
            place = traceback.extract_tb(failure.__traceback__)[1]
            print(f"FAILED conformance/http/{case.__name__} (line {place.lineno}): {failure or type(failure).__name__}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
