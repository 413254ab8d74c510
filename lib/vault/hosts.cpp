#include "vault/hosts.hpp"

#include "base/clock.hpp"
#include "base/identifier.hpp"
#include "json/read.hpp"
#include "storage/repository/hosts.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/version.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

#include <unistd.h>

namespace integration_gallery::vault {
namespace {

constexpr std::int64_t read_format = 1; // of sealed values: igs1
constexpr std::chrono::milliseconds aside{100};

std::string name_of_process(long process) {
    std::array<char, 128> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0 || host[0] == '\0')
        host[0] = '?';
    std::string name = std::string(host.data()) + "/" + std::to_string(process);
    std::replace_if(
        name.begin(), name.end(), [](char character) { return character <= ' ' || character > '~'; }, '?');
    return name;
}

bool says_it_holds(const storage::HostRow& row, std::string_view kek_id) {
    try {
        const auto ids = json::read(row.key_ids);
        const auto* list = ids.if_array();
        return list != nullptr && std::any_of(list->begin(), list->end(), [&](const auto& id) {
                   return id.is_string() && std::string_view(id.get_string()) == kek_id;
               });
    } catch (const Error&) {
        return false;
    }
}

} // namespace

Hosts::Hosts(storage::Store& store, const ProviderCalls& provider, Clock& clock, RandomSource& random)
    : m_store(store), m_provider(provider), m_clock(clock), m_random(random), m_process(static_cast<long>(::getpid())) {
    m_name = name_of_process(m_process);
    tell(true, std::chrono::milliseconds(1000));
}

Hosts::~Hosts() {
    // A forked child that closes what it has inherited says nothing of its parent.
    if (static_cast<long>(::getpid()) != m_process || m_id.empty())
        return;
    try {
        m_store.write_within(
            aside, [&](storage::Transaction& transaction) { storage::delete_host(transaction, m_id); },
            [](storage::Transaction&) { return true; });
    } catch (...) { // it is forgotten in an hour
    }
}

void Hosts::tell_if_due(bool ask) noexcept {
    {
        const std::lock_guard lock(m_mutex);
        const auto now = m_clock.now();
        if (now >= m_told && now - m_told < interval)
            return;
        m_told = now; // also if it fails: not at each use
    }
    tell(ask || m_provider.is_local(), aside);
}

void Hosts::tell(bool ask, std::chrono::milliseconds limit) noexcept {
    try {
        boost::json::array ids;
        if (ask)
            for (const auto& id : m_provider.keys().known)
                ids.emplace_back(id);
        const auto now = m_clock.now();
        storage::HostRow row{{}, m_name, {}, std::string(version()), read_format, base::to_microseconds(now)};
        {
            const std::lock_guard lock(m_mutex);
            m_told = now;
            if (m_id.empty()) // here, as a random source that fails keeps no store from being read
                m_id = base::make_identifier(m_random);
            row.host_id = m_id;
            if (ask)
                m_key_ids = boost::json::serialize(ids);
            row.key_ids = m_key_ids;
        }
        m_store.write_within(
            limit,
            [&](storage::Transaction& transaction) {
                storage::put_host(transaction, row);
                storage::sweep_hosts(transaction, base::to_microseconds(now - window));
            },
            [](storage::Transaction&) { return true; });
    } catch (...) { // it is said again in a minute
    }
}

std::vector<std::string> Hosts::lacking(std::string_view kek_id) const {
    const auto since = base::to_microseconds(m_clock.now() - window);
    const auto own = [&] {
        const std::lock_guard lock(m_mutex);
        return m_id;
    }();
    std::vector<std::string> names;
    for (const auto& row :
         m_store.read_one([&](storage::Transaction& transaction) { return storage::list_hosts(transaction, since); }))
        if (row.host_id != own && !says_it_holds(row, kek_id))
            names.push_back(row.name);
    return names;
}

} // namespace integration_gallery::vault
