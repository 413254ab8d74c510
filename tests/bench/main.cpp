// Measures the library beside the same work on the raw libraries, and prints one JSON object a line: the fields of
// `./dev bench --json`. Arguments: the folder to work in, then the names to measure (all if there are none).
#include "bench/raw_store.hpp"
#include "bench/report.hpp"

#include <integration_gallery/integration_gallery.hpp>

#include <boost/json/object.hpp>

#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <stdexcept>

namespace ig = integration_gallery;

namespace {

class Everybody final : public ig::Authorizer {
public:
    bool allows(const ig::Caller&, ig::Action, std::string_view, std::string_view) override { return true; }
};

std::string name_of(int number) {
    return "bench-" + std::to_string(1000 + number);
}

std::string manifest_of(int number) {
    return R"({"manifestVersion":1,"name":")" + name_of(number) + R"(","displayName":"Bench )" +
           std::to_string(number) +
           R"(","description":"Import and sync data from a service.","categories":["project-management"],"version":"1.0",)"
           R"("settings":{"authentication":{"type":"object","required":["method","apiKey"],"additionalProperties":false,)"
           R"("properties":{"method":{"const":"apikey"},"apiKey":{"type":"string","writeOnly":true}}},)"
           R"("dataMapping":{"$ref":"ig:data-mapping"},"syncSettings":{"$ref":"ig:sync-settings"}}})";
}

constexpr const char* document =
    R"({"authentication":{"method":"apikey"},"dataMapping":{},"syncSettings":{"schedule":{"type":"manual"}}})";

/// 100 integrations in the library and in the raw store, all with settings and a secret.
class Bench {
public:
    explicit Bench(const std::filesystem::path& folder)
        : m_gallery(open(folder)), m_http(m_gallery.http()), m_session(m_gallery.session("apollo", "ada")),
          m_raw((folder / "raw.db").string()) {
        for (int number = 0; number < 100; ++number) {
            const boost::json::object settings{
                {"enabled", true},
                {"authentication", {{"method", "apikey"}}},
                {"secrets", {{"/authentication/apiKey", {{"value", "pk_1234567890_ABCDEFGHIJKLMNOPQRSTUVWX"}}}}}};
            m_session.put(name_of(number), settings);
            m_raw.insert(name_of(number), document, std::string(200, 'A'));
            m_descriptions[name_of(number)] = "Import and sync data from a service.";
        }
    }

    void run(const std::set<std::string>& wanted) {
        const auto measure = [&](const char* name, auto work) {
            if (wanted.empty() || wanted.contains(name))
                work(name);
        };
        measure("list", [&](const char* name) {
            // The aim is the time of the whole answer, the look at the database for a newer revision among it.
            const Measured taken = take_turns(
                101, 200, [&] { get("/api/v1/integrations"); }, [&] { m_raw.list(m_descriptions); });
            report(name, taken, "<= 5 us", taken.value <= 5);
        });
        measure("read", [&](const char* name) {
            report(name,
                   take_turns(
                       101, 200, [&] { get("/api/v1/integrations/bench-1042"); }, [&] { m_raw.read("bench-1042"); }));
        });
        measure("update", [&](const char* name) {
            // Another value each time: an update that changes nothing would write nothing.
            int minutes = 0;
            int raw_minutes = 0;
            const Measured taken = take_turns(
                201, 5,
                [&] {
                    minutes = minutes % 500 + 1;
                    put("/api/v1/integrations/bench-1042", minutes);
                },
                [&] {
                    raw_minutes = raw_minutes % 500 + 1;
                    m_raw.update("bench-1042", raw_minutes);
                });
            report_ratio(name, taken, 1.3);
        });
        measure("credentials", [&](const char* name) {
            report(name, take_turns(
                             101, 200, [&] { m_session.credentials("bench-1042", "benchmark"); },
                             [&] { m_raw.credentials("bench-1042"); }));
        });
    }

private:
    static ig::Gallery open(const std::filesystem::path& folder) {
        ig::Options options;
        options.database_url = "sqlite://" + (folder / "gallery.db").string();
        options.key_provider = ig::key_file(folder / "gallery.key", {.create_if_missing = true});
        options.authorizer = std::make_shared<Everybody>();
        ig::CatalogBuilder builder;
        for (int number = 0; number < 100; ++number)
            builder.add_json(manifest_of(number));
        options.catalog = builder.build();
        return ig::Gallery::open(std::move(options));
    }

    ig::Request request(std::string_view method, std::string_view target) const {
        ig::Request out;
        out.method = method;
        out.target = target;
        out.authority = "127.0.0.1:8080";
        out.caller = {.subject = "ada", .project = "apollo", .permissions = 0};
        out.ambient_auth = false;
        return out;
    }

    void get(std::string_view target) const {
        static constexpr ig::HeaderField accept[] = {{"Accept", "application/json"}};
        ig::Request asked = request("GET", target);
        asked.headers = accept;
        expect(m_http.handle(asked), 200);
    }

    void put(std::string_view target, int minutes) const {
        static constexpr ig::HeaderField type[] = {{"Content-Type", "application/json"}};
        const std::string body =
            R"({"syncSettings":{"schedule":{"type":"interval","every":"PT)" + std::to_string(minutes) + R"(M"}}})";
        ig::Request asked = request("PUT", target);
        asked.headers = type;
        asked.body = body;
        expect(m_http.handle(asked), 200);
    }

    static void expect(const ig::Response& response, int status) {
        if (response.status() != status)
            throw std::runtime_error("the library answered " + std::to_string(response.status()) + ": " +
                                     std::string(response.body()));
    }

    ig::Gallery m_gallery;
    ig::HttpApi m_http;
    ig::Session m_session;
    RawStore m_raw;
    std::map<std::string, std::string> m_descriptions;
};

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "usage: ig_bench FOLDER [NAME…]\n";
        return 1;
    }
    try {
        Bench(argv[1]).run(std::set<std::string>(argv + 2, argv + argc));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
