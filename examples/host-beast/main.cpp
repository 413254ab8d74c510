// The reference host: how an application opens a gallery, says who may do what, and serves it under its own routes.
#include "arguments.hpp"
#include "server.hpp"

#include <integration_gallery/integration_gallery.hpp>

#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>

namespace ig = integration_gallery;

namespace {

/// Everybody who is signed in is an administrator. A real host asks its own roles.
class Administrators final : public ig::Authorizer {
public:
    bool allows(const ig::Caller& caller, ig::Action, std::string_view, std::string_view) override {
        return caller.subject == "administrator";
    }
};

/// Warnings and errors to standard error, one a line.
class StandardError final : public ig::Logger {
public:
    void write(ig::LogLevel level, std::string_view message, std::span<const Field> fields) noexcept override {
        if (level < ig::LogLevel::warning)
            return;
        try {
            std::string line(message);
            for (const auto& field : fields)
                line.append(" ").append(field.name).append("=").append(field.value);
            std::cerr << line + "\n";
        } catch (...) {
            // A line that there is no memory for is lost.
        }
    }
};

boost::json::object read_host_model(const std::filesystem::path& file) {
    if (file.empty())
        return {};
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw UserError("The host model " + file.string() + " cannot be read.");
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const auto document = ig::read_document(text);
    if (!document.is_object())
        throw UserError("The host model " + file.string() + " is no JSON object.");
    return document.get_object();
}

/// The shipped integrations and the host's own. What is wrong with a file is told, and does not take the others down.
ig::Catalog read_catalog(const std::filesystem::path& folder) {
    ig::CatalogBuilder builder;
    builder.add_shipped();
    if (!folder.empty())
        for (const auto& failure : builder.add_directory(folder).failures)
            std::cerr << failure.file << ": " << failure.error.detail() << "\n";
    return builder.build();
}

ig::Gallery open_gallery(const Arguments& arguments) {
    ig::Options options;
    options.database_url = arguments.database_url;
    options.key_provider = ig::key_file(arguments.key_file, {.create_if_missing = true});
    options.host_model = read_host_model(arguments.host_model);
    options.catalog = read_catalog(arguments.manifests);
    options.authorizer = std::make_shared<Administrators>();
    options.logger = std::make_shared<StandardError>();
    return ig::Gallery::open(std::move(options));
}

void say_what_this_is(const Arguments& arguments, std::uint16_t port) {
    std::cout << "This is a demo: whoever opens its address is signed in as the administrator of every project.\n";
    if (arguments.database_url.find(arguments.key_file.parent_path().filename().string() + "/gallery.db") !=
        std::string::npos)
        std::cout << "The key " << arguments.key_file.string()
                  << " stands beside the database that it protects: that is for the demo only.\n";
    std::cout << "Integration Gallery is at http://127.0.0.1:" << port << "/admin/integrations/" << std::endl;
}

} // namespace

int main(int argc, char** argv) {
    try {
        const Arguments arguments = read_arguments(argc, argv);
        if (arguments.help) {
            std::cout << usage();
            return 0;
        }
        Server server(arguments.port, Server::Shape::of(arguments.database_url, arguments.threads));
        const ig::Gallery gallery = open_gallery(arguments);
        server.run(gallery.http(), [&] { say_what_this_is(arguments, server.port()); });
        std::cout << "stopped" << std::endl;
        return 0;
    } catch (const ig::Error& error) {
        std::cerr << "The gallery cannot be opened: " << error.detail() << "\n";
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
    }
    return 1;
}
