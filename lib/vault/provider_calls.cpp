#include "vault/provider_calls.hpp"

#include "vault/provider/local_keys.hpp"

#include <integration_gallery/error.hpp>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

namespace integration_gallery::vault {
namespace {

constexpr std::size_t wrapped_limit = 8 * 1024;
constexpr std::size_t key_id_limit = 191; // the columns'
constexpr std::size_t name_limit = 64;

// Ids stand in messages, in the database and in logs.
bool is_key_id(std::string_view id) {
    return !id.empty() && id.size() <= key_id_limit && id.front() != ' ' && id.back() != ' ' &&
           std::all_of(id.begin(), id.end(), [](char character) { return character >= ' ' && character <= '~'; });
}

} // namespace

ProviderCalls::ProviderCalls(std::shared_ptr<KeyProvider> provider, std::string description,
                             std::chrono::milliseconds limit, Logger* logger)
    : m_provider(std::move(provider)), m_description(std::move(description)), m_limit(limit), m_logger(logger),
      m_local(dynamic_cast<const LocalKeys*>(m_provider.get()) != nullptr) {}

void ProviderCalls::fail(std::string_view code, std::string_view what) const {
    throw Error(Status::key, std::string(code),
                "The key provider broke its contract: " + m_description + " " + std::string(what) + ".");
}

template <class Call>
auto ProviderCalls::guarded(std::string_view what, Limited limited, Call&& call) const {
    const auto start = std::chrono::steady_clock::now();
    try {
        auto answer = call();
        const auto took =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
        if (took > m_limit) {
            const auto milliseconds = std::to_string(took.count());
            if (m_logger != nullptr) {
                const std::array<Logger::Field, 2> fields{{{"call", what}, {"milliseconds", milliseconds}}};
                m_logger->write(LogLevel::warning, "the key provider took longer than its limit", fields);
            }
            // A provider that ignores its limit holds up the host's threads: that has to show at once.
            if (limited == Limited::yes)
                throw Error(Status::key, "key-provider-slow",
                            m_description + " answered " + std::string(what) + " after " + milliseconds +
                                " ms, and its limit is " + std::to_string(m_limit.count()) +
                                " ms. The answer was not used; try again, and see why it is slow.");
        }
        return answer;
    } catch (const Error& error) {
        if (error.status() == Status::key)
            throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (...) {
    }
    fail("key-provider-failed", "ended " + std::string(what) + " with an unexpected exception");
}

std::string ProviderCalls::name() const {
    auto name = guarded("name()", Limited::no, [&] { return m_provider->name(); });
    if (name.size() > name_limit)
        name.resize(name_limit);
    for (char& character : name)
        if (character < ' ' || character > '~')
            character = '?';
    return name;
}

KeyNames ProviderCalls::keys() const {
    auto names = guarded("keys()", Limited::no, [&] { return m_provider->keys(); });
    if (names.known.empty())
        fail("key-provider-answer", "holds no key");
    if (!std::all_of(names.known.begin(), names.known.end(), is_key_id))
        fail("key-provider-answer", "gave a key id that is not 1 to 191 printable ASCII characters");
    if (std::find(names.known.begin(), names.known.end(), names.active) == names.known.end())
        fail("key-provider-answer", "names an active key that it does not hold");
    return names;
}

base::Bytes ProviderCalls::wrap(std::string_view kek_id, std::span<const std::byte> plaintext,
                                std::span<const std::byte> context) const {
    auto wrapped =
        guarded("wrap()", Limited::yes, [&] { return m_provider->wrap(kek_id, plaintext, context, m_limit); });
    if (wrapped.empty() || wrapped.size() > wrapped_limit)
        fail("key-provider-answer", "gave a wrapped key of an impossible size");
    // A service that hands back what it was given would put the key into the database in clear.
    if (std::search(wrapped.begin(), wrapped.end(), plaintext.begin(), plaintext.end()) != wrapped.end())
        fail("key-provider-answer", "gave back the key unwrapped");
    return wrapped;
}

Secret ProviderCalls::unwrap(std::string_view kek_id, std::span<const std::byte> wrapped,
                             std::span<const std::byte> context, std::size_t size) const {
    auto plaintext =
        guarded("unwrap()", Limited::yes, [&] { return m_provider->unwrap(kek_id, wrapped, context, m_limit); });
    if (plaintext.size() != size)
        fail("key-provider-answer", "gave an unwrapped key of the wrong size");
    return plaintext;
}

bool is_of_the_provider(const Error& error) noexcept {
    static constexpr std::array<std::string_view, 4> codes{"key-unavailable", "key-provider-failed",
                                                           "key-provider-answer", "key-provider-slow"};
    return error.status() == Status::key && std::find(codes.begin(), codes.end(), error.code()) != codes.end();
}

} // namespace integration_gallery::vault
