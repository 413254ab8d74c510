"""Writes the host in a binding's README as a whole program, which the binding's own run compiles: readme_host.py LANGUAGE FILE."""

import os
import re
import sys
import textwrap

ROOT = os.environ["IG_SOURCE_DIR"]
AROUND = {
    "go": """package main

import (
	"context"
	"net/http"

	{imports}
)

func main() {{
	ctx := context.Background()
{code}
	if err != nil {{
		panic(err)
	}}
}}
""",
    "rust": """use integration_gallery::{{Caller, Options, Service}};
use std::sync::Arc;

fn main() -> Result<(), Box<dyn std::error::Error>> {{
{code}
    drop((service, response, token));
    Ok(())
}}
""",
    "java": """import com.sun.net.httpserver.HttpServer;
import integrationgallery.Caller;
import integrationgallery.Gallery;
import integrationgallery.GalleryHandler;
import java.net.InetSocketAddress;

final class Readme {{
    public static void main(String[] arguments) throws Exception {{
{code}
    }}
}}
""",
}


def main():
    language, target = sys.argv[1:]
    with open(os.path.join(ROOT, "bindings", language, "README.md"), encoding="utf-8") as file:
        (code,) = re.findall(rf"^```{language}\n(.*?)^```$", file.read(), re.M | re.S)
    imports = " ".join(re.findall(r"^import (.*)\n", code, re.M))
    code = re.sub(r"^import .*\n", "", code, flags=re.M).strip("\n") if language == "go" else code
    with open(target, "w", encoding="utf-8") as file:
        file.write(AROUND[language].format(imports=imports, code=textwrap.indent(code, "    ")))


if __name__ == "__main__":
    main()
