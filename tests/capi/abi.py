"""The C ABI against the one that is recorded in capi/abi: abidiff compares a library made of the header alone, whose functions
have empty bodies. That the real library has the same functions is the compiler's business and that of gates.py.

With --record it writes the baseline anew: for a release, and whenever functions were added."""

import os
import re
import subprocess
import sys
import tempfile

ROOT = os.environ["IG_SOURCE_DIR"]
INCLUDE = os.path.join(ROOT, "capi/include")
HEADER = os.path.join(INCLUDE, "integration_gallery/ig.h")
BASELINE = os.path.join(ROOT, "capi/abi/1.abi")


def skeleton(header):
    """C that defines every function of the header, and a function for each kind of callback."""
    text = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    lines = ["#include <integration_gallery/ig.h>"]
    for returned, name, parameters in re.findall(r"IG_API\(([^)]*)\)\s*(ig_\w+)\(([^;]*)\);", text):
        end = "" if returned == "void" else "return 0;"
        lines.append(f"IG_API({returned}) {name}({parameters}) {{ {end} }}")
    for kind in re.findall(r"typedef \w+\(IG_CALL\* (ig_\w+_fn)\)", text):
        lines.append(f"IG_API(void) recorded_{kind}({kind} callback) {{ (void)callback; }}")
    # Statuses are constants, which no library shows: an enumeration by name does.
    values = re.search(r"\nenum \{(.*?)\};", text, re.S).group(1)
    lines.append("enum recorded_status {" + re.sub(r"\b(IG_\w+)", r"recorded_\1", values) + "};")
    lines.append("IG_API(void) recorded_statuses(enum recorded_status status) { (void)status; }")
    return "\n".join(lines) + "\n"


def build(folder, header):
    os.makedirs(os.path.join(folder, "integration_gallery"), exist_ok=True)
    with open(os.path.join(folder, "integration_gallery/ig.h"), "w", encoding="utf-8") as file:
        file.write(header)
    source, library = os.path.join(folder, "skeleton.c"), os.path.join(folder, "skeleton.so")
    with open(source, "w", encoding="utf-8") as file:
        file.write(skeleton(header))
    subprocess.run(["gcc", "-std=c11", "-g", "-shared", "-fPIC", "-Wno-unused-parameter", "-Wl,-soname,skeleton", "-I", folder, "-o", library,
                    source], check=True)
    return library


def record(library, target):
    subprocess.run(["abidw", "--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--out-file", target, library], check=True)


def differences(header):
    """What abidiff says against the baseline, additions aside; "" if nothing."""
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(["abidiff", "--no-added-syms", "--no-show-locs", BASELINE, build(folder, header)], capture_output=True, text=True)
        return run.stdout + run.stderr if run.returncode else ""


def additions(header):
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(["abidiff", "--no-show-locs", BASELINE, build(folder, header)], capture_output=True, text=True)
        return run.returncode


def read_header():
    with open(HEADER, encoding="utf-8") as file:
        return file.read()


def the_interface_is_the_recorded_one():
    if found := differences(read_header()):
        yield "the ABI changed:\n" + found


def every_function_of_the_baseline_is_there():
    with open(BASELINE, encoding="utf-8") as file:
        recorded = set(re.findall(r"<elf-symbol name='(ig_\w+)'", file.read()))
    for name in sorted(recorded - set(re.findall(r"\b(ig_\w+)\(", read_header()))):
        yield f"{name} is gone"
    if not recorded:
        yield "nothing is recorded"


def abidiff_sees_what_breaks_callers():
    """Otherwise this suite would be green for nothing."""
    header = read_header()
    breaks = {
        "a parameter of another width": ("const char* subject, uint64_t permissions,\n               ig_session** out",
                                         "const char* subject, uint32_t permissions,\n               ig_session** out"),
        "a function that is gone": ("IG_API(const char*) ig_version(void);", ""),
        "another result": ("IG_API(int64_t) ig_credentials_revision", "IG_API(int32_t) ig_credentials_revision"),
        "a callback with another parameter": ("int32_t* allowed, ig_error** error);", "int64_t* allowed, ig_error** error);"),
        "a status of another value": ("IG_E_NOT_FOUND = 4", "IG_E_NOT_FOUND = 40"),
        "another parameter more": ("ig_settings_get(const ig_session* session, const char* integration,",
                                   "ig_settings_get(const ig_session* session, int32_t more, const char* integration,"),
    }
    for what, (before, after) in breaks.items():
        if before not in header:
            yield f"the header has no {before!r} any more"
        elif not differences(header.replace(before, after, 1)):
            yield f"{what} is not seen"


def main():
    if sys.argv[1:] == ["--record"]:
        with tempfile.TemporaryDirectory() as folder:
            record(build(folder, read_header()), BASELINE)
        return 0
    passed = failed = 0
    for check in (the_interface_is_the_recorded_one, every_function_of_the_baseline_is_there, abidiff_sees_what_breaks_callers):
        found = list(check())
        for line in found:
            print(f"FAILED capi/abi/{check.__name__}: {line}")
        passed, failed = passed + (not found), failed + bool(found)
    if additions(read_header()):
        print("capi: functions were added since the ABI was recorded; before a release: tests/capi/abi.py --record")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
