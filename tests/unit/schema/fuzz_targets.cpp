#include "json/pointer.hpp"
#include "schema/schema.hpp"
#include "unit/schema/fuzz.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cstdlib>
#include <optional>
#include <string_view>

using namespace integration_gallery;
using namespace integration_gallery::schema;

namespace {

std::optional<boost::json::value> read(std::string_view text) {
    boost::json::error_code error;
    auto out = boost::json::parse(boost::json::string_view(text.data(), text.size()), error);
    return error ? std::nullopt : std::optional(std::move(out));
}

void require(bool holds) {
    if (!holds)
        std::abort();
}

CompileOptions options(Level level) {
    CompileOptions out;
    out.level = level;
    out.limits.steps = 20'000;
    out.limits.places = 500;
    return out;
}

std::shared_ptr<const Schema> compile(const boost::json::value& document, Level level) {
    std::vector<Finding> findings;
    try {
        return Schema::compile(document, options(level), &findings);
    } catch (const Error& error) {
        require(error.code() == "schema-invalid" && !error.issues().empty() && !findings.empty());
        for (const Issue& issue : error.issues())
            require(!issue.code.empty() && (issue.detail.ends_with(".") || issue.detail.ends_with("?")));
        return nullptr;
    }
}

} // namespace

int fuzz_schema_compile(const std::uint8_t* data, std::size_t size) {
    const auto document = read({reinterpret_cast<const char*>(data), size});
    if (!document)
        return 0;
    const auto strict = compile(*document, Level::strict);
    const auto compatible = compile(*document, Level::compatible);
    require(strict == nullptr || compatible != nullptr);
    return 0;
}

int fuzz_schema_validate(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto line = text.find('\n');
    if (line == text.npos)
        return 0;
    const auto document = read(text.substr(0, line));
    const auto instance = read(text.substr(line + 1));
    if (!document || !instance)
        return 0;
    const auto schema = compile(*document, Level::compatible);
    if (schema == nullptr)
        return 0;
    const Report report = schema->validate(*instance);
    require(report.valid() == schema->is_valid(*instance));
    require(report.issues.empty() == report.valid());
    require(!report.valid() || schema->validate(*instance, Completeness::draft).valid());
    for (const Issue& issue : report.issues)
        require(issue.detail.ends_with(".") && json::split_pointer(issue.pointer).has_value());
    try {
        for (const SecretPlace& place : schema->annotate(*instance).secrets)
            require(place.present == (json::find(*instance, place.pointer) != nullptr));
        schema->with_defaults(*instance);
    } catch (const Error& error) {
        require(error.status() == Status::limit);
    }
    return 0;
}
