#pragma once

#include "support/process.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace integration_gallery::test {

using Arguments = std::vector<std::string>;

/// A port on 127.0.0.1 that nobody uses.
std::string free_port();

/// The command, run as `user` if we are root: servers refuse to run as root.
Arguments as_user(const char* user, Arguments arguments);

/// Gives a file or folder to that user if we are root.
void give_to(const std::filesystem::path& path, const char* user);

/// The program, looked for in the folders of programs and in `version_folders`/*/bin if that is given. Nothing, and a
/// message, if it is not installed; throws where CI=true.
std::optional<std::filesystem::path> find_program(const std::string& name, const char* version_folders = nullptr);

/// Waits until `ready` says so; throws with what the process wrote if that has ended, or after `limit`.
void wait_until(Process& process, const std::function<bool()>& ready,
                std::chrono::seconds limit = std::chrono::seconds(60));

/// The library of full_disk.c and its flag, as a prefix of a server's command; for files with that suffix, or all.
Arguments with_full_disk(const std::filesystem::path& flag, const std::string& suffix, const Arguments& command);
/// Makes the flag, which says that there is room, and puts the library beside it.
void make_flag(const std::filesystem::path& flag);
void set_flag(const std::filesystem::path& flag, bool on);

/// `text` with its first `from` replaced.
std::string replaced(std::string text, const std::string& from, const std::string& to);

} // namespace integration_gallery::test
