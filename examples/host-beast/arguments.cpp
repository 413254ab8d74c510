#include "arguments.hpp"

#include <charconv>
#include <string_view>
#include <system_error>

#include <unistd.h>

namespace {

namespace fs = std::filesystem;

template <class Number>
Number to_number(std::string_view text, Number least, Number most, std::string_view option) {
    Number out = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || problem != std::errc() || end != text.data() + text.size() || out < least || out > most)
        throw UserError(std::string(option) + " takes a number from " + std::to_string(least) + " to " +
                        std::to_string(most) + ".");
    return out;
}

/// Percent-encodes what a database URL would read as something else.
std::string to_url_path(const fs::path& path) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : path.string()) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || byte >= 0x7F || std::string_view("%?#").find(c) != std::string_view::npos) {
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 15];
        } else {
            out += c;
        }
    }
    return out;
}

void check_data_folder(const fs::path& folder, bool make) {
    std::error_code problem;
    if (make) {
        if (fs::create_directory(folder, problem))
            fs::permissions(folder, fs::perms::owner_all, problem);
        if (problem)
            throw UserError("The data folder " + folder.string() + " cannot be made: " + problem.message() + ".");
    }
    if (!fs::exists(folder, problem))
        throw UserError("The data folder " + folder.string() +
                        " does not exist: make it, or name another with --data.");
    if (!fs::is_directory(folder, problem))
        throw UserError("The data folder " + folder.string() + " is no folder: name another with --data.");
    if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0)
        throw UserError("The data folder " + folder.string() +
                        " cannot be written to by this user: change its permissions, or name another with --data.");
}

} // namespace

Arguments read_arguments(int count, const char* const* values) {
    Arguments out;
    bool data_given = false;
    for (int index = 1; index < count; ++index) {
        const std::string_view name = values[index];
        if (name == "--help" || name == "-h") {
            out.help = true;
            return out;
        }
        const bool known = name == "--port" || name == "--data" || name == "--database" || name == "--key-file" ||
                           name == "--host-model" || name == "--threads" || name == "--manifests";
        if (!known)
            throw UserError("There is no option " + std::string(name) + "; --help names them.");
        if (index + 1 == count)
            throw UserError("The option " + std::string(name) + " needs a value.");
        const std::string_view value = values[++index];
        if (name == "--port") {
            out.port = to_number<std::uint16_t>(value, 0, 65535, name);
        } else if (name == "--data") {
            out.data = value;
            data_given = true;
        } else if (name == "--database") {
            out.database_url = value;
        } else if (name == "--key-file") {
            out.key_file = value;
        } else if (name == "--threads") {
            out.threads = to_number<std::size_t>(value, 1, 64, name);
        } else if (name == "--manifests") {
            out.manifests = value;
        } else {
            out.host_model = value;
        }
    }
    if (out.database_url.empty() || out.key_file.empty())
        check_data_folder(out.data, !data_given);
    if (out.database_url.empty())
        out.database_url = "sqlite://" + to_url_path(fs::absolute(out.data / "gallery.db").lexically_normal());
    if (out.key_file.empty())
        out.key_file = out.data / "gallery.key";
    return out;
}

const char* usage() noexcept {
    return "A small project-management host with Integration Gallery mounted.\n"
           "\n"
           "  --port N           listen on 127.0.0.1:N (8080; 0: any free port)\n"
           "  --data DIR         where database and key stand (./demo-data, which is made if it is missing)\n"
           "  --database URL     another database, such as sqlite:///var/lib/demo/gallery.db\n"
           "  --key-file FILE    another key file; made if it is missing and the database is new\n"
           "  --host-model FILE  the host's objects and fields, for the data mapping\n"
           "  --manifests DIR    integrations of your own, beside the shipped ones\n"
           "  --threads N        how many threads answer (as many as there are processors)\n";
}
