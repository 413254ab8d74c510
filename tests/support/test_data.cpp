#include "support/test_data.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

namespace integration_gallery::test {
namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

} // namespace

std::filesystem::path test_data() {
    const std::string given = environment("IG_TEST_DATA");
    if (!given.empty())
        return given;
    const std::string source = environment("IG_SOURCE_DIR");
    return std::filesystem::path(source.empty() ? "." : source) / ".." / "shared" / "testdata";
}

bool have_test_data(const std::string& name) {
    if (std::filesystem::exists(test_data() / name))
        return true;
    if (environment("CI") == "true")
        throw std::runtime_error("the test data '" + name +
                                 "' is missing: set IG_TEST_DATA to the folder that holds it");
    std::cout << "skipped: the test data '" << name << "' is missing (IG_TEST_DATA)\n";
    return false;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool long_run() {
    return environment("IG_TEST_LONG") == "1";
}

} // namespace integration_gallery::test
