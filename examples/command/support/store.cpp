#include "support/store.hpp"

#include "support/audit.hpp"
#include "support/failure.hpp"
#include "support/files.hpp"

#include <integration_gallery/documents.hpp>
#include <integration_gallery/keys.hpp>

#include <array>
#include <system_error>
#include <utility>

#include <pwd.h>
#include <unistd.h>

namespace command {
namespace {

namespace ig = integration_gallery;

int digit(char character) {
    if (character >= '0' && character <= '9')
        return character - '0';
    const char lower = static_cast<char>(character | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The file of a SQLite URL, or "" for any other.
std::filesystem::path sqlite_file(std::string_view url) {
    constexpr std::string_view scheme = "sqlite://";
    if (!url.starts_with(scheme))
        return {};
    const std::string_view path = url.substr(scheme.size(), url.find('?') - scheme.size());
    std::string out;
    for (std::size_t index = 0; index < path.size(); ++index) {
        if (path[index] == '%' && index + 2 < path.size() && digit(path[index + 1]) >= 0 &&
            digit(path[index + 2]) >= 0) {
            out += static_cast<char>(digit(path[index + 1]) * 16 + digit(path[index + 2]));
            index += 2;
        } else {
            out += path[index];
        }
    }
    return out;
}

} // namespace

std::string percent_encoded(std::string_view text, std::string_view kept) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char character : text) {
        const bool plain = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
                           (character >= '0' && character <= '9') ||
                           std::string_view("-._~").find(character) != std::string_view::npos ||
                           kept.find(character) != std::string_view::npos;
        const auto byte = static_cast<unsigned char>(character);
        if (plain)
            out += character;
        else
            (out += '%').append(1, digits[byte >> 4U]).append(1, digits[byte & 0xfU]);
    }
    return out;
}

std::string operator_name() {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return "operator:" + std::string(found->pw_name);
    return "operator:" + std::to_string(::geteuid());
}

void require_store(const std::string& url) {
    std::error_code problem;
    if (const auto file = sqlite_file(url); !file.empty() && !std::filesystem::exists(file, problem))
        throw Failure("There is no store " + file.string() + "; the host makes it when it starts.", exit_store);
}

ig::Catalog load_catalog(const Common& common, ig::CatalogReport* report) {
    return start_catalog(common, report).build();
}

ig::CatalogBuilder start_catalog(const Common& common, ig::CatalogReport* report) {
    ig::CatalogBuilder builder;
    builder.add_shipped();
    if (!common.manifests.empty()) {
        auto done = builder.add_directory(common.manifests);
        if (report != nullptr)
            *report = std::move(done);
    }
    return builder;
}

ig::Gallery open_gallery(const Common& common, ig::Catalog catalog, bool may_create,
                         std::shared_ptr<ig::Authorizer> authorizer) {
    if (common.database.empty())
        throw Failure("Name the store with --database, such as sqlite:///var/lib/app/gallery.db.");
    if (common.key_file.empty())
        throw Failure("Name the file of the store's keys with --key-file.");
    if (!may_create)
        require_store(common.database);
    ig::Options options;
    options.database_url = common.database;
    options.key_provider = ig::key_file(common.key_file);
    options.catalog = std::move(catalog);
    options.authorizer = std::move(authorizer);
    if (!common.audit.empty())
        options.audit = std::make_shared<AuditFile>(common.audit);
    if (!common.host_model.empty()) {
        const auto model = ig::read_document(read_file(common.host_model));
        if (!model.is_object())
            throw Failure("The host model " + common.host_model.string() + " must be a JSON object.");
        options.host_model = model.get_object();
    }
    return ig::Gallery::open(std::move(options));
}

ig::Session open_session(const ig::Gallery& gallery, const Common& common) {
    if (common.project.empty())
        throw Failure("Name the project with --project.");
    return gallery.session(common.project, operator_name());
}

const ig::Manifest& find_manifest(const ig::Catalog& catalog, const std::string& name) {
    const ig::Manifest* found = catalog.find(name);
    if (found == nullptr)
        throw Failure("There is no integration of the name " + name + ".", exit_refused);
    return *found;
}

} // namespace command
