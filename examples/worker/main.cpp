// A sync worker: opens the host's store and uses the credentials of one integration.
#include <integration_gallery/credentials.hpp>
#include <integration_gallery/error.hpp>
#include <integration_gallery/gallery.hpp>
#include <integration_gallery/keys.hpp>

#include <iostream>
#include <map>
#include <string>

namespace ig = integration_gallery;

namespace {

constexpr const char* usage = "usage: worker --database URL --key-file FILE --project P INTEGRATION\n";

int work(const std::map<std::string, std::string>& arguments) {
    ig::Options options;
    options.database_url = arguments.at("--database");
    options.key_provider = ig::key_file(arguments.at("--key-file"));
    const ig::Gallery gallery = ig::Gallery::open(std::move(options));
    const ig::Session session = gallery.session(arguments.at("--project"), "example-worker");
    const std::string& integration = arguments.at("");

    const ig::Credentials credentials = session.credentials(integration, "example of a sync worker");
    if (!credentials.enabled()) {
        std::cerr << "The integration " << integration << " is switched off in this project.\n";
        return 1;
    }
    std::cout << integration << ": method " << credentials.method() << ", revision " << credentials.revision() << "\n";
    for (const auto& [pointer, secret] : credentials.secrets())
        std::cout << pointer << ": " << secret.size() << " bytes\n"; // here a real worker calls the service
    if (credentials.secrets().empty())
        std::cerr << "The integration " << integration << " has no secret in this project.\n";
    return credentials.secrets().empty() ? 1 : 0;
}

} // namespace

int main(int argc, char** argv) {
    std::map<std::string, std::string> arguments; // the integration stands under ""
    for (int index = 1; index < argc; ++index) {
        const std::string word = argv[index];
        if (!word.starts_with("--"))
            arguments[""] = word;
        else if (index + 1 < argc)
            arguments[word] = argv[++index];
    }
    for (const char* needed : {"--database", "--key-file", "--project", ""}) {
        if (!arguments.contains(needed)) {
            std::cerr << usage;
            return 1;
        }
    }
    try {
        return work(arguments);
    } catch (const ig::Error& error) {
        std::cerr << error.detail() << "\n";
        return 1;
    }
}
