"""The C header against its rules: clean in every language mode, and the same functions everywhere."""

import json
import os
import re
import subprocess
import sys
import tempfile

import abi

ROOT = os.environ["IG_SOURCE_DIR"]
BUILD = os.environ["IG_BINARY_DIR"]
HEADER = os.path.join(ROOT, "capi/include/integration_gallery/ig.h")
MODES = [("c", mode) for mode in ("c89", "c99", "c11", "c17")] + [("c++", mode) for mode in ("c++98", "c++11", "c++20")]


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def declared():
    """Name of each function -> the comment in front of it."""
    return {name: comment for comment, name in
            re.findall(r"/\*\*((?:(?!\*/).)*)\*/\s*IG_API\([^)]*\)\s*(ig_\w+)\(", read(HEADER), re.S)}


def symbol_lists():
    folder = os.path.join(ROOT, "capi/symbols")
    return {name: read(os.path.join(folder, name)).split() for name in sorted(os.listdir(folder)) if name.endswith(".txt")}


def header_is_clean_in_every_mode():
    for compiler, suffix in (("gcc", "c"), ("g++", "c++")):
        for language, mode in MODES:
            if language != suffix:
                continue
            source = '#include <integration_gallery/ig.h>\n#include <integration_gallery/ig.h>\nint main(void) { return 0; }\n'
            run = subprocess.run([compiler, "-x", language, f"-std={mode}", "-pedantic-errors", "-Wall", "-Wextra", "-Wshadow",
                                  "-Werror", "-fsyntax-only", "-I", os.path.join(ROOT, "capi/include"), "-"],
                                 input=source, capture_output=True, text=True)
            if run.returncode:
                yield f"{compiler} -std={mode}: {run.stderr.splitlines()[0]}"


def every_function_is_documented_with_its_release():
    functions = re.findall(r"^IG_API\([^)]*\)\s*(ig_\w+)\(", read(HEADER), re.M)
    comments = declared()
    for name in functions:
        if "@since" not in comments.get(name, ""):
            yield f"{name} has no comment, or none with @since"


def header_and_symbol_lists_agree():
    listed = [name for names in symbol_lists().values() for name in names]
    for name in sorted(set(declared()) ^ set(listed)):
        yield f"{name} stands in only one of header and capi/symbols"
    for file, names in symbol_lists().items():
        if names != sorted(set(names)):
            yield f"capi/symbols/{file} is not sorted, or names a function twice"


def library_exports_exactly_the_header():
    library = os.path.join(BUILD, "capi/libintegration_gallery_c.so.1")
    run = subprocess.run(["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True)
    exported = {line.split()[-1].split("@")[0] for line in run.stdout.splitlines() if line.split()[-2] != "A"}
    for name in sorted(exported ^ set(declared())):
        yield f"{name} is exported or declared, not both"
    if "SONAME" in (dynamic := subprocess.run(["readelf", "-d", library], capture_output=True, text=True).stdout):
        if "[libintegration_gallery_c.so.1]" not in dynamic:
            yield "the SONAME is not libintegration_gallery_c.so.1"


def every_function_is_called_by_a_test():
    folder = os.path.join(ROOT, "tests/capi")
    tests = "".join(read(os.path.join(folder, name)) for name in os.listdir(folder) if name.endswith(".c"))
    for name in declared():
        if not re.search(rf"\b{name}\(", tests):
            yield f"{name} is called by no test in C"


def every_function_stands_in_a_scenario():
    folder = os.path.join(ROOT, "bindings/scenarios")
    known = json.loads(read(os.path.join(folder, "actions.json")))
    used, covered = set(), set(known["c_only"])
    for name in sorted(os.listdir(folder)):
        for found in re.finditer(r'"do": "([^"]+)"|"(fails|authorizer|key_provider)":', read(os.path.join(folder, name)) if name.endswith(".json") else ""):
            used.add(found.group(1) or found.group(2))
    for action in sorted(used - set(known["actions"]) - {"fails"} - set(known["callbacks"])):
        yield f"the action {action} does not stand in actions.json"
    for action in sorted(set(known["actions"]) - used):
        yield f"the action {action} stands in no scenario"
    for group in (known["actions"], known["callbacks"], {"fails": known["fails"]}):
        for action, functions in group.items():
            covered |= set(functions) if action in used else set()
    for name in sorted(set(declared()) - covered):
        yield f"{name} is in no scenario: give it one, or say in actions.json (c_only) why only C has it"


def every_function_that_can_fail_is_made_to_throw():
    faults = read(os.path.join(ROOT, "tests/capi/faults.cpp"))
    for name in re.findall(r"IG_API\(ig_status\)\s*(ig_\w+)\([^;]*error\);", read(HEADER)):
        if name != "ig_error_status" and f'"{name}"' not in faults:
            yield f"{name} is not among the functions of faults.cpp"


def a_client_compiles_in_every_mode():
    client = os.path.join(ROOT, "examples/worker-c/main.c")
    for language, mode in MODES:
        run = subprocess.run(["g++" if language == "c++" else "gcc", "-x", language, f"-std={mode}", "-pedantic-errors", "-Wall", "-Wextra",
                              "-Werror", "-fsyntax-only", "-I", os.path.join(ROOT, "capi/include"), client], capture_output=True, text=True)
        if run.returncode:
            yield f"-std={mode}: {run.stderr.splitlines()[0]}"


def old_client(release, old, work):
    """A binary as it was made when that release was the newest: linked with a library that has only what its header had."""
    header, source, script, program = read(os.path.join(old, "integration_gallery/ig.h")), *(os.path.join(work, name) for name in ("old.c", "old.map", "client"))
    with open(source, "w", encoding="utf-8") as file:
        file.write(abi.skeleton(header))
    with open(script, "w", encoding="utf-8") as file:
        file.write(f"IG_{release} {{ global: ig_*; local: *; }};\n")
    subprocess.run(["gcc", "-shared", "-fPIC", "-Wno-unused-parameter", "-I", old, "-o", os.path.join(work, "libintegration_gallery_c.so"), source,
                    "-Wl,-soname,libintegration_gallery_c.so.1", f"-Wl,--version-script={script}"], check=True)
    subprocess.run(["gcc", "-std=c99", "-fsanitize=address,undefined", "-I", old, "-o", program, os.path.join(old, "client.c"), "-L", work,
                    f"-Wl,-rpath,{os.path.join(BUILD, 'capi')}", "-lintegration_gallery_c"], check=True)
    return program


def clients_of_earlier_releases_still_run():
    folder = os.path.join(ROOT, "tests/capi/abi")
    for release in sorted(name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name))):
        with tempfile.TemporaryDirectory() as work:
            program = old_client(release, os.path.join(folder, release), work)
            run = subprocess.run([program, work], capture_output=True, text=True)
        if run.returncode:
            yield f"the client of {release}: {run.stdout}{run.stderr}"


def names_and_types_keep_the_rules():
    text = re.sub(r"/\*.*?\*/", "", read(HEADER), flags=re.S)
    if re.search(r"struct\s+\w+\s*\{", text):
        yield "a struct has a layout"
    for prototype in re.findall(r"IG_API\(([^)]*)\)\s*(ig_\w+)\(([^;]*)\);", text):
        returned, name, parameters = (part.strip() for part in prototype)
        if not re.fullmatch(r"ig(_[a-z]+)+", name):
            yield f"{name} is no snake_case name"
        if re.search(r"\b(bool|_Bool|long|enum|unsigned|float|double)\b", parameters + " " + returned):
            yield f"{name} uses a type without a fixed width"
        if returned == "ig_status" and name not in ("ig_error_status",) and not parameters.endswith("error"):
            yield f"{name} can fail and does not take an ig_error** last"


def main():
    passed = failed = 0
    for check in (header_is_clean_in_every_mode, every_function_is_documented_with_its_release, header_and_symbol_lists_agree,
                  library_exports_exactly_the_header, every_function_is_called_by_a_test,
                  every_function_stands_in_a_scenario,
                  every_function_that_can_fail_is_made_to_throw, a_client_compiles_in_every_mode, clients_of_earlier_releases_still_run, names_and_types_keep_the_rules):
        found = list(check())
        for line in found:
            print(f"FAILED capi/gates/{check.__name__}: {line}")
        passed, failed = passed + (not found), failed + bool(found)
    print(f"capi: {len(declared())} functions, {len(MODES)} language modes")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
