#pragma once

#include <filesystem>
#include <string>

namespace integration_gallery::test {

/// The folder of the third-party test suites (IG_TEST_DATA, by default ../shared/testdata beside the checkout), or
/// nothing. Without it a test says that it is skipped, and fails where CI=true: see require_test_data.
std::filesystem::path test_data();

/// Is `name` there, below test_data()? If not, reports the running test as skipped with a reason, or as failed in CI.
bool have_test_data(const std::string& name);

/// The whole content of a file.
std::string read_file(const std::filesystem::path& path);

/// Are the full counts wanted (`./dev test --long`)?
bool long_run();

} // namespace integration_gallery::test
