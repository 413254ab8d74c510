#pragma once

#include <integration_gallery/ig.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <atomic>
#include <map>
#include <mutex>
#include <string>

namespace scenarios {

namespace json = boost::json;

/// The host of one gallery: behaves as the scenario says ({"config.read": "no"}, "*" for everything), and keeps what it
/// was asked.
class Host {
public:
    explicit Host(const json::object& open);

    /// Gives the callbacks that the scenario wants to the options.
    ig_status install(ig_options* options, ig_error** error);
    json::array calls(const std::string& callback);

    /// How many contexts the library has not released yet, of all hosts.
    static std::atomic<int> unreleased;

    std::string behaviour(const char* callback, std::string_view what) const;
    void note(const char* callback, json::object call);

private:
    json::object m_open;
    std::mutex m_guard;
    std::map<std::string, json::array> m_calls;
};

} // namespace scenarios
