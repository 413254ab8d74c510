"""Writes the functions of ig.h into the two classes Native, for JNA and for java.lang.foreign, below their marks; with --check, sees
that what stands there is just these."""

import re
import sys

MARK = "    // The functions of ig.h, written by declare.py.\n"
WHOLE = {"int32_t": "int", "ig_status": "int", "uint32_t": "int", "int64_t": "long", "uint64_t": "long", "size_t": "long", "double": "double"}
CALLBACKS = {"ig_release_fn": "Release", "ig_authorize_fn": "Authorize", "ig_keys_fn": "Keys", "ig_wrap_fn": "Wrap", "ig_audit_fn": "Record",
             "ig_log_fn": "Log", "ig_progress_fn": "OnProgress"}
LAYOUTS = {"int": "JAVA_INT", "long": "JAVA_LONG", "double": "JAVA_DOUBLE"}


def parameter(words):
    """Java's type of a parameter: a handle is its address, bytes and texts are arrays, and so is the place of a result."""
    stars, kind = words.count("*"), words.replace("*", " ").replace("const", " ").split()[0]
    if kind in CALLBACKS:
        return CALLBACKS[kind]
    if stars == 2 or stars == 1 and kind in WHOLE:
        return "long[]"
    if stars == 1:
        return "byte[]" if kind == "char" or kind == "void" and "const" in words else "long"
    return WHOLE[kind]


def functions(header):
    text = re.sub(r"/\*.*?\*/", " ", header, flags=re.DOTALL)
    for result, name, parameters in re.findall(r"IG_API\(([^)]*)\)\s*(ig_\w+)\(([^)]*)\);", text):
        gives = "void" if result.strip() == "void" else "long" if "*" in result else WHOLE[result.strip()]
        words = [" ".join(one.split()) for one in parameters.split(",") if one.strip() != "void"]
        yield name, gives, [(parameter(one), re.sub(r"_(\w)", lambda found: found.group(1).upper(), one.split("*")[-1].split()[-1])) for one in words]


def for_jna(name, gives, parameters):
    return f"    static native {gives} {name}({', '.join(map(' '.join, parameters))});\n"


def for_foreign(name, gives, parameters):
    layouts = [LAYOUTS.get(kind, "JAVA_LONG") for kind, _ in parameters]
    handle = name.upper()
    made = "null" if gives == "void" else LAYOUTS[gives]
    passed = ", ".join(named if kind in LAYOUTS else f"frame.{'out' if kind == 'long[]' else 'in'}({named})" for kind, named in parameters)
    described = ", ".join([f'"{name}"', made, *layouts])
    frame = "(Frame frame = new Frame()) " if any(kind not in LAYOUTS for kind, _ in parameters) else ""
    call = ("" if gives == "void" else f"return ({gives}) ") + f"{handle}.invokeExact({passed});"
    return (f"    private static final MethodHandle {handle} = function({described});\n"
            f"    static {gives} {name}({', '.join(map(' '.join, parameters))}) {{\n"
            f"        try {frame}{{ {call} }} catch (Throwable failure) {{ throw thrown(failure); }}\n    }}\n")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        declared = list(functions(file.read()))
    wrong = not declared
    for path in (one for one in sys.argv[2:] if one != "--check"):
        with open(path, encoding="utf-8") as file:
            there = file.read()
        make = for_foreign if "Foreign" in there else for_jna
        right = there[: there.index(MARK)] + MARK + "\n".join(["", *(make(*one) for one in declared)]) + "}\n"
        if "--check" not in sys.argv:
            with open(path, "w", encoding="utf-8") as file:
                file.write(right)
        elif there != right:
            wrong = True
            print(f"{path} does not have the functions of the header; write it with declare.py")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
