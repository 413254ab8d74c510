#include "support/temporary_folder.hpp"
#include "support/test_data.hpp"

#include <integration_gallery/ig.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace {

struct Host {
    std::atomic<int> asked = 0;
    std::atomic<int> recorded = 0;
    std::atomic<int> released = 0;
};

ig_status authorize(void* context, const char*, const char*, uint64_t, const char*, const char*, int32_t* allowed,
                    ig_error**) {
    ++static_cast<Host*>(context)->asked;
    *allowed = 1;
    return IG_OK;
}

ig_status record(void* context, const char*, size_t, ig_error**) {
    ++static_cast<Host*>(context)->recorded;
    return IG_OK;
}

void release(void* context) {
    ++static_cast<Host*>(context)->released;
}

ig_gallery* open(const std::filesystem::path& folder, Host& host) {
    ig_options* options = nullptr;
    ig_gallery* gallery = nullptr;
    BOOST_REQUIRE_EQUAL(ig_options_new(&options, nullptr), IG_OK);
    ig_options_set(options, "database.url", ("sqlite://" + (folder / "gallery.db").string()).c_str(), nullptr);
    ig_options_set(options, "database.synchronous", "false", nullptr);
    ig_options_set(options, "database.lease-limit-ms", "120000", nullptr);
    ig_options_set(options, "key.file", (folder / "gallery.key").c_str(), nullptr);
    ig_options_set(options, "key.create", "true", nullptr);
    ig_options_set_authorizer(options, authorize, &host, release, nullptr);
    ig_options_set_audit_sink(options, record, &host, release, nullptr);
    BOOST_REQUIRE_EQUAL(ig_gallery_open(options, &gallery, nullptr), IG_OK);
    ig_options_free(options);
    return gallery;
}

/// What an admin page, a worker's cache and an operator ask.
int look_around(const ig_gallery* gallery, const ig_session* session) {
    static constexpr const char* settings = R"({"enabled":false,"authentication":{"method":"apikey"}})";
    ig_buffer* buffer = nullptr;
    ig_options* options = nullptr;
    int failed = ig_settings_check(session, "clickup", settings, std::strlen(settings), IG_ANY_REVISION, &buffer,
                                   nullptr) != IG_OK;
    ig_buffer_free(buffer);
    failed += ig_settings_changes(session, 0, 5, &buffer, nullptr) != IG_OK;
    ig_buffer_free(buffer);
    failed += ig_history_list(session, "clickup", 5, 0, &buffer, nullptr) != IG_OK;
    ig_buffer_free(buffer);
    failed += ig_keys_doctor(gallery, nullptr, &buffer, nullptr) != IG_OK;
    ig_buffer_free(buffer);
    failed += ig_options_new(&options, nullptr) != IG_OK;
    failed += ig_gallery_what_breaks(gallery, options, "project-0", &buffer, nullptr) != IG_OK;
    ig_buffer_free(buffer);
    ig_options_free(options);
    return failed;
}

/// What a request or a worker does, with a session of its own. Gives how many calls failed.
int work(const ig_gallery* gallery, int number) {
    static constexpr const char* settings =
        R"({"enabled":true,"authentication":{"method":"apikey"},"secrets":{"/authentication/apiKey":{"value":"pk_1"}}})";
    const std::string project = "project-" + std::to_string(number % 3);
    ig_session* session = nullptr;
    ig_buffer* buffer = nullptr;
    ig_credentials* credentials = nullptr;
    ig_http_message* request = nullptr;
    ig_http_message* response = nullptr;
    int failed = ig_session_new(gallery, project.c_str(), "ada", 0, &session, nullptr) != IG_OK;
    failed += ig_settings_put(session, "clickup", settings, std::strlen(settings), IG_ANY_REVISION, nullptr, nullptr) !=
              IG_OK;
    failed += ig_catalog_list(session, nullptr, &buffer, nullptr) != IG_OK;
    ig_buffer_free(buffer);
    failed += ig_settings_get(session, "clickup", &buffer, nullptr) != IG_OK;
    ig_buffer_free(buffer);
    failed += ig_settings_get(session, "nowhere", &buffer, nullptr) != IG_E_NOT_FOUND;
    failed += ig_credentials_acquire(session, "clickup", "a test", &credentials, nullptr) != IG_OK;
    const char* secret = ig_credentials_field(credentials, "/authentication/apiKey", nullptr);
    failed += secret == nullptr || std::strcmp(secret, "pk_1") != 0;
    ig_credentials_free(credentials);
    int32_t same = 0;
    failed += ig_credentials_compare(session, "clickup", "/authentication/apiKey", "pk_1", 4, "a test", &same,
                                     nullptr) != IG_OK;
    failed += same != 1;
    if (number < 2)
        failed += look_around(gallery, session);
    failed += ig_http_request_new("GET", "/api/v1/integrations", &request, nullptr) != IG_OK;
    failed += ig_http_handle(session, request, &response, nullptr) != IG_OK || ig_http_message_status(response) != 200;
    ig_http_message_free(request);
    ig_http_message_free(response);
    ig_session_free(session);
    return failed;
}

} // namespace

BOOST_AUTO_TEST_SUITE(capi)

BOOST_AUTO_TEST_CASE(one_gallery_serves_sessions_on_many_threads) {
    const integration_gallery::test::TemporaryFolder folder;
    Host host;
    ig_gallery* gallery = open(folder.path(), host);
    ig_session* left = nullptr;
    BOOST_REQUIRE_EQUAL(ig_session_new(gallery, "project-0", "ada", 0, &left, nullptr), IG_OK);
    std::atomic<int> failed = 0;
    const int rounds = integration_gallery::test::long_run() ? 100 : 10;
    std::vector<std::thread> threads;
    for (int number = 0; number < 6; ++number)
        threads.emplace_back([&, number] {
            for (int round = 0; round < rounds; ++round)
                failed += work(gallery, number);
        });
    for (auto& thread : threads)
        thread.join();
    ig_gallery_close(gallery);
    ig_buffer* buffer = nullptr;
    BOOST_TEST(ig_settings_get(left, "clickup", &buffer, nullptr) == IG_OK);
    ig_buffer_free(buffer);
    BOOST_TEST(host.released == 0);
    ig_session_free(left);
    BOOST_TEST(failed == 0);
    BOOST_TEST(host.asked > 6 * rounds);
    BOOST_TEST(host.recorded >= 6 * rounds);
    BOOST_TEST(host.released == 2);
}

BOOST_AUTO_TEST_SUITE_END()
