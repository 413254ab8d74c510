#pragma once

#include <chrono>
#include <functional>
#include <mutex>

namespace integration_gallery::http {

/// Remembers for some seconds whether the keys were there: anybody may ask for health, and a key service is not to be
/// asked as often. Any thread; nothing is held while the service is asked.
class KeyWatch {
public:
    static constexpr std::chrono::seconds interval{5};

    /// `look` says whether the keys are there; it is called where the answer is older than the interval. Who comes
    /// while another one looks gets the answer of before.
    bool are_there(std::chrono::system_clock::time_point now, const std::function<bool()>& look);

private:
    std::mutex m_mutex;
    std::chrono::system_clock::time_point m_next{}; ///< when to look again
    bool m_there = true;
};

} // namespace integration_gallery::http
