"""Every link and every named path of a page leads somewhere in the tree."""

import os
import re

ROOT = os.environ["IG_SOURCE_DIR"]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
NAMED = re.compile(r"`((?:\.ci|bindings|capi|cmake|examples|include|lib|tests)/[A-Za-z0-9_./-]*)`")


def wrong(page, text, exists):
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        if file and not exists(os.path.normpath(os.path.join(os.path.dirname(page), file))):
            yield f"{page}: the link to {target} leads nowhere"
        if anchor and anchor not in {slug(head) for head in re.findall(r"^#+ (.*)$", text, re.M)}:
            yield f"{page}: there is no heading for #{anchor}"
    for path in NAMED.findall(text):
        if not exists(path.rstrip("/")) and not exists(os.path.join(os.path.dirname(page), path.rstrip("/"))):
            yield f"{page}: names {path}, which is not there"


def slug(heading):
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def every_link_leads_somewhere(pages):
    def exists(path):
        return os.path.exists(os.path.join(ROOT, path))

    found = []
    for page in pages:
        with open(os.path.join(ROOT, page), encoding="utf-8") as file:
            text = re.sub(r"^```.*?^```$", "", file.read(), flags=re.M | re.S)
        found += wrong(page, text, exists)
    assert not found, "\n".join(found)


def a_broken_link_is_seen(_):
    said = list(wrong("a/b.md", "[x](c.md) [y](https://example.com/) [z](#gone) `lib/gone/x.hpp`\n# Here\n[w](#here)", lambda _: False))
    assert len(said) == 3, said
