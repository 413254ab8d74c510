// What the C interface costs beside the C++ one under it, on one store: prints lines as the other benchmarks do.
// Arguments: the folder to work in, then the names to measure (all if there are none).
#include "bench/report.hpp"

#include <integration_gallery/gallery.hpp>
#include <integration_gallery/ig.h>
#include <integration_gallery/keys.hpp>

#include <boost/json/object.hpp>

#include <filesystem>
#include <set>
#include <stdexcept>

namespace ig = integration_gallery;

namespace {

/// The two galleries stand on the same file.
class Boundary {
public:
    explicit Boundary(const std::filesystem::path& folder)
        : m_gallery(open(folder)), m_session(m_gallery.session("apollo", "ada")) {
        m_session.put("clickup",
                      {{"enabled", true},
                       {"authentication", {{"method", "apikey"}}},
                       {"secrets", {{"/authentication/apiKey", {{"value", "pk_1234567890_ABCDEFGHIJKLMNOP"}}}}}});
        ig_options* options = nullptr;
        require(ig_options_new(&options, nullptr));
        require(ig_options_set(options, "database.url", url(folder).c_str(), nullptr));
        require(ig_options_set(options, "key.file", (folder / "boundary.key").c_str(), nullptr));
        require(ig_gallery_open(options, &m_c_gallery, nullptr));
        ig_options_free(options);
        require(ig_session_new(m_c_gallery, "apollo", "ada", 0, &m_c_session, nullptr));
        require(ig_credentials_acquire(m_c_session, "clickup", "a benchmark", &m_credentials, nullptr));
    }
    Boundary(const Boundary&) = delete;
    Boundary& operator=(const Boundary&) = delete;
    ~Boundary() {
        ig_credentials_free(m_credentials);
        ig_session_free(m_c_session);
        ig_gallery_close(m_c_gallery);
    }

    void run(const std::set<std::string>& wanted) {
        const auto wants = [&](const char* name) { return wanted.empty() || wanted.contains(name); };
        if (wants("call-c")) {
            // A guarded call, error object and all: what crossing costs where the work is nothing.
            const auto nothing = [&] { ++m_seen; };
            const auto taken = take_turns(
                31, 20'000,
                [&] {
                    ig_http_message_add(nullptr, "", "", nullptr);
                    m_seen += ig_credentials_field_count(m_credentials);
                },
                nothing);
            const auto trivial = take_turns(
                31, 100'000, [&] { m_seen += static_cast<std::size_t>(ig_credentials_revision(m_credentials)); },
                nothing);
            report("call-c", trivial, "<= 0.5 us", trivial.value <= 0.5);
            report("call-refused-c", taken);
        }
        if (wants("list-c"))
            report("list-c", take_turns(
                                 31, 200,
                                 [&] {
                                     ig_buffer* buffer = nullptr;
                                     require(ig_catalog_list(m_c_session, nullptr, &buffer, nullptr));
                                     m_seen += ig_buffer_size(buffer);
                                     ig_buffer_free(buffer);
                                 },
                                 [&] { m_seen += m_session.list().size(); }));
        if (wants("credentials-c"))
            report("credentials-c",
                   take_turns(
                       31, 200,
                       [&] {
                           ig_credentials* credentials = nullptr;
                           require(
                               ig_credentials_acquire(m_c_session, "clickup", "a benchmark", &credentials, nullptr));
                           m_seen += ig_credentials_field_count(credentials);
                           ig_credentials_free(credentials);
                       },
                       [&] { m_seen += m_session.credentials("clickup", "a benchmark").secrets().size(); }));
        if (m_seen == 0)
            throw std::runtime_error("nothing was measured");
    }

private:
    static std::string url(const std::filesystem::path& folder) {
        return "sqlite://" + (folder / "boundary.db").string();
    }

    static ig::Gallery open(const std::filesystem::path& folder) {
        ig::Options options;
        options.database_url = url(folder);
        options.key_provider = ig::key_file(folder / "boundary.key", {.create_if_missing = true});
        return ig::Gallery::open(std::move(options));
    }

    static void require(ig_status status) {
        if (status != IG_OK)
            throw std::runtime_error(ig_status_name(status));
    }

    ig::Gallery m_gallery;
    ig::Session m_session;
    ig_gallery* m_c_gallery = nullptr;
    ig_session* m_c_session = nullptr;
    ig_credentials* m_credentials = nullptr;
    std::size_t m_seen = 0;
};

} // namespace

int main(int argc, char** argv) {
    if (argc < 2)
        return 1;
    try {
        Boundary(argv[1]).run(std::set<std::string>(argv + 2, argv + argc));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
