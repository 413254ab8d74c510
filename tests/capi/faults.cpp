// Makes each function that can fail throw, in each way, and run out of memory at each allocation: it must give back the
// status, an error, and nothing in its out parameters, and leak nothing (the leak check at the end of the process).
#include "check.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

extern "C" std::int32_t ig_test_fault; // of the library that is built with faults

namespace {

std::size_t allocations_left = 0; // 0: allocations never fail
bool allocation_failed = false;
bool keeps_failing = false;

void* allocate(std::size_t size) noexcept {
    if (allocations_left != 0 && --allocations_left == 0) {
        allocation_failed = true;
        if (keeps_failing)
            allocations_left = 1;
        return nullptr;
    }
    return std::malloc(size != 0 ? size : 1);
}

} // namespace

void* operator new(std::size_t size) {
    if (void* memory = allocate(size))
        return memory;
    throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return allocate(size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
    std::free(memory);
}

// Botan 2.19 loses a cipher that it was making when memory ran out.
extern "C" __attribute__((visibility("default"))) const char* __lsan_default_suppressions() {
    return "leak:Botan::BlockCipher::create\n";
}

namespace {

/// One function that can fail, called with arguments that are right. `out` is where its result goes, if it has one.
struct Guarded {
    const char* name;
    std::function<ig_status(ig_error** error)> call;
    std::function<bool()> is_empty; ///< is the out parameter cleared?
    std::function<void()> take_back;
};

template <class Object, class Free>
Guarded producing(const char* name, Object*& out, Free release, std::function<ig_status(ig_error**)> call) {
    return {name, std::move(call), [&out] { return out == nullptr; },
            [&out, release] {
                release(out);
                out = nullptr;
            }};
}

Guarded acting(const char* name, std::function<ig_status(ig_error**)> call) {
    return {name, std::move(call), [] { return true; }, [] {}};
}

ig_status name_keys(void*, ig_buffer**, ig_error**) {
    return IG_E_KEY;
}
ig_status wrap(void*, const char*, const void*, size_t, const void*, size_t, uint32_t, ig_buffer**, ig_error**) {
    return IG_E_KEY;
}
ig_status record(void*, const char*, size_t, ig_error**) {
    return IG_OK;
}
void log(void*, int32_t, const char*, size_t) {}

constexpr const char* manifest =
    R"({"manifestVersion":1,"name":"probe","displayName":"Probe","description":"For a test.","categories":["test"],)"
    R"("version":"1.0","settings":{"authentication":{"type":"object","required":["method","token"],)"
    R"("additionalProperties":false,"properties":{"method":{"const":"bearer"},"token":{"type":"string","writeOnly":true}}},)"
    R"("dataMapping":{"$ref":"ig:data-mapping"},"syncSettings":{"$ref":"ig:sync-settings"}}})";
constexpr const char* settings =
    R"({"enabled":true,"authentication":{"method":"apikey"},"secrets":{"/authentication/apiKey":{"value":"pk_canary"}}})";

struct World {
    fixture f{};
    ig_options* options = nullptr;
    ig_gallery* gallery = nullptr;
    ig_session* session = nullptr;
    ig_buffer* buffer = nullptr;
    ig_credentials* credentials = nullptr;
    std::int32_t same = 0;
    ig_http_message* request = nullptr;
    ig_http_message* made = nullptr;
    ig_http_message* response = nullptr;

    std::string exported; ///< made before memory fails
    std::string copied;

    std::vector<Guarded> all() {
        exported = f.key_file + std::string(".igx");
        copied = f.key_file + std::string(".copy");
        return {
            producing("ig_options_new", options, ig_options_free,
                      [&](ig_error** e) { return ig_options_new(&options, e); }),
            acting("ig_options_set",
                   [&](ig_error** e) {
                       return ig_options_set(
                           f.options, "host.model",
                           R"({"task":{"title":"Task","fields":{"name":{"title":"Name","type":"string"}}}})", e);
                   }),
            acting(
                "ig_options_add_manifest",
                [&](ig_error** e) { return ig_options_add_manifest(f.options, manifest, std::strlen(manifest), e); }),
            acting("ig_options_set_authorizer",
                   [&](ig_error** e) { return ig_options_set_authorizer(f.options, allow_all, nullptr, nullptr, e); }),
            acting("ig_options_set_audit_sink",
                   [&](ig_error** e) { return ig_options_set_audit_sink(f.options, record, nullptr, nullptr, e); }),
            acting("ig_options_set_logger",
                   [&](ig_error** e) { return ig_options_set_logger(f.options, log, nullptr, nullptr, e); }),
            producing("ig_gallery_open", gallery, ig_gallery_close,
                      [&](ig_error** e) { return ig_gallery_open(f.options, &gallery, e); }),
            producing("ig_session_new", session, ig_session_free,
                      [&](ig_error** e) { return ig_session_new(f.gallery, "gemini", "grace", 0, &session, e); }),
            producing("ig_catalog_list", buffer, ig_buffer_free,
                      [&](ig_error** e) { return ig_catalog_list(f.session, "en", &buffer, e); }),
            producing("ig_settings_get", buffer, ig_buffer_free,
                      [&](ig_error** e) { return ig_settings_get(f.session, "clickup", &buffer, e); }),
            producing("ig_settings_put", buffer, ig_buffer_free,
                      [&](ig_error** e) {
                          return ig_settings_put(f.session, "clickup", settings, std::strlen(settings), IG_ANY_REVISION,
                                                 &buffer, e);
                      }),
            producing("ig_settings_check", buffer, ig_buffer_free,
                      [&](ig_error** e) {
                          return ig_settings_check(f.session, "clickup", settings, std::strlen(settings),
                                                   IG_ANY_REVISION, &buffer, e);
                      }),
            producing("ig_settings_changes", buffer, ig_buffer_free,
                      [&](ig_error** e) { return ig_settings_changes(f.session, 0, 0, &buffer, e); }),
            producing("ig_settings_set_enabled", buffer, ig_buffer_free,
                      [&](ig_error** e) { return ig_settings_set_enabled(f.session, "clickup", 1, &buffer, e); }),
            producing(
                "ig_credentials_acquire", credentials, ig_credentials_free,
                [&](ig_error** e) { return ig_credentials_acquire(f.session, "clickup", "a test", &credentials, e); }),
            acting("ig_credentials_compare",
                   [&](ig_error** e) {
                       return ig_credentials_compare(f.session, "clickup", "/authentication/apiKey", "pk_canary", 9,
                                                     "a test", &same, e);
                   }),
            producing("ig_history_list", buffer, ig_buffer_free,
                      [&](ig_error** e) { return ig_history_list(f.session, "clickup", 1, 0, &buffer, e); }),
            producing("ig_history_get", buffer, ig_buffer_free,
                      [&](ig_error** e) { return ig_history_get(f.session, "clickup", 1, &buffer, e); }),
            producing("ig_history_diff", buffer, ig_buffer_free,
                      [&](ig_error** e) { return ig_history_diff(f.session, "clickup", 0, 1, &buffer, e); }),
            producing(
                "ig_history_restore", buffer, ig_buffer_free,
                [&](ig_error** e) { return ig_history_restore(f.session, "clickup", 1, IG_ANY_REVISION, &buffer, e); }),
            producing("ig_history_verify", buffer, ig_buffer_free,
                      [&](ig_error** e) { return ig_history_verify(f.gallery, "apollo", 0, nullptr, &buffer, e); }),
            producing("ig_history_retain", buffer, ig_buffer_free,
                      [&](ig_error** e) { return ig_history_retain(f.gallery, "apollo", "ada", 0, 9, &buffer, e); }),
            producing("ig_store_export", buffer, ig_buffer_free,
                      [&](ig_error** e) {
                          unlink(exported.c_str());
                          return ig_store_export(f.gallery, exported.c_str(), "apollo", "ada", f.key_file, nullptr, 0,
                                                 &buffer, e);
                      }),
            producing("ig_store_import", buffer, ig_buffer_free,
                      [&](ig_error** e) {
                          return ig_store_import(f.gallery, exported.c_str(), "ada", f.key_file, nullptr, 0, 2, 0,
                                                 &buffer, e);
                      }),
            acting("ig_store_backup",
                   [&](ig_error** e) {
                       unlink(copied.c_str());
                       return ig_store_backup(f.gallery, copied.c_str(), e);
                   }),
            acting("ig_settings_remove",
                   [&](ig_error** e) { return ig_settings_remove(f.session, "clickup", IG_ANY_REVISION, e); }),
            producing("ig_http_request_new", made, ig_http_message_free,
                      [&](ig_error** e) { return ig_http_request_new("GET", "/api/v1/integrations", &made, e); }),
            acting("ig_http_message_add", [&](ig_error** e) { return ig_http_message_add(request, ":mount", "", e); }),
            acting("ig_http_message_set_body",
                   [&](ig_error** e) { return ig_http_message_set_body(request, "", 0, e); }),
            producing("ig_http_handle", response, ig_http_message_free,
                      [&](ig_error** e) { return ig_http_handle(f.session, request, &response, e); }),
            // Without grace: keys that stay would make each of a thousand rotations slower than the last.
            producing("ig_keys_rotate", buffer, ig_buffer_free,
                      [&](ig_error** e) {
                          constexpr std::string_view at_once = R"({"project":"apollo","graceSeconds":0})";
                          return ig_keys_rotate(f.gallery, "op", at_once.data(), at_once.size(), nullptr, nullptr,
                                                &buffer, e);
                      }),
            producing(
                "ig_keys_rewrap", buffer, ig_buffer_free,
                [&](ig_error** e) { return ig_keys_rewrap(f.gallery, "op", "{}", 2, nullptr, nullptr, &buffer, e); }),
            producing(
                "ig_keys_reseal", buffer, ig_buffer_free,
                [&](ig_error** e) { return ig_keys_reseal(f.gallery, "op", "{}", 2, nullptr, nullptr, &buffer, e); }),
            producing("ig_keys_doctor", buffer, ig_buffer_free,
                      [&](ig_error** e) { return ig_keys_doctor(f.gallery, nullptr, &buffer, e); }),
            acting("ig_keys_shred", [&](ig_error** e) { return ig_keys_shred(f.gallery, "op", "gemini", e); }),
            acting("ig_options_set_key_provider",
                   [&](ig_error** e) {
                       return ig_options_set_key_provider(f.options, "none", name_keys, wrap, wrap, nullptr, nullptr,
                                                          e);
                   }),
            producing("ig_gallery_what_breaks", buffer, ig_buffer_free,
                      [&](ig_error** e) { return ig_gallery_what_breaks(f.gallery, f.options, nullptr, &buffer, e); }),
        };
    }
};

int passed = 0;
int failed = 0;

void count(bool good, const std::string& name) {
    good ? ++passed : ++failed;
    if (!good)
        std::printf("FAILED capi/faults/%s\n", name.c_str());
}

bool throws_come_back_as_errors(const Guarded& function) {
    static constexpr std::array<ig_status, 5> expected{IG_OK, IG_E_NO_MEMORY, IG_E_INTERNAL, IG_E_INTERNAL,
                                                       IG_E_STORAGE};
    bool good = true;
    for (std::size_t fault = 1; fault < expected.size(); ++fault) {
        ig_error* error = nullptr;
        ig_test_fault = static_cast<std::int32_t>(fault);
        const ig_status status = function.call(&error);
        good = good && status == expected[fault] && error != nullptr && ig_error_status(error) == status &&
               function.is_empty() && ig_test_fault == 0;
        ig_error_free(error);
    }
    return good;
}

/// Fails the first, the second … allocation of a call until one call gets by without any failing.
bool survives_lack_of_memory(const Guarded& function, bool for_ever) {
    keeps_failing = for_ever;
    for (std::size_t nth = 1; nth < 20'000; ++nth) {
        ig_error* error = nullptr;
        allocation_failed = false;
        allocations_left = nth;
        const ig_status status = function.call(&error);
        allocations_left = 0;
        const bool good = status == IG_OK ? error == nullptr
                                          : allocation_failed && error != nullptr && function.is_empty() &&
                                                ig_error_message(error)[0] != 0;
        if (!good)
            std::printf("    allocation %zu: %s: %s\n", nth, ig_status_name(status), ig_error_message(error));
        ig_error_free(error);
        function.take_back();
        if (!good || !allocation_failed)
            return good;
        // Near the start every allocation, then ever fewer of them: a put has thousands.
        if (nth > 200)
            nth += nth / 20;
    }
    return true;
}

} // namespace

int main() {
    World world;
    ig_error* error = nullptr;
    if (!fixture_open(&world.f) || ig_http_request_new("GET", "/api/v1/integrations", &world.request, &error) != IG_OK)
        return 1;
    for (const auto& function : world.all()) {
        count(throws_come_back_as_errors(function), std::string(function.name) + "/throws");
        const ig_status status = function.call(&error);
        count(status == IG_OK, std::string(function.name) + "/works");
        if (status != IG_OK)
            std::printf("    %s: %s\n", ig_status_name(status), ig_error_message(error));
        ig_error_free(error);
        function.take_back();
        count(survives_lack_of_memory(function, false), std::string(function.name) + "/memory_fails_once");
        count(survives_lack_of_memory(function, true), std::string(function.name) + "/memory_stays_short");
    }
    ig_test_fault = 1;
    ig_error* made = ig_error_new(IG_E_DENIED, "x");
    count(made != nullptr && ig_error_status(made) == IG_E_NO_MEMORY, "ig_error_new/throws");
    ig_error_free(made);
    ig_test_fault = 1;
    count(ig_buffer_new("x", 1) == nullptr, "ig_buffer_new/throws");
    ig_test_fault = 0;
    ig_http_message_free(world.request);
    fixture_close(&world.f);
    std::printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
