#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The host's own names. A browser can be made to send requests for a foreign name to a local address (DNS rebinding),
/// so whatever is not addressed to one of them is refused before anything else.
class OwnNames {
public:
    explicit OwnNames(std::uint16_t port);

    /// The one that a Host field means, in our own spelling; "" for any other.
    std::string_view match(std::string_view host_field) const noexcept;

private:
    std::array<std::string, 3> m_names;
    std::string m_port;
};

/// Where a target lies: which project, and under which prefix its gallery is mounted.
struct Place {
    std::string_view mount; ///< of the target, still encoded: "" or "/projects/apollo"
    std::string project;    ///< decoded
};

/// "/projects/{project}/…" is that project's gallery, everything else the gallery of the project "demo". Nothing if the
/// project is not written as UTF-8 in percent-encoding or is empty.
std::optional<Place> find_place(std::string_view target);
