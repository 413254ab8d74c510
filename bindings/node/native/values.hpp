#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <node_api.h>

/// Values of JavaScript to and from C++. index.js has seen to their types before.
namespace values {

std::string to_string(napi_env env, napi_value value); ///< of a string, or the bytes of a Buffer
std::vector<std::string> to_strings(napi_env env, napi_value array);
std::uint64_t to_uint64(napi_env env, napi_value bigint);
std::int64_t to_int64(napi_env env, napi_value number);
double to_double(napi_env env, napi_value number);
napi_value item(napi_env env, napi_value array, std::uint32_t index);
std::uint32_t length(napi_env env, napi_value array);

napi_value from(napi_env env, const std::string& text);
napi_value from(napi_env env, const char* text);
napi_value from(napi_env env, double number);
napi_value from_bytes(napi_env env, const void* data, std::size_t size);
napi_value undefined(napi_env env);
void set(napi_env env, napi_value object, const char* name, napi_value value);
void add_function(napi_env env, napi_value exports, const char* name, napi_callback function);

} // namespace values
