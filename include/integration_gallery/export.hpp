#pragma once

/// Marks what the shared C++ library exports. Everything else has hidden visibility.
#if defined(_WIN32)
#define IG_CXX_API
#elif defined(__GNUC__)
#define IG_CXX_API __attribute__((visibility("default")))
#else
#define IG_CXX_API
#endif
