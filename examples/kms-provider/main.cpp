// kms-provider KMS TOKENFILE DATABASE put|get|rewrap: stores a secret of ClickUp from standard input, opens it, or
// wraps the data keys again under the service's active key. The project is "apollo".
#include "kms_provider.hpp"

#include <integration_gallery/gallery.hpp>

#include <boost/json/object.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

namespace ig = integration_gallery;

ig::Secret read_token(const char* path) {
    std::ifstream stream(path);
    std::string line;
    if (!std::getline(stream, line) || line.empty())
        throw std::runtime_error(std::string("cannot read the token in ") + path);
    ig::Secret token{std::string_view(line)};
    ::explicit_bzero(line.data(), line.size());
    return token;
}

int run(char** arguments) {
    ig::Options options;
    options.key_provider = std::make_shared<kms::Provider>(kms::read_address(arguments[1]), read_token(arguments[2]));
    options.database_url = arguments[3];
    const auto gallery = ig::Gallery::open(std::move(options));
    const auto session = gallery.session("apollo", "kms-example");
    const std::string_view command = arguments[4];
    if (command == "put") {
        std::string value{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
        session.put("clickup", {{"authentication", {{"method", "apikey"}}},
                                {"secrets", {{"/authentication/apiKey", {{"value", value}}}}}});
        ::explicit_bzero(value.data(), value.size());
    } else if (command == "get") {
        const auto credentials = session.credentials("clickup", "an example");
        const auto* secret = credentials.secret("/authentication/apiKey");
        std::cout << (secret != nullptr ? secret->view() : "") << "\n";
    } else if (command == "rewrap") {
        std::cout << gallery.key_maintenance("kms-example").rewrap().progress.done << "\n";
    } else {
        return 2;
    }
    return 0;
}

} // namespace

int main(int count, char** arguments) {
    if (count != 5) {
        std::cerr << "usage: kms-provider KMS TOKENFILE DATABASE put|get|rewrap\n";
        return 2;
    }
    try {
        return run(arguments);
    } catch (const ig::Error& error) {
        std::cerr << error.code() << ": " << error.detail() << "\n";
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
    }
    return 1;
}
