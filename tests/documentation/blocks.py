"""The fenced blocks of every page, and what shows that each works."""

import ast
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = os.environ["IG_SOURCE_DIR"]
BUILD = os.path.join(ROOT, "build/shipped")
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.M | re.S)
LIBRARIES = {**os.environ, "LD_LIBRARY_PATH": f"{BUILD}/lib:{BUILD}/capi"}
CXX = ["g++", "-std=c++20", "-O0", "-Wall", "-Werror", f"-I{ROOT}/include"]


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def blocks(path):
    return FENCE.findall(read(path))


def of(path, language):
    return [text for kind, text in blocks(path) if kind == language]


def run(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, env=LIBRARIES, **more)
    if done.returncode:
        raise AssertionError(f"{' '.join(command)[:200]}: exit code {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def program(path, language, compiler, libraries):
    """The blocks of one page are one program."""
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "program." + language)
        with open(source, "w", encoding="utf-8") as file:
            file.write("\n".join(of(path, language if language == "c" else "cpp")))
        run([*compiler, source, "-o", folder + "/program", *libraries])
        os.mkdir(folder + "/data")
        said = run([folder + "/program", folder + "/data"])
        assert said.startswith("integration-gallery "), said


def cxx_host():
    program("include/integration_gallery/GUIDE.md", "cpp", CXX,
            [f"-L{BUILD}/lib", "-lintegration_gallery", f"-Wl,-rpath-link,{BUILD}/lib", "-lboost_json", "-lboost_container"])


def c_host():
    program("bindings/GUIDE.md", "c", ["cc", "-std=c99", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", f"-I{ROOT}/capi/include"],
            [f"-L{BUILD}/capi", "-lintegration_gallery_c"])


def typed_header():
    """The worker of the command's guide, around the header that its first line says how to make."""
    (text,) = of("examples/command/GUIDE.md", "cpp")
    with tempfile.TemporaryDirectory() as folder:
        run([command(), "header", os.path.join(ROOT, "lib/catalog/manifests/clickup/manifest.json"), "--output", folder + "/clickup.hpp"])
        includes, body = text.split("\n\n", 1)
        with open(folder + "/worker.cpp", "w", encoding="utf-8") as file:
            file.write(includes + "\n#include <integration_gallery/integration_gallery.hpp>\n#include <variant>\n"
                       "template <class Time> void sleep_for(Time) {}\n"
                       "void work(const integration_gallery::Session& session) {\n" + body + "(void)key;\n}\n")
        run([*CXX, "-I" + folder, "-fsyntax-only", folder + "/worker.cpp"])


def command():
    return f"{BUILD}/examples/command/integration-gallery"


def operators_commands():
    """The lines of the operator's guide, in a store of their own; of a line for another engine, only that its verb is there."""
    lines = [line for text in of("examples/command/GUIDE.md", "") for line in text.splitlines()
             if line.startswith("integration-gallery ") and "COMMAND" not in line]
    assert len(lines) >= 5, lines
    with tempfile.TemporaryDirectory() as folder:
        store = {**LIBRARIES, "INTEGRATION_GALLERY_DATABASE": f"sqlite://{folder}/gallery.db", "INTEGRATION_GALLERY_PROJECT": "apollo",
                 "INTEGRATION_GALLERY_KEY_FILE": f"{folder}/gallery.key", "HOME": folder}
        os.makedirs(folder + "/.config/fish/completions")
        with open(folder + "/jira.json", "w", encoding="utf-8") as file:
            json.dump({"method": "apikey", "site": "team.atlassian.net", "email": "ada@example.com", "apiToken": "token"}, file)
        host = os.path.join(folder, "guide-host")
        for line in sorted(lines, key=lambda line: "keys generate" not in line):
            line = line.replace("/etc/app", folder).replace("/usr/local/share/man/man1", folder)
            if "postgresql://" in line:
                run([command(), shlex.split(line)[1], "--help"])
                continue
            if not os.path.exists(folder + "/gallery.db") and "keys" not in line:
                make_store(folder, host)
            done = subprocess.run(["bash", "-c", line.replace("integration-gallery", command(), 1)], cwd=folder, env=store,
                                  capture_output=True, text=True)
            assert done.returncode == 0, line + "\n" + done.stdout + done.stderr


def make_store(folder, program_path):
    """No command makes a store, so a host does: the README's."""
    run([*CXX, os.path.join(ROOT, "tests/package/host.cpp"), "-o", program_path, f"-L{BUILD}/lib", "-lintegration_gallery",
         "-lboost_json", "-lboost_container"])
    run([program_path, folder])


def manifest():
    """The author's example passes the linter of the command."""
    (text,) = of("lib/catalog/manifests/GUIDE.md", "json")
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/manifest.json", "w", encoding="utf-8") as file:
            file.write(text)
        run([command(), "lint", folder + "/manifest.json"])


def python_host():
    """Parses, and calls what the package has."""
    (text,) = of("bindings/python/README.md", "python")
    package = read("bindings/python/integration_gallery/__init__.py")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module == "integration_gallery":
            for name in node.names:
                assert name.name in package, f"{name.name} is not exported"


def node_host():
    (text,) = of("bindings/node/README.md", "js")
    with tempfile.NamedTemporaryFile("w", suffix=".mjs" if re.search(r"^import ", text, re.M) else ".cjs") as file:
        file.write(text)
        file.flush()
        if subprocess.run(["sh", "-c", "command -v node"], capture_output=True).returncode == 0:
            run(["node", "--check", file.name])


# (page, language) -> the test here, or where else it is run.
SHOWN = {
    ("README.md", "cpp"): "tests/package/readme.py",
    ("ARCHITECTURE.md", ""): "a drawing",
    ("include/integration_gallery/GUIDE.md", "cpp"): cxx_host,
    ("bindings/GUIDE.md", "c"): c_host,
    ("examples/command/GUIDE.md", "cpp"): typed_header,
    ("examples/command/GUIDE.md", ""): operators_commands,
    ("examples/command/GUIDE.md", "sql postgresql"): "tests/host/test_guide.py",
    ("examples/command/GUIDE.md", "sql mysql"): "tests/host/test_guide.py",
    ("examples/command/GUIDE.md", "url postgresql"): "tests/host/test_guide.py",
    ("examples/command/GUIDE.md", "url mysql"): "tests/host/test_guide.py",
    ("lib/catalog/manifests/GUIDE.md", "json"): manifest,
    ("bindings/python/README.md", "python"): python_host,
    ("bindings/node/README.md", "js"): node_host,
    ("lib/page/npm/README.md", "html"): "tests/browser/specs/hosts.mjs",
    ("examples/kms-provider/README.md", ""): "tests/kms/run",
}


def with_its_package(page):
    """The run of a binding compiles the host in its README against the package that it has installed."""
    own = re.fullmatch(r"(bindings/([a-z]+))/README\.md", page)
    if not own:
        return None
    assert f"readme_host.py\" {own.group(2)} " in read(own.group(1) + "/run"), f"{own.group(1)}/run does not compile the host of its README"
    return own.group(1) + "/run"


def every_block_is_shown_to_work(pages):
    for page in pages:
        for kind, _ in blocks(page):
            where = SHOWN.get((page, kind)) or with_its_package(page)
            assert where is not None, f"{page}: no test is named for its blocks of '{kind}'"
            if isinstance(where, str) and where != "a drawing":
                assert os.path.exists(os.path.join(ROOT, where)), f"{where}, which shows the blocks of {page}, is not there"


TESTS = [test for test in SHOWN.values() if callable(test)]
if __name__ == "__main__":
    sys.exit("run by tests/documentation/run")
