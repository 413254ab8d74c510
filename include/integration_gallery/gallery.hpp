#pragma once

#include <integration_gallery/http.hpp>
#include <integration_gallery/options.hpp>
#include <integration_gallery/session.hpp>

#include <memory>
#include <string_view>

namespace integration_gallery {

class GalleryData;

/// The gallery of one store: opened once, immutable after that, safe from any number of threads. Starts no thread,
/// installs no signal handler, has no global state. Copies share everything; the last one closes the store.
class IG_CXX_API Gallery {
public:
    /// Opens the store and the keys, in this order: read-only look, store version, key check, and only then whatever
    /// has to be written. Throws Error: Status::storage ("store-unavailable", "store-too-new", …), Status::key
    /// ("key-mismatch", "key-missing", …), Status::invalid_argument for options; on any of them nothing was written.
    static Gallery open(Options options);

    /// What `caller` may do in one project, from the host's own code. The subject is kept; `project` must be a
    /// project's name (1 to 191 bytes of UTF-8, no control characters, no white space at the ends), else Error with
    /// "invalid-project".
    Session session(std::string_view project, std::string_view subject, std::uint64_t permissions = 0) const;

    /// The REST API and the page. Throws Error(Status::invalid_state, "authorizer-missing") without
    /// Options::authorizer.
    HttpApi http() const;

    const Catalog& catalog() const noexcept;

private:
    explicit Gallery(std::shared_ptr<const GalleryData> data) noexcept;
    std::shared_ptr<const GalleryData> m_data;
};

} // namespace integration_gallery
