// The reference host's server (examples/host-beast) in front of a store.
#include "commands/serve.hpp"

#include "host-beast/arguments.hpp"
#include "host-beast/server.hpp"
#include "support/failure.hpp"
#include "support/files.hpp"
#include "support/output.hpp"
#include "support/store.hpp"

#include <integration_gallery/keys.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <cerrno>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <system_error>

namespace command {
namespace {

namespace ig = integration_gallery;

/// Whoever reaches the address is the administrator.
class Everybody final : public ig::Authorizer {
public:
    bool allows(const ig::Caller&, ig::Action, std::string_view, std::string_view) override { return true; }
};

/// An empty store in a folder of its own, gone with this object.
class PassingStore {
public:
    PassingStore() {
        std::error_code problem;
        std::string pattern = (std::filesystem::temp_directory_path(problem) / "integration-gallery-XXXXXX").string();
        if (problem || ::mkdtemp(pattern.data()) == nullptr)
            throw Failure("Cannot make a folder for the store: " + std::generic_category().message(errno) + ".",
                          exit_store);
        m_folder = pattern;
        create_private_file(key_file(), ig::make_key_text().view());
    }
    ~PassingStore() {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    PassingStore(const PassingStore&) = delete;
    PassingStore& operator=(const PassingStore&) = delete;

    std::filesystem::path key_file() const { return m_folder / "gallery.key"; }
    std::string url() const { return "sqlite://" + percent_encoded((m_folder / "gallery.db").string(), "/"); }

private:
    std::filesystem::path m_folder;
};

} // namespace

int serve(const ServeArguments& arguments, const Common& given) {
    Common common = given;
    std::unique_ptr<PassingStore> passing;
    if (common.database.empty()) {
        passing = std::make_unique<PassingStore>();
        common.database = passing->url();
        common.key_file = passing->key_file();
    }
    if (common.project.empty())
        common.project = "demo";
    try {
        Server server(arguments.port, Server::Shape::of(common.database));
        const ig::Gallery gallery =
            open_gallery(common, load_catalog(common), passing != nullptr, std::make_shared<Everybody>());
        open_session(gallery, common); // a project that cannot be is told before anybody asks for its page
        const std::string address = "http://127.0.0.1:" + std::to_string(server.port()) + "/projects/" +
                                    percent_encoded(common.project, "") + "/admin/integrations/";
        server.run(gallery.http(), [&] {
            if (common.json) {
                std::cout << boost::json::serialize(
                                 boost::json::object{{"address", address}, {"temporary", passing != nullptr}})
                          << std::endl;
                return;
            }
            std::cout << "Everybody who can log in to this machine is the administrator at that address.\n";
            if (passing)
                std::cout << "The store is empty, and gone when this ends; --database and --key-file name another.\n";
            std::cout << styled(address, Style::bold) << std::endl;
        });
    } catch (const UserError& error) {
        throw Failure(error.what());
    }
    return exit_done;
}

} // namespace command
