#pragma once

#include "bench/rounds.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <iostream>
#include <string>
#include <string_view>

/// Prints a measurement as one line: the fields of `./dev bench --json`.
inline void report(std::string_view name, const Measured& taken, boost::json::value aim = nullptr,
                   boost::json::value met = nullptr) {
    std::cout << boost::json::serialize(boost::json::object{{"name", name},
                                                            {"value", taken.value},
                                                            {"unit", "us"},
                                                            {"baseline", taken.baseline},
                                                            {"ratio", taken.ratio()},
                                                            {"aim", std::move(aim)},
                                                            {"met", std::move(met)}})
              << std::endl;
}

/// The same, with an upper limit for the ratio as its aim.
inline void report_ratio(std::string_view name, const Measured& taken, double most) {
    std::string aim = std::to_string(most);
    aim.erase(aim.find_last_not_of('0') + 1);
    report(name, taken, boost::json::string("<= " + aim), taken.ratio() <= most);
}
