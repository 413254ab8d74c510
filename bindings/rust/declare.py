"""Writes the functions of ig.h as Rust declarations; with --check, sees that what is there is just these."""

import re
import sys

TYPES = {"void": "c_void", "char": "c_char", "size_t": "usize", "int32_t": "i32", "int64_t": "i64", "uint32_t": "u32", "uint64_t": "u64", "double": "f64"}


def translated(words):
    stars = words.count("*")
    constant = "const" in words.split()
    name = words.replace("*", " ").replace("const", " ").split()[0]
    kind = TYPES.get(name, name)
    for depth in range(stars):
        kind = ("*const " if constant and depth == 0 else "*mut ") + kind
    return f"Option<{kind}>" if kind.endswith("_fn") else kind


def declarations(header):
    text = re.sub(r"/\*.*?\*/", " ", header, flags=re.DOTALL)
    for result, name, parameters in re.findall(r"IG_API\(([^)]*)\)\s*(ig_\w+)\(([^)]*)\);", text):
        made = []
        for parameter in parameters.split(","):
            if parameter.strip() != "void":
                kind, named = re.fullmatch(r"(.*?)(\w+)", " ".join(parameter.split())).groups()
                made.append(f"{'kind' if named == 'type' else named}: {translated(kind)}")
        gives = "" if result.strip() == "void" else f" -> {translated(result)}"
        yield f"    pub fn {name}({', '.join(made)}){gives};"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        right = list(declarations(file.read()))
    if "--check" not in sys.argv:
        print("//! Written by declare.py from ig.h.\n\nuse super::*;\n\nextern \"C\" {\n" + "\n".join(right) + "\n}")
        return
    with open(sys.argv[2], encoding="utf-8") as file:
        there = [line.rstrip() for line in file if line.startswith("    pub fn ")]
    wrong = sorted(set(there) ^ set(right))
    print("".join(f"not in both: {line}\n" for line in wrong), end="")
    sys.exit(1 if wrong or not there else 0)


main()
