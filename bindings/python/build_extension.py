"""The cffi extension integration_gallery._ig, its declarations taken from the C header."""

import os
import re
import subprocess

from cffi import FFI


def pkg_config(option):
    run = subprocess.run(["pkg-config", option, "integration-gallery"], check=True, capture_output=True, text=True)
    return run.stdout.split()


def include_folder():
    given = os.environ.get("INTEGRATION_GALLERY_INCLUDE")
    return given or next(word[2:] for word in [*pkg_config("--cflags-only-I"), "-I/usr/include"])


def declarations(header):
    """The header as cffi takes it: no comments, no preprocessor, the calling convention that is the default."""
    text = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    text = re.sub(r"#ifdef __cplusplus.*?#endif", "", text, flags=re.S)
    text = re.sub(r"^#.*(\\\n.*)*$", "", text, flags=re.M)
    text = re.sub(r"IG_API\(([^)]*)\)", r"\1", text).replace("IG_CALL*", "*")
    revision = "#define IG_ABI_REVISION ...\nstatic const int64_t IG_ANY_REVISION;\n"
    return text + revision


CALLBACKS = """
extern "Python" {
    void _ig_release(void* context);
    ig_status _ig_authorize(void* context, const char* project, const char* subject, uint64_t permissions, const char* action,
                            const char* integration, int32_t* allowed, ig_error** error);
    ig_status _ig_keys(void* context, ig_buffer** json, ig_error** error);
    ig_status _ig_wrap(void* context, const char* key_id, const void* input, size_t input_size, const void* label,
                       size_t label_size, uint32_t timeout_ms, ig_buffer** output, ig_error** error);
    ig_status _ig_unwrap(void* context, const char* key_id, const void* input, size_t input_size, const void* label,
                         size_t label_size, uint32_t timeout_ms, ig_buffer** output, ig_error** error);
    ig_status _ig_audit(void* context, const char* record_json, size_t size, ig_error** error);
    void _ig_log(void* context, int32_t level, const char* record_json, size_t size);
    ig_status _ig_progress(void* context, int64_t done, int64_t left, int64_t faults, double per_second);
}
"""


def make():
    include = include_folder()
    with open(os.path.join(include, "integration_gallery/ig.h"), encoding="utf-8") as file:
        header = file.read()
    builder = FFI()
    builder.cdef(declarations(header) + CALLBACKS)
    library = os.environ.get("INTEGRATION_GALLERY_LIBRARY")
    arguments = [os.path.realpath(library), "-Wl,-rpath,$ORIGIN"] if library else pkg_config("--libs")
    builder.set_source("integration_gallery._ig", "#include <integration_gallery/ig.h>", include_dirs=[include],
                       extra_link_args=arguments)
    return builder


ffi = make()
