#pragma once

#include "handle.hpp"

#include <integration_gallery/ig.h>
#include <integration_gallery/secret.hpp>

#include <cstring>
#include <string_view>

/// Bytes with a zero behind them, wiped at the end because some hold keys.
struct ig_buffer : integration_gallery::capi::Handle<0x49474255> {
    explicit ig_buffer(std::string_view content) : bytes(content.size() + 1) {
        if (!content.empty())
            std::memcpy(bytes.writable().data(), content.data(), content.size());
    }
    std::string_view view() const noexcept { return bytes.view().substr(0, bytes.size() - 1); }

    integration_gallery::Secret bytes;
};
