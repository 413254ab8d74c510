"""lint.py BUILD [FILE…]: clang-tidy over these sources, or over every batch that BUILD would compile; nothing is built.

What was clean stays so until it, a header that it includes, its command or the checks change: BUILD/clean remembers it."""

import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys

ROOT = os.getcwd()
# What no target compiles here, and how it is compiled.
NODE = next((folder for folder in ("/usr/include/node", "build/bindings/node/tools/node_modules/node-api-headers/include")
             if os.path.exists(folder + "/node_api.h")), None)
CXX = ["-std=c++20", "-Iinclude", "-Icapi/include", "-Itests"]
BY_HAND = {
    "lib/page/no_assets.cpp": ["-Ilib"],
    "tests/capi/abi/1.0/client.c": [],
    "tests/fuzz/driver.cpp": ["-DIG_FUZZ_TARGET=fuzz_driver"],
    "tests/package/host.c": [],
    "tests/package/host.cpp": [],
    **{f"bindings/node/native/{name}.cpp": ["-DNAPI_VERSION=8", "-DNODE_GYP_MODULE_NAME=integration_gallery", "-isystem", NODE or ""]
       for name in ("addon", "callbacks", "job", "operations", "values")},
}
# It includes what the command has written.
LEFT_OUT = {"tests/command/data/reads_settings.cpp"}


def digest(*parts):
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def content(path):
    try:
        with open(path, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return "missing"


def commands(build):
    """Source: the folder and the words of its command."""
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    found = {os.path.relpath(entry["file"], ROOT): (entry["directory"], shlex.split(entry["command"])) for entry in entries
             if os.path.exists(entry["file"]) and "/ig_capi_faulty.dir/" not in entry["command"]}
    for path, flags in BY_HAND.items():
        if path.startswith("bindings/node/") and not NODE:
            print(f"left out: {path}: Node.js's headers are not there; the suite bindings fetches them", file=sys.stderr)
            continue
        language = CXX if path.endswith(".cpp") else CXX[1:]
        found[path] = (ROOT, ["c++" if language is CXX else "cc", *language, *flags, "-o", "x", "-c", path])
    return found


def includes(directory, words):
    """The files of the tree that a command reads."""
    words = [word for word in words if word not in ("ccache", "-c", "-MD")]
    at = words.index("-o")
    told = subprocess.run([*words[:at], *words[at + 2:], "-MM"], cwd=directory, capture_output=True, text=True, check=True).stdout
    return sorted({os.path.abspath(os.path.join(directory, name)) for name in told.replace("\\\n", " ").partition(":")[2].split()})


class Lint:
    def __init__(self, build):
        self.build = build
        self.commands = commands(build)
        self.clean = os.path.join(build, "clean")
        os.makedirs(self.clean, exist_ok=True)
        self.tool = subprocess.run(["clang-tidy", "--version"], capture_output=True, text=True, check=True).stdout
        self.known = content(".clang-tidy") + content("tests/.clang-tidy")

    def batches(self):
        """Every source once: batches, and those that no batch holds. What is shipped comes first."""
        return sorted((path for path in self.commands if path not in LEFT_OUT), key=lambda path: ("tests/" in path, path))

    def judge(self, path):
        """What is wrong with a source; "" if nothing is."""
        directory, words = self.commands[path]
        batch = "/Unity/unity_" in path
        options = ["--quiet"]
        if batch:
            options.append("--checks=-bugprone-suspicious-include")  # a batch includes nothing but sources
            if path.startswith(self.build + "/tests/"):
                options.append("--config-file=tests/.clang-tidy")
        if path in BY_HAND:
            how = ["--", *words[1:words.index("-o")]]
        else:
            how = ["-p", self.build, "--extra-arg=-Wno-unknown-warning-option"]  # the commands are GCC's, which knows other warnings
        stamp = os.path.join(self.clean, digest(path, *words, *options, self.tool, self.known))
        if os.path.exists(stamp):
            with open(stamp, encoding="utf-8") as file:
                if all(content(name) == was for name, was in json.load(file).items()):
                    return None
        done = subprocess.run(["clang-tidy", *options, *how[:how.index("--") if "--" in how else None], path,
                               *(how if "--" in how else [])], capture_output=True, text=True)
        if done.returncode != 0:
            return done.stdout + re.sub(r"^\d+ warnings? .*\n", "", done.stderr, flags=re.M)
        read = {name: content(name) for name in includes(directory, words)}
        with open(stamp, "w", encoding="utf-8") as file:
            json.dump(read, file)
        return ""


def main():
    build, wanted = sys.argv[1], sys.argv[2:]
    lint = Lint(build)
    paths = [path for path in wanted if path in lint.commands] if wanted else lint.batches()
    bad = same = 0
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("IG_LINT_JOBS") or os.cpu_count() or 1)) as pool:
        for done, (path, said) in enumerate(zip(paths, pool.map(lint.judge, paths)), 1):
            same += said is None
            if said:
                bad += 1
                print(said, flush=True)
            if sys.stderr.isatty():
                print(f"\r\x1b[K{done} of {len(paths)}", end="" if done < len(paths) else "\r\x1b[K", file=sys.stderr, flush=True)
    print(f"{len(paths) - bad} of {len(paths)} {'files' if wanted else 'batches'} are clean, {same} as before", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
