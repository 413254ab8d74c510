// A FastCGI host: one binary behind nginx, Apache, lighttpd or Caddy.
#include <integration_gallery/integration_gallery.hpp>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fcgiapp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ig = integration_gallery;

namespace {

constexpr std::size_t body_limit = 1024 * 1024; // above the gallery's own, so that it can answer 413 itself

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

std::string_view parameter(const FCGX_Request& from, const char* name) {
    const char* value = FCGX_GetParam(name, from.envp);
    return value != nullptr ? value : "";
}

/// The header fields: HTTP_IF_MATCH is If-Match. Two come without the prefix, from some servers with it as well.
/// `names` keeps what the views look at.
std::vector<ig::HeaderField> read_fields(const FCGX_Request& from, std::vector<std::unique_ptr<std::string>>& names) {
    std::vector<ig::HeaderField> fields;
    for (char** item = from.envp; *item != nullptr; ++item) {
        const std::string_view text(*item);
        const auto equals = text.find('=');
        std::string_view name = text.substr(0, equals);
        const std::string_view value = text.substr(equals + 1);
        if (name == "CONTENT_TYPE" || name == "CONTENT_LENGTH") {
            if (value.empty())
                continue; // the server sets the two always
        } else if (name.starts_with("HTTP_") && name != "HTTP_CONTENT_TYPE" && name != "HTTP_CONTENT_LENGTH") {
            name.remove_prefix(5);
        } else {
            continue;
        }
        auto& own = *names.emplace_back(std::make_unique<std::string>(name));
        for (char& c : own)
            c = c == '_' ? '-' : c;
        fields.push_back({own, value});
    }
    return fields;
}

std::string read_body(const FCGX_Request& from) {
    std::string body;
    std::string part(16 * 1024, '\0');
    while (body.size() <= body_limit) {
        const int size = FCGX_GetStr(part.data(), static_cast<int>(part.size()), from.in);
        if (size <= 0)
            break;
        body.append(part, 0, static_cast<std::size_t>(size));
    }
    return body;
}

void answer(const ig::HttpApi& api, const Place& place, FCGX_Request& from) {
    std::vector<std::unique_ptr<std::string>> names;
    const auto headers = read_fields(from, names);
    const std::string body = read_body(from);
    ig::Request request;
    request.method = parameter(from, "REQUEST_METHOD");
    request.target = parameter(from, "REQUEST_URI");
    request.mount = place.mount;
    request.authority = place.authority;
    request.headers = headers;
    request.body = body;
    request.secure_transport = parameter(from, "HTTPS") == "on";
    request.caller = {.subject = "administrator", .project = "demo", .permissions = 0};

    const ig::Response response = api.handle(request);
    std::string head = "Status: " + std::to_string(response.status()) + "\r\n";
    for (const auto& field : response.headers())
        head.append(field.name).append(": ").append(field.value).append("\r\n");
    head += "\r\n";
    FCGX_PutStr(head.data(), static_cast<int>(head.size()), from.out);
    FCGX_PutStr(response.body().data(), static_cast<int>(response.body().size()), from.out);
}

void work(const ig::HttpApi& api, const Place& place, int listener) {
    FCGX_Request request;
    FCGX_InitRequest(&request, listener, FCGI_FAIL_ACCEPT_ON_INTR);
    while (FCGX_Accept_r(&request) == 0) {
        answer(api, place, request);
        FCGX_Finish_r(&request);
    }
    FCGX_Free(&request, 1);
}

/// Serves until SIGTERM or SIGINT.
int serve(const ig::HttpApi& api, const Place& place, const std::string& socket) {
    // Before any thread begins, so that all of them leave these signals to the one that waits for them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    FCGX_Init();
    const int listener = FCGX_OpenSocket(socket.c_str(), 128);
    if (listener < 0) {
        std::cerr << "The socket " << socket << " cannot be listened on.\n";
        return 1;
    }
    constexpr std::size_t count = 4;
    std::vector<std::thread> workers;
    workers.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        workers.emplace_back([&] { work(api, place, listener); });
    std::cout << "Integration Gallery answers FastCGI at " << socket << std::endl;
    int signal = 0;
    sigwait(&signals, &signal);
    FCGX_ShutdownPending();
    ::shutdown(listener, SHUT_RDWR);
    for (auto& worker : workers)
        worker.join();
    ::close(listener);
    ::unlink(socket.c_str());
    return 0;
}

ig::Gallery open_gallery(const std::string& folder) {
    ig::Options options;
    options.database_url = "sqlite://" + folder + "/gallery.db";
    options.key_provider = ig::key_file(folder + "/gallery.key", {.create_if_missing = true});
    options.authorizer = std::make_shared<Administrators>();
    return ig::Gallery::open(std::move(options));
}

} // namespace

int main(int argc, char** argv) {
    std::map<std::string, std::string> arguments{
        {"--socket", ""}, {"--data", "."}, {"--mount", ""}, {"--authority", ""}};
    for (int i = 1; i + 1 < argc && arguments.contains(argv[i]); i += 2)
        arguments[argv[i]] = argv[i + 1];
    if (arguments["--socket"].empty() || arguments["--authority"].empty()) {
        std::cerr << "usage: ig_host_fastcgi --socket FILE --authority HOST:PORT [--data DIR] [--mount PATH]\n";
        return 1;
    }
    try {
        const ig::Gallery gallery = open_gallery(arguments["--data"]);
        return serve(gallery.http(), {arguments["--mount"], arguments["--authority"]}, arguments["--socket"]);
    } catch (const std::exception& problem) {
        std::cerr << problem.what() << "\n";
        return 1;
    }
}
