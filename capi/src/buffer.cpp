#include "buffer.hpp"

#include "guard.hpp"

namespace capi = integration_gallery::capi;

ig_buffer* ig_buffer_new(const void* data, size_t size) {
    ig_buffer* out = nullptr;
    capi::guard(nullptr, [&] { out = new ig_buffer(capi::require_bytes(data, size, "data")); });
    return out;
}

const char* ig_buffer_data(const ig_buffer* buffer) {
    return capi::valid(buffer) ? buffer->view().data() : "";
}

size_t ig_buffer_size(const ig_buffer* buffer) {
    return capi::valid(buffer) ? buffer->view().size() : 0;
}

void ig_buffer_free(ig_buffer* buffer) {
    capi::release(buffer);
}
