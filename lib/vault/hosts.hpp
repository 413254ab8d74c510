#pragma once

#include "storage/store.hpp"
#include "vault/provider_calls.hpp"

#include <integration_gallery/host.hpp>

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery::vault {

/// Which processes use the store, and which key-encryption keys each of them holds: a rotation of those keys waits for
/// who lacks the new one. A process says so when it opens the store, again once a minute while it uses secrets, and
/// takes leave when it closes the store; one that was killed counts for an hour. Nothing here stops anybody's work:
/// what cannot be written is left out. Any thread.
class Hosts {
public:
    static constexpr std::chrono::seconds interval{60};
    static constexpr std::chrono::seconds window{3600};

    Hosts(storage::Store& store, const ProviderCalls& provider, Clock& clock, RandomSource& random);
    ~Hosts();
    Hosts(const Hosts&) = delete;
    Hosts& operator=(const Hosts&) = delete;

    /// Says what this process holds, if it has not for a minute. Outside of transactions. A provider that may have to
    /// wait for somebody is asked again only with `ask`; without, it is said what it held when it was asked last.
    void tell_if_due(bool ask = false) noexcept;

    /// The names of the other processes that do not hold a key.
    std::vector<std::string> lacking(std::string_view kek_id) const;

private:
    void tell(bool ask, std::chrono::milliseconds limit) noexcept;

    storage::Store& m_store;
    const ProviderCalls& m_provider;
    Clock& m_clock;
    RandomSource& m_random;
    std::string m_name;
    long m_process;
    mutable std::mutex m_mutex;
    std::string m_id;
    std::string m_key_ids; ///< a JSON list
    std::chrono::system_clock::time_point m_told{};
};

} // namespace integration_gallery::vault
