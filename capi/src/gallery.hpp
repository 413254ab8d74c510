#pragma once

#include "handle.hpp"

#include <integration_gallery/gallery.hpp>
#include <integration_gallery/ig.h>

#include <optional>

struct ig_gallery : integration_gallery::capi::Handle<0x49474741> {
    ig_gallery(integration_gallery::Gallery opened, std::optional<integration_gallery::HttpApi> mounted)
        : gallery(std::move(opened)), http(std::move(mounted)) {}

    integration_gallery::Gallery gallery;
    std::optional<integration_gallery::HttpApi> http; ///< none without an authorizer
};

/// Shares the gallery, so that one which is left over when the gallery is closed stays usable.
struct ig_session : integration_gallery::capi::Handle<0x49475345> {
    ig_session(const ig_gallery& of, integration_gallery::Session made, std::uint64_t bits)
        : gallery(of.gallery), http(of.http), session(std::move(made)), permissions(bits) {}

    integration_gallery::Gallery gallery;
    std::optional<integration_gallery::HttpApi> http;
    integration_gallery::Session session;
    std::uint64_t permissions;
};
