#include "values.hpp"

namespace values {

std::string to_string(napi_env env, napi_value value) {
    bool is_buffer = false;
    napi_is_buffer(env, value, &is_buffer);
    if (is_buffer) {
        void* data = nullptr;
        std::size_t size = 0;
        napi_get_buffer_info(env, value, &data, &size);
        return {static_cast<const char*>(data), size};
    }
    std::size_t size = 0;
    napi_get_value_string_utf8(env, value, nullptr, 0, &size);
    std::string text(size, '\0');
    napi_get_value_string_utf8(env, value, text.data(), size + 1, &size);
    return text;
}

std::uint32_t length(napi_env env, napi_value array) {
    std::uint32_t size = 0;
    napi_get_array_length(env, array, &size);
    return size;
}

napi_value item(napi_env env, napi_value array, std::uint32_t index) {
    napi_value value = nullptr;
    napi_get_element(env, array, index, &value);
    return value;
}

std::vector<std::string> to_strings(napi_env env, napi_value array) {
    std::vector<std::string> texts;
    for (std::uint32_t index = 0, size = length(env, array); index < size; ++index)
        texts.push_back(to_string(env, item(env, array, index)));
    return texts;
}

std::uint64_t to_uint64(napi_env env, napi_value bigint) {
    std::uint64_t value = 0;
    bool lossless = false;
    napi_get_value_bigint_uint64(env, bigint, &value, &lossless);
    return value;
}

std::int64_t to_int64(napi_env env, napi_value number) {
    std::int64_t value = 0;
    napi_get_value_int64(env, number, &value);
    return value;
}

double to_double(napi_env env, napi_value number) {
    double value = 0;
    napi_get_value_double(env, number, &value);
    return value;
}

napi_value from(napi_env env, const std::string& text) {
    napi_value value = nullptr;
    napi_create_string_utf8(env, text.data(), text.size(), &value);
    return value;
}

napi_value from(napi_env env, const char* text) {
    return from(env, std::string(text));
}

napi_value from(napi_env env, double number) {
    napi_value value = nullptr;
    napi_create_double(env, number, &value);
    return value;
}

napi_value from_bytes(napi_env env, const void* data, std::size_t size) {
    napi_value value = nullptr;
    void* copy = nullptr;
    napi_create_buffer_copy(env, size, data, &copy, &value);
    return value;
}

napi_value undefined(napi_env env) {
    napi_value value = nullptr;
    napi_get_undefined(env, &value);
    return value;
}

void set(napi_env env, napi_value object, const char* name, napi_value value) {
    napi_set_named_property(env, object, name, value);
}

void add_function(napi_env env, napi_value exports, const char* name, napi_callback function) {
    napi_value made = nullptr;
    napi_create_function(env, name, NAPI_AUTO_LENGTH, function, nullptr, &made);
    set(env, exports, name, made);
}

} // namespace values
