#pragma once

#include "settings/merge.hpp"
#include "storage/repository/secrets.hpp"

#include <array>
#include <cstddef>
#include <optional>

namespace integration_gallery::settings {

/// How the destinations that a slot was sealed for stand to those that its record has under today's manifest.
struct Binding {
    enum class State {
        current, ///< the same: it opens
        renamed, ///< other pointers, but every value that it was sealed for is there: it may be sealed again
        changed  ///< a value differs: its secrets have to be entered again
    };
    State state = State::changed;
    std::array<std::byte, 32> sealed_for{}; ///< the digest that the slot opens with, unless `changed`
    Destinations today;
};

/// Compares without opening anything. What stands in clear beside the slot is only believed as far as the slot opens
/// with it: a digest that somebody has put there makes it `renamed` and then refuses to open.
Binding compare_binding(const Schemas& schemas, const Record& record, const storage::SecretRow& slot);

} // namespace integration_gallery::settings
