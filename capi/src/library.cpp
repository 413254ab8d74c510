#include "error.hpp"

#include <integration_gallery/ig.h>
#include <integration_gallery/version.hpp>

uint32_t ig_abi_revision(void) {
    return IG_ABI_REVISION;
}

const char* ig_version(void) {
    return integration_gallery::version().data(); // a literal
}

const char* ig_status_name(ig_status status) {
    if (status >= IG_E_HOST && status < IG_E_HOST + 1000)
        return "host";
    return integration_gallery::status_name(static_cast<integration_gallery::Status>(status)).data(); // a literal
}
