#include "kms_provider.hpp"

#include <integration_gallery/documents.hpp>
#include <integration_gallery/error.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <cstring>

namespace kms {
namespace {

namespace ig = integration_gallery;

[[noreturn]] void fail(const char* code, const char* detail) {
    throw ig::Error(ig::Status::key, code, detail);
}

std::string to_hex(std::span<const std::byte> bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(2 * bytes.size());
    for (const auto byte : bytes) {
        out += digits[std::to_integer<unsigned>(byte) >> 4];
        out += digits[std::to_integer<unsigned>(byte) & 15];
    }
    return out;
}

unsigned digit(char character) {
    const auto* digits = "0123456789abcdef";
    const auto* found = character != '\0' ? std::strchr(digits, character) : nullptr;
    if (found == nullptr)
        fail("key-provider-failed", "The key service gave bytes that are not in hexadecimal.");
    return static_cast<unsigned>(found - digits);
}

ig::Secret from_hex(std::string_view text) {
    ig::Secret out(text.size() / 2);
    for (std::size_t index = 0; index < out.size(); ++index)
        out.writable()[index] = static_cast<std::byte>(digit(text[2 * index]) << 4 | digit(text[2 * index + 1]));
    return out;
}

std::string body_of(std::string_view key_id, const char* name, std::span<const std::byte> bytes,
                    std::span<const std::byte> context) {
    std::string hex = to_hex(bytes);
    std::string out =
        boost::json::serialize(boost::json::object{{"key", key_id}, {name, hex}, {"context", to_hex(context)}});
    ::explicit_bzero(hex.data(), hex.size());
    return out;
}

/// A text member of an answer; the document's memory is wiped.
ig::Secret member(std::string& body, const char* name) {
    const auto document = ig::read_document(body);
    ::explicit_bzero(body.data(), body.size());
    const auto* found = document.is_object() ? document.get_object().if_contains(name) : nullptr;
    if (found == nullptr || !found->is_string())
        fail("key-provider-failed", "The key service answered without the member that was asked for.");
    return from_hex(found->get_string());
}

} // namespace

std::string Provider::ask(std::string_view path, std::string body, std::chrono::milliseconds limit) const {
    auto answer = post(m_address, path, m_token.view(), body, limit);
    ::explicit_bzero(body.data(), body.size());
    switch (answer.status) {
    case 200:
        return std::move(answer.body);
    case 400:
        fail("unwrap-refused", "The key service refused a wrapped key: it was changed, or belongs elsewhere.");
    case 401:
    case 403:
        fail("key-denied", "The key service does not accept this host's token. Give it one that may use the key.");
    case 404:
        fail("key-missing", "The key service does not have the key that was asked for.");
    default:
        fail("key-unavailable", "The key service does not answer in time, or says that it cannot. Try again later.");
    }
}

ig::KeyNames Provider::keys() {
    const auto document = ig::read_document(ask("/keys", "{}", std::chrono::seconds(5)));
    const auto* object = document.if_object();
    const auto* active = object != nullptr ? object->if_contains("active") : nullptr;
    const auto* known = object != nullptr ? object->if_contains("known") : nullptr;
    if (active == nullptr || !active->is_string() || known == nullptr || !known->is_array())
        fail("key-provider-failed", "The key service does not name its keys.");
    ig::KeyNames out{std::string(active->get_string()), {}};
    for (const auto& id : known->get_array())
        if (id.is_string())
            out.known.emplace_back(id.get_string());
    return out;
}

std::vector<std::byte> Provider::wrap(std::string_view key_id, std::span<const std::byte> plaintext,
                                      std::span<const std::byte> context, std::chrono::milliseconds limit) {
    auto body = ask("/wrap", body_of(key_id, "plaintext", plaintext, context), limit);
    const auto bytes = member(body, "ciphertext");
    return {bytes.bytes().begin(), bytes.bytes().end()};
}

ig::Secret Provider::unwrap(std::string_view key_id, std::span<const std::byte> wrapped,
                            std::span<const std::byte> context, std::chrono::milliseconds limit) {
    auto body = ask("/unwrap", body_of(key_id, "ciphertext", wrapped, context), limit);
    return member(body, "plaintext");
}

} // namespace kms
