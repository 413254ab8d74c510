#include "base/utf8.hpp"
#include "http/target.hpp"
#include "support/temporary_folder.hpp"
#include "unit/http/fuzz.hpp"
#include "unit/http/small_catalog.hpp"

#include <integration_gallery/gallery.hpp>
#include <integration_gallery/keys.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cstdlib>
#include <filesystem>
#include <memory>

using namespace integration_gallery;

namespace {

class Everybody final : public Authorizer {
public:
    bool allows(const Caller&, Action, std::string_view, std::string_view) override { return true; }
};

void require(bool holds) {
    if (!holds)
        std::abort();
}

/// A gallery of small_catalog over a store of its own.
HttpApi open_api(const std::filesystem::path& folder) {
    Options options;
    options.database_url = "sqlite://" + (folder / "gallery.db").string();
    options.key_provider = key_file(folder / "gallery.key", {.create_if_missing = true});
    options.catalog = test::small_catalog();
    options.authorizer = std::make_shared<Everybody>();
    options.synchronous = false;
    return Gallery::open(std::move(options)).http();
}

std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

/// A refusal repeats nothing that was sent but the names of members, in its pointers; and no secret comes back.
void check_secrecy(int status, std::string_view body) {
    boost::json::error_code failed;
    auto document = boost::json::parse(body, failed);
    if (status >= 400) {
        require(!failed && document.is_object() && document.as_object().contains("code"));
        if (auto* errors = document.as_object().if_contains("errors"))
            for (auto& error : errors->as_array())
                error.as_object().erase("pointer");
        require(boost::json::serialize(document).find("canary-5f0e") == std::string::npos);
    } else if (!failed && document.is_object()) {
        const auto* authentication = document.as_object().if_contains("authentication");
        if (authentication == nullptr || !authentication->is_object())
            return;
        for (const char* secret : {"apiKey", "password"})
            if (const auto* value = authentication->as_object().if_contains(secret))
                require(!value->is_string() || value->as_string().empty() || value->as_string() == "********");
    }
}

void check_response(const Request& request, const Response& response) {
    const int status = response.status();
    require(status >= 200 && status < 600 && status != 500);
    for (const auto& field : response.headers())
        require(field.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
    require(response.header("X-Content-Type-Options") == "nosniff");
    if (request.method != "HEAD" && status != 204 && status != 304)
        require(response.header("Content-Length") == std::to_string(response.body().size()));
    if (request.method != "HEAD")
        check_secrecy(status, response.body());
}

} // namespace

int fuzz_http_target(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const std::string_view mount : {std::string_view(), std::string_view("/app")}) {
        const auto parsed = http::parse_target(text, mount);
        if (!parsed.target)
            continue;
        require(!parsed.target->segments.empty());
        for (const auto& segment : parsed.target->segments) {
            require(segment != "." && segment != ".." && base::is_utf8(segment));
            for (const char c : segment)
                require(static_cast<unsigned char>(c) > 0x20 && c != '/' && c != '\\' && c != 0x7F);
        }
        for (const auto& [name, value] : parsed.target->query)
            require(base::is_utf8(name) && base::is_utf8(value));
    }
    return 0;
}

int fuzz_http_handle(const std::uint8_t* data, std::size_t size) {
    static const test::TemporaryFolder folder;
    static const HttpApi api = open_api(folder.path());
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    std::string_view first = take_line(rest);
    Request request{};
    const auto space = first.find(' ');
    request.method = first.substr(0, space);
    request.target = space == std::string_view::npos ? std::string_view() : first.substr(space + 1);
    std::vector<HeaderField> fields;
    for (auto line = take_line(rest); !line.empty(); line = take_line(rest)) {
        const auto colon = line.find(':');
        fields.push_back({line.substr(0, colon), colon == std::string_view::npos ? "" : line.substr(colon + 1)});
    }
    request.headers = fields;
    request.body = rest;
    request.authority = "app.example.com";
    request.caller = {.subject = "ada", .project = "apollo"};
    check_response(request, api.handle(request));
    return 0;
}
