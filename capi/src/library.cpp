#include "error.hpp"

#include <integration_gallery/ig.h>
#include <integration_gallery/version.hpp>

using namespace integration_gallery;

uint32_t ig_abi_revision(void) {
    return IG_ABI_REVISION;
}

const char* ig_version(void) {
    return version().data(); // a literal
}

const char* ig_status_name(ig_status status) {
    if (status >= IG_E_HOST && status < IG_E_HOST + 1000)
        return "host";
    return status_name(static_cast<Status>(status)).data(); // a literal
}
