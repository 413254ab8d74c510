"""A sound little tree, and for each rule what breaks it."""

SOUND = {
    "lib/CMakeLists.txt": "ig_module(base)\nig_module(json REQUIRES base)\nig_module(storage REQUIRES json base LINK soci)\n",
    "lib/README.md": "What it is.\n",
    "lib/base/README.md": "What it is.\n",
    "lib/base/text.hpp": "#pragma once\n#include <string>\n",
    "lib/json/README.md": "What it is.\n",
    "lib/json/read.cpp": '#include "base/text.hpp"\n#include <boost/json/value.hpp>\n',
    "lib/storage/README.md": "What it is.\n",
    "lib/storage/store.cpp": '#include "json/read.hpp"\n#include <soci/soci.h>\n',
}

_LONG = "\n" * 501

VIOLATIONS = {
    "third_party_headers_stay_at_home": [
        {"lib/json/key.cpp": "#include <botan/hash.h>\n"},
        {"lib/json/rows.cpp": "#include <soci/soci.h>\n"},
        {"capi/src/a.cpp": "#  include <sqlite3.h>\n"},
        {"lib/json/pattern.cpp": "#include <re2/re2.h>\n"},
        {"include/integration_gallery/a.hpp": "#include <boost/asio.hpp>\n"},
        {"capi/src/b.cpp": "#include <boost/beast.hpp>\n"},
    ],
    "modules_include_only_what_they_require": [{"lib/json/a.cpp": '#include "storage/store.hpp"\n'}],
    "modules_have_no_cycles": [{"lib/base/a.cpp": '#include "json/read.hpp"\n'}],
    "the_c_library_and_the_examples_use_public_headers_only": [
        {"capi/src/a.cpp": '#include "storage/store.hpp"\n'},
        {"examples/worker/a.cpp": '#include "base/text.hpp"\n'},
        {"include/integration_gallery/a.hpp": '#include "base/text.hpp"\n'},
    ],
    "no_file_is_too_long": [{"lib/base/long.cpp": _LONG}, {"dev": _LONG}],
    "every_folder_says_what_it_is_for": [{"lib/new/a.cpp": ""}, {"lib/README.md": "\n" * 31}],
    "only_the_agreed_folders_stand_at_the_top": [{"src/a.cpp": ""}],
    "patterns_run_in_linear_time": [{"lib/base/a.cpp": "std::" + "regex x;\n"}, {"tests/a.cpp": "#include <" + "regex>\n"}],
    "botan_is_used_as_both_majors_have_it": [{"lib/crypto/a.cpp": "#include <botan/mem_ops.h>\n"},
                                             {"lib/crypto/a.cpp": "auto rng = Botan::AutoSeeded_RNG();\n"},
                                             {"lib/crypto/a.cpp": "auto kdf = Botan::get_kdf(name);\n"}],
    "soci_is_used_as_both_minors_have_it": [{"lib/storage/a.cpp": "sqlite::sqlite3_changes(handle);\n"},
                                            {"lib/storage/a.cpp": "#include <soci/soci.h>\nerror.result();\n"}],
    "nothing_is_left_open": [{"lib/base/a.cpp": "// TO" + "DO\n"}],
    "nothing_names_a_machine": [{"lib/base/README.md": "see /ro" + "ot/notes\n"}],
    "headers_are_included_once": [{"lib/base/a.hpp": "int x;\n"}],
    "namespaces_are_not_poured_out": [{"lib/base/a.cpp": "using namespace std;\n"}],
    "source_lists_are_written_out": [{"lib/base/CMakeLists.txt": "file(GLOB x *.cpp)\n"}],
    "public_declarations_are_documented": [
        {"include/integration_gallery/a.hpp": "#pragma once\n\nclass A {\n};\n"},
        {"include/integration_gallery/a.hpp": "#pragma once\n/// Is.\nstruct A {};\n\nIG_CXX_API int b();\n"},
    ],
    "tests_that_a_table_names_are_there": [{"tests/README.md": "What it is.\n", "tests/GUIDE.md": "| Trap | Test |\n| a | `x/gone/never_written` |\n"},
                                           {"tests/README.md": "What it is.\n", "tests/GUIDE.md": "| Trap | Test |\n| a | `x/gone/…` |\n"}],
}
