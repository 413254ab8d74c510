// A host on cpp-httplib: the gallery mounted with one catch-all handler per method.
#include <integration_gallery/integration_gallery.hpp>

#include <csignal>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <httplib.h>

namespace ig = integration_gallery;

namespace {

/// Everybody who is signed in is an administrator. A real host asks its own roles.
class Administrators final : public ig::Authorizer {
public:
    bool allows(const ig::Caller& caller, ig::Action, std::string_view, std::string_view) override {
        return caller.subject == "administrator";
    }
};

/// Where the host stands, from its configuration: never from a header.
struct Place {
    std::string mount;
    std::string authority;
};

void answer(const ig::HttpApi& api, const Place& place, const httplib::Request& from, httplib::Response& to) {
    std::vector<ig::HeaderField> headers;
    for (const auto& [name, value] : from.headers)
        headers.push_back({name, value});
    ig::Request request;
    request.method = from.method;
    request.target = from.target; // not from.path, which is decoded
    request.mount = place.mount;
    request.authority = place.authority;
    request.headers = headers;
    request.body = from.body;
    request.caller = {.subject = "administrator", .project = "demo", .permissions = 0};

    const ig::Response response = api.handle(request);
    to.status = response.status();
    const auto body = response.shared_body();
    const std::string type(response.header("Content-Type"));
    // The server writes the length of what it sends by itself; for HEAD it sends nothing, and the length is ours.
    for (const auto& field : response.headers())
        if ((field.name != "Content-Length" && field.name != "Content-Type") || body == nullptr)
            to.headers.emplace(field.name, field.value);
    if (body == nullptr)
        return;
    to.set_content_provider(body->size(), type, [body](std::size_t offset, std::size_t size, httplib::DataSink& sink) {
        return sink.write(body->data() + offset, size);
    });
}

ig::Gallery open_gallery(const std::string& folder) {
    ig::Options options;
    options.database_url = "sqlite://" + folder + "/gallery.db";
    options.key_provider = ig::key_file(folder + "/gallery.key", {.create_if_missing = true});
    options.authorizer = std::make_shared<Administrators>();
    return ig::Gallery::open(std::move(options));
}

/// Serves until SIGTERM or SIGINT.
int serve(const ig::HttpApi& api, Place place, int port) {
    httplib::Server server;
    const auto handler = [&](const httplib::Request& from, httplib::Response& to) { answer(api, place, from, to); };
    const char* anything = "[^]*";
    server.Get(anything, handler); // and HEAD
    server.Put(anything, handler);
    server.Patch(anything, handler);
    server.Delete(anything, handler);
    server.Post(anything, handler);
    server.Options(anything, handler);
    server.set_payload_max_length(1024 * 1024); // without one the server reads whatever comes

    // Before any thread begins, so that all of them leave these signals to the one that waits for them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    const int bound =
        port == 0 ? server.bind_to_any_port("127.0.0.1") : (server.bind_to_port("127.0.0.1", port) ? port : -1);
    if (bound < 0) {
        std::cerr << "Port " << port << " of 127.0.0.1 cannot be listened on.\n";
        return 1;
    }
    if (place.authority.empty())
        place.authority = "127.0.0.1:" + std::to_string(bound);
    std::thread loop([&] { server.listen_after_bind(); });
    std::cout << "Integration Gallery is at http://127.0.0.1:" << bound << place.mount << "/admin/integrations/"
              << std::endl;
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop();
    loop.join();
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    std::map<std::string, std::string> arguments{
        {"--port", "8080"}, {"--data", "."}, {"--mount", ""}, {"--authority", ""}};
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 == argc || !arguments.contains(argv[i])) {
            std::cerr << "usage: ig_host_httplib [--port N] [--data DIR] [--mount PATH] [--authority HOST:PORT]\n";
            return 1;
        }
        arguments[argv[i]] = argv[i + 1];
    }
    try {
        const ig::Gallery gallery = open_gallery(arguments["--data"]);
        return serve(gallery.http(), {arguments["--mount"], arguments["--authority"]}, std::stoi(arguments["--port"]));
    } catch (const std::exception& problem) {
        std::cerr << problem.what() << "\n";
        return 1;
    }
}
