#include "buffer.hpp"
#include "callbacks.hpp"
#include "error.hpp"

#include <integration_gallery/documents.hpp>

#include <algorithm>
#include <limits>
#include <new>

namespace integration_gallery::capi {
namespace {

using Buffer = std::unique_ptr<ig_buffer, void (*)(ig_buffer*)>;

uint32_t to_milliseconds(std::chrono::milliseconds limit) {
    constexpr auto most = static_cast<std::chrono::milliseconds::rep>(std::numeric_limits<uint32_t>::max());
    return static_cast<uint32_t>(std::clamp<std::chrono::milliseconds::rep>(limit.count(), 0, most));
}

class CallbackKeyProvider final : public KeyProvider {
public:
    CallbackKeyProvider(KeyCallbacks callbacks, std::shared_ptr<void> context)
        : m_callbacks(std::move(callbacks)), m_context(std::move(context)) {}

    std::string name() const override { return m_callbacks.name; }

    KeyNames keys() override {
        ig_buffer* out = nullptr;
        ig_error* error = nullptr;
        const ig_status status = m_callbacks.keys(m_context.get(), &out, &error);
        const Buffer held = take("the names of the keys", status, out, error);
        try {
            const auto document = read_document(held->view());
            KeyNames names;
            names.active = document.at("active").as_string();
            for (const auto& name : document.at("known").as_array())
                names.known.emplace_back(name.as_string());
            return names;
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception&) {
            throw Error(Status::key, "host-callback",
                        R"(The host's key names are not of the form {"active": "k1", "known": ["k1"]}.)");
        }
    }

    std::vector<std::byte> wrap(std::string_view key_id, std::span<const std::byte> plaintext,
                                std::span<const std::byte> context, std::chrono::milliseconds limit) override {
        const Buffer held = call("wrapping", m_callbacks.wrap, key_id, plaintext, context, limit);
        const auto* first = reinterpret_cast<const std::byte*>(held->view().data());
        return {first, first + held->view().size()};
    }

    Secret unwrap(std::string_view key_id, std::span<const std::byte> wrapped, std::span<const std::byte> context,
                  std::chrono::milliseconds limit) override {
        return Secret(call("unwrapping", m_callbacks.unwrap, key_id, wrapped, context, limit)->view());
    }

private:
    static Buffer take(const char* what, ig_status status, ig_buffer* out, ig_error* error) {
        Buffer held(out, ig_buffer_free);
        if (status != IG_OK || !valid(out))
            throw_host_error(what, status, error);
        ig_error_free(error);
        return held;
    }

    Buffer call(const char* what, ig_wrap_fn function, std::string_view key_id, std::span<const std::byte> input,
                std::span<const std::byte> label, std::chrono::milliseconds limit) {
        const std::string key_text(key_id);
        ig_buffer* out = nullptr;
        ig_error* error = nullptr;
        const ig_status status = function(m_context.get(), key_text.c_str(), input.data(), input.size(), label.data(),
                                          label.size(), to_milliseconds(limit), &out, &error);
        return take(what, status, out, error);
    }

    KeyCallbacks m_callbacks;
    std::shared_ptr<void> m_context;
};

} // namespace

std::shared_ptr<KeyProvider> make_key_provider(KeyCallbacks callbacks, std::shared_ptr<void> context) {
    return std::make_shared<CallbackKeyProvider>(std::move(callbacks), std::move(context));
}

} // namespace integration_gallery::capi
