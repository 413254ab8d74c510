#pragma once

#include <cstdint>

#ifdef IG_CAPI_FAULTS
/// What the next guarded call throws: 0 nothing, 1 lack of memory, 2 a standard exception, 3 something that is none, 4
/// an Error. Only in the build that the tests use.
extern "C" __attribute__((visibility("default"))) std::int32_t ig_test_fault;
#endif

namespace integration_gallery::capi {

#ifdef IG_CAPI_FAULTS
/// Throws what ig_test_fault asks for, once.
void raise_fault();
#else
inline void raise_fault() noexcept {}
#endif

} // namespace integration_gallery::capi
