#include <integration_gallery/ig.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

int fuzz_capi_sequence(const std::uint8_t* data, std::size_t size);

namespace {

constexpr const char* manifest =
    R"({"manifestVersion":1,"name":"probe","displayName":"Probe","description":"For a test.","categories":["test"],)"
    R"("version":"1.0","settings":{"authentication":{"type":"object","required":["method","token"],)"
    R"("additionalProperties":false,"properties":{"method":{"const":"bearer"},"token":{"type":"string","writeOnly":true}}},)"
    R"("dataMapping":{"type":"object"},"syncSettings":{"type":"object"}}})";

/// What a program says most often when it means something.
constexpr std::array<const char*, 26> words{
    "probe",
    "apollo",
    "ada",
    "",
    "database.url",
    "sqlite:///nowhere/x.db",
    "key.passphrase",
    "catalog.hide",
    "http.challenge",
    "GET",
    "PUT",
    "PATCH",
    "DELETE",
    "/api/v1/integrations",
    "/api/v1/integrations/probe",
    ":mount",
    ":auth",
    "token",
    "Content-Type",
    "application/json",
    "/authentication/token",
    "{}",
    R"({"enabled":true})",
    R"({"project":"apollo","graceSeconds":0})",
    R"({"dryRun":true})",
    R"({"authentication":{"method":"bearer"},"secrets":{"/authentication/token":{"value":"x"}}})"};

void require(bool holds) {
    if (!holds)
        std::abort();
}

/// The bytes of a program, read as numbers and texts.
class Reader {
public:
    Reader(const std::uint8_t* data, std::size_t size) : m_data(data), m_size(size) {}

    bool empty() const { return m_size == 0; }

    std::uint8_t number() {
        if (m_size == 0)
            return 0;
        --m_size;
        return *m_data++;
    }

    /// A word, some bytes of the program, or NULL.
    const char* text() {
        const std::uint8_t which = number();
        if (which >= 0xF8)
            return nullptr;
        if (which < 0xC0)
            return words[which % words.size()];
        m_text.clear();
        for (std::size_t left = number() % 32; left != 0 && m_size != 0; --left)
            m_text += static_cast<char>(number());
        return m_texts[m_next++ % m_texts.size()].assign(m_text.c_str()).c_str();
    }

private:
    const std::uint8_t* m_data;
    std::size_t m_size;
    std::string m_text;
    std::array<std::string, 4> m_texts;
    std::size_t m_next = 0;
};

ig_status decide(void* context, const char*, const char*, uint64_t permissions, const char*, const char*,
                 int32_t* allowed, ig_error** error) {
    require(context != nullptr);
    *allowed = permissions % 4 != 1;
    if (permissions % 4 != 2)
        return IG_OK;
    *error = ig_error_new(IG_E_HOST + 2, "no");
    return IG_E_HOST + 2;
}

/// Opened once: opening costs more than a whole program.
const ig_gallery* shared_gallery() {
    static const ig_gallery* const gallery = [] {
        static int context = 0;
        std::string folder = "/tmp/ig-fuzz-XXXXXX";
        require(mkdtemp(folder.data()) != nullptr);
        ig_options* options = nullptr;
        ig_gallery* made = nullptr;
        require(ig_options_new(&options, nullptr) == IG_OK);
        ig_options_set(options, "database.url", ("sqlite://" + folder + "/fuzz.db").c_str(), nullptr);
        ig_options_set(options, "database.synchronous", "false", nullptr);
        ig_options_set(options, "key.file", (folder + "/key").c_str(), nullptr);
        ig_options_set(options, "key.create", "true", nullptr);
        ig_options_set(options, "catalog.shipped", "false", nullptr);
        ig_options_add_manifest(options, manifest, std::strlen(manifest), nullptr);
        ig_options_set_authorizer(options, decide, &context, nullptr, nullptr);
        require(ig_gallery_open(options, &made, nullptr) == IG_OK);
        ig_options_free(options);
        return made;
    }();
    return gallery;
}

class Program {
public:
    Program(const std::uint8_t* data, std::size_t size) : m_in(data, size) {}

    ~Program() {
        ig_options_free(m_options);
        ig_session_free(m_session);
        ig_buffer_free(m_buffer);
        ig_credentials_free(m_credentials);
        ig_http_message_free(m_request);
        ig_http_message_free(m_response);
    }

    void run() {
        while (!m_in.empty())
            step(m_in.number() % 32);
    }

private:
    /// Looks at what a call left behind; `out` is its result.
    template <class Object>
    void check(ig_status status, ig_error* error, const Object* out, bool gives = true) {
        require((status == IG_OK) == (error == nullptr));
        if (gives)
            require((status == IG_OK) == (out != nullptr));
        require(status == IG_OK || (ig_error_status(error) == status && ig_error_message(error)[0] != 0 &&
                                    ig_error_detail(error)[0] == '{' && ig_error_code(error)[0] != 0));
        ig_error_free(error);
    }

    template <class Object, class Free, class Call>
    void make(Object*& slot, Free free, Call call) {
        ig_error* error = nullptr;
        free(slot);
        slot = nullptr;
        const ig_status status = call(&slot, &error);
        check(status, error, slot);
    }

    template <class Call>
    void act(Call call) {
        ig_error* error = nullptr;
        const ig_status status = call(&error);
        check(status, error, m_buffer, false);
    }

    /// Mostly the session; sometimes NULL, sometimes a handle of another kind.
    const ig_session* session() {
        const std::uint8_t which = m_in.number();
        if (which < 0xF0)
            return m_session;
        return which < 0xF8 ? nullptr : reinterpret_cast<const ig_session*>(m_request);
    }

    void step(int what) {
        const auto bytes = [&](const char*& text) { return text != nullptr ? std::strlen(text) : m_in.number() % 2; };
        switch (what) {
        case 0:
            return make(m_options, ig_options_free, ig_options_new);
        case 1:
            return act([&](ig_error** e) {
                const char* name = m_in.text();
                return ig_options_set(m_options, name, m_in.text(), e);
            });
        case 2:
            return act([&](ig_error** e) {
                const char* text = m_in.number() % 2 == 0 ? manifest : m_in.text();
                return ig_options_add_manifest(m_options, text, bytes(text), e);
            });
        case 3:
            return act([&](ig_error** e) {
                return ig_options_set_authorizer(m_options, m_in.number() % 2 == 0 ? decide : nullptr, this, nullptr,
                                                 e);
            });
        case 4:
        case 5:
            return make(m_session, ig_session_free, [&](ig_session** out, ig_error** e) {
                const char* project = m_in.text();
                return ig_session_new(m_in.number() < 0xF8 ? shared_gallery() : nullptr, project, m_in.text(),
                                      m_in.number(), out, e);
            });
        case 6:
            return make(m_buffer, ig_buffer_free,
                        [&](ig_buffer** out, ig_error** e) { return ig_catalog_list(session(), m_in.text(), out, e); });
        case 7:
            return make(m_buffer, ig_buffer_free,
                        [&](ig_buffer** out, ig_error** e) { return ig_settings_get(session(), m_in.text(), out, e); });
        case 8:
        case 9:
            return make(m_buffer, ig_buffer_free, [&](ig_buffer** out, ig_error** e) {
                const char* name = m_in.text();
                const char* text = m_in.text();
                return ig_settings_put(session(), name, text, bytes(text), static_cast<std::int8_t>(m_in.number()) % 5,
                                       out, e);
            });
        case 10:
            return make(m_buffer, ig_buffer_free, [&](ig_buffer** out, ig_error** e) {
                return ig_settings_set_enabled(session(), m_in.text(), m_in.number() % 3, out, e);
            });
        case 11:
            return act(
                [&](ig_error** e) { return ig_settings_remove(session(), m_in.text(), m_in.number() % 4 - 1, e); });
        case 12:
            return make(m_credentials, ig_credentials_free, [&](ig_credentials** out, ig_error** e) {
                const char* name = m_in.text();
                return ig_credentials_acquire(session(), name, m_in.text(), out, e);
            });
        case 13:
            return look();
        case 14:
            return make(m_request, ig_http_message_free, [&](ig_http_message** out, ig_error** e) {
                const char* method = m_in.text();
                return ig_http_request_new(method, m_in.text(), out, e);
            });
        case 15:
            return act([&](ig_error** e) {
                const char* name = m_in.text();
                return ig_http_message_add(m_request, name, m_in.text(), e);
            });
        case 16:
            return act([&](ig_error** e) {
                const char* text = m_in.text();
                return ig_http_message_set_body(m_request, text, bytes(text), e);
            });
        case 17:
        case 18:
            return make(m_response, ig_http_message_free, [&](ig_http_message** out, ig_error** e) {
                return ig_http_handle(session(), m_in.number() < 0xF8 ? m_request : m_response, out, e);
            });
        case 19:
            return ig_error_free(ig_error_new(m_in.number(), m_in.text()));
        default:
            return operate(what);
        }
    }

    /// What operators do, and history. Nothing that is given a path: any text may stand in a program.
    void operate(int what) {
        make(m_buffer, ig_buffer_free, [&](ig_buffer** out, ig_error** e) -> ig_status {
            const ig_gallery* const gallery = m_in.number() < 0xF8 ? shared_gallery() : nullptr;
            const char* const first = m_in.text();
            const char* const second = m_in.text();
            const std::size_t size = second != nullptr ? std::strlen(second) : 0;
            const std::int64_t number = m_in.number() - 128;
            const std::int64_t other = m_in.number() % 8;
            switch (what) {
            case 20:
                return ig_settings_check(session(), first, second, size, number % 5, out, e);
            case 21:
                return ig_settings_changes(session(), number, other, out, e);
            case 22:
                return ig_history_list(session(), first, other, number, out, e);
            case 23:
                return ig_history_get(session(), first, other, out, e);
            case 24:
                return ig_history_diff(session(), first, other, number, out, e);
            case 25:
                return ig_history_restore(session(), first, other, number % 5, out, e);
            case 26:
                return ig_history_verify(gallery, first, other, second, out, e);
            case 27:
                return ig_history_retain(gallery, first, second, number, other, out, e);
            case 28: // without the shipped manifests, whose loading would be most of the time
                ig_options_set(m_options, "catalog.shipped", "false", nullptr);
                return ig_gallery_what_breaks(gallery, m_options, first, out, e);
            case 29:
                return ig_keys_doctor(gallery, first, out, e);
            case 30:
                return ig_keys_rotate(gallery, first, second, size, number % 2 == 0 ? go_on : nullptr, this, out, e);
            default:
                return other % 2 == 0 ? ig_keys_rewrap(gallery, first, second, size, nullptr, nullptr, out, e)
                                      : ig_keys_reseal(gallery, first, second, size, go_on, this, out, e);
            }
        });
    }

    static ig_status go_on(void* context, int64_t, int64_t, int64_t, double) {
        return static_cast<Program*>(context)->m_in.number() % 2 == 0 ? IG_OK : IG_E_CANCELLED;
    }

    /// The accessors, whatever there is.
    void look() {
        size_t size = 0;
        const char* value = nullptr;
        const std::size_t index = m_in.number();
        require(ig_buffer_data(m_buffer)[ig_buffer_size(m_buffer)] == 0);
        ig_credentials_enabled(m_credentials);
        ig_credentials_revision(m_credentials);
        require(ig_credentials_method(m_credentials) != nullptr && ig_credentials_settings(m_credentials) != nullptr);
        const char* name = ig_credentials_field_name(m_credentials, index);
        require((name != nullptr) == (index < ig_credentials_field_count(m_credentials)));
        const char* secret = ig_credentials_field(m_credentials, name != nullptr ? name : m_in.text(), &size);
        require(secret == nullptr ? size == 0 : secret[size] == 0);
        for (const ig_http_message* message : {m_request, m_response}) {
            require((ig_http_message_field(message, index, &value) != nullptr) == (value != nullptr));
            require(ig_http_message_body(message, &size)[size] == 0);
            require(index < ig_http_message_count(message) || value == nullptr);
            require(ig_http_message_status(message) >= 0);
        }
    }

    Reader m_in;
    ig_options* m_options = nullptr;
    ig_session* m_session = nullptr;
    ig_buffer* m_buffer = nullptr;
    ig_credentials* m_credentials = nullptr;
    ig_http_message* m_request = nullptr;
    ig_http_message* m_response = nullptr;
};

} // namespace

int fuzz_capi_sequence(const std::uint8_t* data, std::size_t size) {
    Program(data, size).run();
    return 0;
}
