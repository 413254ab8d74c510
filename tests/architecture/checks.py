"""The rules of the house, each a function of a tree that yields the places where it is broken."""

import os
import re
import subprocess

CODE = (".cpp", ".hpp", ".c", ".h")
SOURCES = CODE + (".js", ".mjs", ".ts", ".css", ".py", ".go", ".rs", ".java", ".cmake", ".sh")
TOP_FOLDERS = {".ci", "include", "lib", "capi", "bindings", "examples", "tests", "cmake"}
LINE_LIMIT = 500
README_LIMIT = 30

# What may include whom: header prefix -> folders that are its home.
HOMES = {
    "botan/": ("lib/crypto/",),
    "soci/": ("lib/storage/",),
    "soci.h": ("lib/storage/",),
    "sqlite3.h": ("lib/storage/", "tests/"),
    "re2/": ("lib/schema/",),
    "curl/": (),
    "boost/json": ("lib/", "include/", "capi/src/", "examples/", "tests/"),
    "boost/test/": ("tests/",),
    "boost/beast": ("examples/host-beast/", "tests/"),
    "boost/asio": ("examples/host-beast/", "tests/"),
    "boost/": ("examples/host-beast/", "tests/"),
}
# Folders of data, whose meaning stands in the README above them.
DATA_FOLDERS = re.compile(r"^capi/include/.+|(^|/)(corpus|corpora|golden|snapshots|data|fixtures|symbols|abi|META-INF|public|themes|assets)(/|$)|^lib/catalog/manifests/[^/]+$"
                          r"|^\.ci$|^bindings/[^/]+/.+|^tests/package/.+|^cmake/package/.+|^lib/page/.+")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


class Tree:
    """The files of a checkout, read once."""

    def __init__(self, root):
        self.root = root
        self.files = sorted(self._list())
        self._texts = {}

    def _list(self):
        if os.path.exists(os.path.join(self.root, ".git")):
            out = subprocess.run(["git", "-C", self.root, "ls-files", "-z", "-co", "--exclude-standard"], check=True,
                                 capture_output=True, text=True).stdout
            return [name for name in out.split("\0") if name and os.path.isfile(os.path.join(self.root, name))]
        found = []
        for folder, _, names in os.walk(self.root):
            found += [os.path.relpath(os.path.join(folder, name), self.root) for name in names]
        return found

    def text(self, name):
        if name not in self._texts:
            with open(os.path.join(self.root, name), encoding="utf-8", errors="replace") as file:
                self._texts[name] = file.read()
        return self._texts[name]

    def under(self, folders, endings):
        return [name for name in self.files if name.startswith(tuple(folders)) and name.endswith(tuple(endings))]

    def includes(self, name):
        """(quote, header) of each include of a file."""
        return INCLUDE.findall(self.text(name))


def modules(tree):
    """Module -> modules that it requires, as lib/CMakeLists.txt declares them."""
    found = {}
    for name, rest in re.findall(r"ig_module\((\w+)([^)]*)\)", tree.text("lib/CMakeLists.txt")):
        required = re.search(r"REQUIRES((?:\s+[a-z_0-9]+)+)", rest)
        found[name] = required.group(1).split() if required else []
    return found


def third_party_headers_stay_at_home(tree):
    for name in tree.under(("lib/", "include/", "capi/", "examples/"), CODE):
        for _, header in tree.includes(name):
            prefix = next((prefix for prefix in HOMES if header.startswith(prefix)), None)
            if prefix is not None and not name.startswith(HOMES[prefix] or ("nowhere/",)):
                yield f"{name}: <{header}> belongs to {' or '.join(HOMES[prefix]) or 'nobody'}"


def modules_include_only_what_they_require(tree):
    declared = modules(tree)
    for name in tree.under(("lib/",), CODE):
        module = name.split("/")[1]
        for quote, header in tree.includes(name):
            other = header.split("/")[0]
            if quote == '"' and other in declared and other != module and other not in declared.get(module, []):
                yield f"{name}: \"{header}\" is of module {other}, which {module} does not require"


def modules_have_no_cycles(tree):
    graph = {module: set(required) for module, required in modules(tree).items()}
    for name in tree.under(("lib/",), CODE):
        for quote, header in tree.includes(name):
            if quote == '"' and "/" in header and header.split("/")[0] in graph and header.split("/")[0] != name.split("/")[1]:
                graph.setdefault(name.split("/")[1], set()).add(header.split("/")[0])
    done, path = set(), []

    def visit(module):
        if module in path:
            yield "the modules " + " -> ".join(path[path.index(module):] + [module]) + " form a cycle"
            return
        if module in done:
            return
        path.append(module)
        for other in sorted(graph.get(module, ())):
            yield from visit(other)
        path.pop()
        done.add(module)

    for module in sorted(graph):
        yield from visit(module)


def the_c_library_and_the_examples_use_public_headers_only(tree):
    declared = modules(tree)
    for name in tree.under(("capi/", "examples/"), CODE):
        for quote, header in tree.includes(name):
            if quote == '"' and header.split("/")[0] in declared and "/" in header:
                yield f"{name}: \"{header}\" is inside the library; only <integration_gallery/…> is public"
    for name in tree.under(("include/",), CODE):
        for quote, header in tree.includes(name):
            if quote == '"' or ("/" in header and not header.startswith(("integration_gallery/", "boost/json/"))):
                yield f"{name}: a public header includes only std, Boost.JSON and public headers, not {header}"


def no_file_is_too_long(tree):
    for name in tree.under(("include/", "lib/", "capi/", "examples/", "tests/", "bindings/", "cmake/"), SOURCES) + ["dev"]:
        if name in tree.files and tree.text(name).count("\n") > LINE_LIMIT:
            yield f"{name}: {tree.text(name).count(chr(10))} lines; the limit is {LINE_LIMIT}"


def every_folder_says_what_it_is_for(tree):
    folders = set()
    for name in tree.files:
        parts = name.split("/")[:-1]
        folders |= {"/".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
    for folder in sorted(folders):
        if DATA_FOLDERS.search(folder):
            continue
        readme = folder + "/README.md"
        if readme not in tree.files:
            yield f"{folder}/ has no README.md"
        elif tree.text(readme).count("\n") > README_LIMIT:
            yield f"{readme}: more than {README_LIMIT} lines"


def only_the_agreed_folders_stand_at_the_top(tree):
    for folder in sorted({name.split("/")[0] for name in tree.files if "/" in name} - TOP_FOLDERS):
        yield f"{folder}/ does not belong at the top of the tree"


def patterns_run_in_linear_time(tree):
    for name in tree.under(("lib/", "include/", "capi/", "examples/", "tests/"), CODE):
        if re.search(r"std::(?:w)?regex|#\s*include\s*<regex>", tree.text(name)):
            yield f"{name}: std::regex crashes on long input; use schema/pattern.hpp"


# What is the same in Botan 2.19 and in every 3.x, and deprecated in neither: compared with the headers of both.
BOTAN_NAMES = {"AEAD_Mode", "AEAD_Mode::create_or_throw", "Cipher_Dir::Decryption", "Cipher_Dir::Encryption", "DECRYPTION",
               "ENCRYPTION", "HashFunction::create_or_throw", "Invalid_Authentication_Tag", "MessageAuthenticationCode",
               "MessageAuthenticationCode::create_or_throw", "PasswordHashFamily::create_or_throw", "secure_vector", "system_rng"}
BOTAN_HEADERS = {"aead.h", "exceptn.h", "hash.h", "mac.h", "pwdhash.h", "secmem.h", "system_rng.h", "version.h"}


def botan_is_used_as_both_majors_have_it(tree):
    for name in tree.under(("lib/", "tests/"), CODE):
        text = tree.text(name)
        for header in sorted(set(re.findall(r"#\s*include\s*<botan/([^>]+)>", text)) - BOTAN_HEADERS):
            yield f"{name}: botan/{header}: compare it with the headers of Botan 2.19 and 3, then add it to the rule"
        for used in sorted(set(re.findall(r"(?<!leak:)\bBotan::(\w+(?:::\w+)?)", text)) - BOTAN_NAMES):
            yield f"{name}: Botan::{used}: compare it with the headers of Botan 2.19 and 3, then add it to the rule"


def soci_is_used_as_both_minors_have_it(tree):
    """What differs between SOCI 4.0 and 4.1 stands in two files; elsewhere the 4.0 of this system would hide a difference."""
    handle = "lib/storage/dialect/sqlite_handle.hpp"
    homes = (handle, "lib/storage/dialect/connection_text.cpp")
    known = set(re.findall(r"^using ::(sqlite3_\w+);", tree.text(handle), re.M)) if handle in tree.files else set()
    for name in tree.under(("lib/",), CODE):
        text = tree.text(name)
        for used in sorted(set(re.findall(r"\bsqlite::(sqlite3_\w+)", text)) - known):
            yield f"{name}: {used}: name it in {handle}, too, where SOCI 4.1 needs it"
        if name not in homes and re.search(r"\bSOCI_VERSION\b|(->|\.)result\(\)", text) and "soci" in text:
            yield f"{name}: asks for what SOCI 4.0 and 4.1 do differently; {handle} is the place"


def nothing_is_left_open(tree):
    words = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK", "not impl" + "emented",
                                          "unimpl" + "emented"]) + r")\b")
    for name in tree.under(("include/", "lib/", "capi/", "examples/", "tests/", "bindings/", "cmake/"), SOURCES + (".md", ".txt")):
        if re.search(r"(^|/)(corpus|package-lock)", name):
            continue
        for number, line in enumerate(tree.text(name).splitlines(), 1):
            if words.search(line):
                yield f"{name}:{number}: says that something is left to do"


def nothing_names_a_machine(tree):
    paths = re.compile("(?<![\\w.])/(" + "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me/[a-z]"]) + ")(/|\\b)(?![\\w-])")
    for name in tree.files:
        if name.endswith(SOURCES + (".md", ".json", ".txt", ".toml", ".yml")) and paths.search(tree.text(name)):
            line = next(line for line in tree.text(name).splitlines() if paths.search(line))
            yield f"{name}: a path of one machine: {line.strip()[:80]}"


def headers_are_included_once(tree):
    for name in tree.under(("include/", "lib/", "capi/src/", "examples/", "tests/"), (".hpp",)):
        if "#pragma once" not in tree.text(name):
            yield f"{name}: lacks #pragma once"


def namespaces_are_not_poured_out(tree):
    for name in tree.under(("include/", "lib/", "capi/"), CODE):
        # SOCI 4.0 declares SQLite's C functions in a namespace of its own; there is no other way to name them all.
        if re.search(r"^using\s+namespace\s+(?!sqlite_api;)", tree.text(name), re.M):
            yield f"{name}: using namespace outside a function"


def source_lists_are_written_out(tree):
    for name in tree.files:
        if (name.endswith(("CMakeLists.txt", ".cmake"))) and re.search(r"file\s*\(\s*GLOB", tree.text(name), re.I):
            yield f"{name}: file(GLOB): a new file would not be seen by an old build"


def public_declarations_are_documented(tree):
    """At namespace scope: the line before a declaration is a `///` comment, or ends a template or attribute line."""
    start = re.compile(r"^(class|struct|enum class|enum|inline|constexpr|using|template|IG_CXX_API|\[\[nodiscard\]\]|std::|bool |int |void )")
    for name in tree.under(("include/",), (".hpp",)):
        if name.endswith(("fwd.hpp", "integration_gallery.hpp")):
            continue
        lines = tree.text(name).splitlines()
        continued = False
        for number, line in enumerate(lines):
            if start.match(line) and not continued and not re.match(r"^(class|struct|enum class) [\w: ]+;", line):
                before = lines[number - 1].strip() if number else ""
                if not before.startswith("///"):
                    yield f"{name}:{number + 1}: no documentation on: {line.strip()[:70]}"
            stripped = line.strip()
            continued = bool(stripped) and not stripped.endswith((";", "{", "}")) and not stripped.startswith(("//", "#"))


def tests_that_a_table_names_are_there(tree):
    """In a GUIDE.md below tests/: `suite/group/case` is the name of a case, `suite/group/…` that of all cases of a group."""
    code = "\n".join(tree.text(name) for name in tree.under(("tests/",), (".cpp",)))
    for name in tree.under(("tests/",), ("GUIDE.md",)):
        for row in (line for line in tree.text(name).splitlines() if line.startswith("| ")):
            for case in re.findall(r"`([\w*]+(?:/[\w*…]+)+)`", row.rpartition(" | ")[2]):
                *_, group, last = case.split("/")
                wanted = rf"\b{last}\b" if last != "…" else rf"(CONFORMANCE\(|TEST_SUITE\(){group}\b"
                if not re.search(wanted, code):
                    yield f"{name}: there is no test {case}"


CHECKS = [third_party_headers_stay_at_home, botan_is_used_as_both_majors_have_it, soci_is_used_as_both_minors_have_it, modules_include_only_what_they_require, modules_have_no_cycles,
          the_c_library_and_the_examples_use_public_headers_only, no_file_is_too_long, every_folder_says_what_it_is_for,
          only_the_agreed_folders_stand_at_the_top, patterns_run_in_linear_time, nothing_is_left_open,
          nothing_names_a_machine, headers_are_included_once, namespaces_are_not_poured_out,
          source_lists_are_written_out, public_declarations_are_documented, tests_that_a_table_names_are_there]
