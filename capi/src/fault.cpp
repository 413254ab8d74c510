#include "fault.hpp"

#include <integration_gallery/error.hpp>

#include <new>
#include <stdexcept>

#ifdef IG_CAPI_FAULTS

std::int32_t ig_test_fault = 0;

namespace integration_gallery::capi {

void raise_fault() {
    const std::int32_t fault = ig_test_fault;
    ig_test_fault = 0;
    switch (fault) {
    case 1:
        throw std::bad_alloc();
    case 2:
        throw std::logic_error("a fault was asked for");
    case 3:
        throw 42;
    case 4:
        throw Error(Status::storage, "asked-for", "A fault was asked for.");
    default:
        break;
    }
}

} // namespace integration_gallery::capi

#endif
