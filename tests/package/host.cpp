// The host of the README, with a main around it that answers one request.
#include <integration_gallery/integration_gallery.hpp>

#include <iostream>

namespace ig = integration_gallery;

// readme: begin
class Administrators final : public ig::Authorizer {
    bool allows(const ig::Caller& caller, ig::Action, std::string_view, std::string_view) override {
        return caller.permissions == 1; // your own roles
    }
};

ig::HttpApi mount_gallery(const std::string& folder) {
    ig::Options options;
    options.database_url = "sqlite://" + folder + "/gallery.db";
    options.key_provider = ig::key_file(folder + "/gallery.key", {.create_if_missing = true});
    options.authorizer = std::make_shared<Administrators>();
    return ig::Gallery::open(std::move(options)).http();
}

ig::Response answer(const ig::HttpApi& gallery, std::string_view method, std::string_view target,
                    std::string_view user) {
    ig::Request request{.method = method, .target = target, .authority = "admin.example.com"};
    request.caller = {.subject = user, .project = "apollo", .permissions = 1}; // whoever your sign-in says it is
    return gallery.handle(request);
}
// readme: end

int main(int argc, char** argv) {
    try {
        const ig::HttpApi gallery = mount_gallery(argc > 1 ? argv[1] : ".");
        const ig::Response response = answer(gallery, "GET", "/api/v1/integrations", "ada");
        std::cout << ig::version() << " " << response.body() << "\n";
        return response.status() == 200 ? 0 : 1;
    } catch (const ig::Error& error) {
        std::cerr << error.detail() << "\n";
        return 1;
    }
}
