#pragma once

#include "base/bytes.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/host.hpp>
#include <integration_gallery/secret.hpp>

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace integration_gallery::vault {

/// A key provider behind a wall: whatever it does, what comes out is an answer of the right form or an Error of
/// Status::key. Codes of its own: "key-provider-failed" (it threw something else), "key-provider-answer" (its answer
/// has an impossible form or length), "key-provider-slow" (the answer came later than its limit allows, and is not
/// used). An Error of Status::key that the provider throws passes. Never called under a lock. Any thread.
class ProviderCalls {
public:
    /// `description` is for messages: "the key file '…'".
    ProviderCalls(std::shared_ptr<KeyProvider> provider, std::string description, std::chrono::milliseconds limit,
                  Logger* logger);

    const std::string& description() const noexcept { return m_description; }
    /// Do its keys stand in this process, so that it never waits for anybody?
    bool is_local() const noexcept { return m_local; }
    /// At most 64 printable ASCII characters.
    std::string name() const;
    /// With an active key that is among the known ones.
    KeyNames keys() const;
    base::Bytes wrap(std::string_view kek_id, std::span<const std::byte> plaintext,
                     std::span<const std::byte> context) const;
    /// Exactly `size` bytes.
    Secret unwrap(std::string_view kek_id, std::span<const std::byte> wrapped, std::span<const std::byte> context,
                  std::size_t size) const;

private:
    enum class Limited { no, yes };
    template <class Call>
    auto guarded(std::string_view what, Limited limited, Call&& call) const;
    [[noreturn]] void fail(std::string_view code, std::string_view what) const;

    std::shared_ptr<KeyProvider> m_provider;
    std::string m_description;
    std::chrono::milliseconds m_limit;
    Logger* m_logger;
    bool m_local;
};

/// Did the provider fail, for now, so that nothing is said about the key that it was asked for?
bool is_of_the_provider(const Error& error) noexcept;

} // namespace integration_gallery::vault
