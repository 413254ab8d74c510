#pragma once

#include <integration_gallery/error.hpp>

#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// JSON Schema (draft 7 and 2020-12), compiled once to a flat program that any thread may run.
namespace integration_gallery::schema {

struct Program;

/// Which JSON Schema a document is written in when it has no "$schema" of its own.
enum class Dialect { draft7, draft2020_12 };

/// What an unknown keyword and a contradiction are: an error, or a warning.
enum class Level { strict, compatible };

/// Is "format" checked, or only kept?
enum class Formats { assertion, annotation };

/// `draft`: what is merely missing is not held against the instance. That is `required`, `dependentRequired`,
/// `minItems`, `minProperties`, `contains`, and a `oneOf` or `anyOf` whose discriminator is absent. Under `not` and
/// `if` they keep their meaning.
enum class Completeness { complete, draft };

/// A document that "$ref" may name besides the schema itself, such as "ig:data-mapping". Copied when compiling.
struct Resource {
    std::string_view id;
    const boost::json::value* document;
};

/// Bounds that hold for any schema and any instance.
struct Limits {
    std::size_t schema_depth = 64;   ///< nested subschemas
    std::size_t subschemas = 10'000; ///< in the document and its resources together
    std::size_t steps = 2'000'000;   ///< subschemas and elements visited by one validation
    std::size_t depth = 128;         ///< nested evaluations; they take less than 100 KiB of stack, also with sanitizers
    std::size_t issues = 50;         ///< issues told by one validation; all are counted
    std::size_t places = 10'000;     ///< secrets and destinations told by one annotation
    /// Bytes, about, that the patterns of a schema may take, the issues of one validation and the defaults filled into
    /// one document.
    std::size_t memory = 64 * 1024 * 1024;
};

struct CompileOptions {
    Level level = Level::strict;
    Formats formats = Formats::assertion;
    Dialect dialect = Dialect::draft2020_12;
    std::span<const Resource> resources;
    Limits limits;
};

/// What compiling has to say about a place in the schema.
struct Finding {
    bool is_error;
    std::string pointer; ///< In the schema; in a resource, its id and '#' stand in front.
    std::string rule;    ///< Stable, such as "unknown-keyword".
    std::string message; ///< One sentence for the author of the schema.
};

/// What is wrong with an instance. No text in it holds a value of the instance.
struct Report {
    std::vector<Issue> issues; ///< The first Limits::issues of them, fewer if they would be beyond Limits::memory.
    std::size_t count = 0;     ///< How many there are.
    bool valid() const { return count == 0; }
};

/// A place where the schema declares a secret (`writeOnly: true`), whether or not the instance has it.
struct SecretPlace {
    std::string pointer;  ///< In the instance, such as "/apiKey".
    std::string identity; ///< Stable when array elements move: an index becomes "key=value" of the member that x-ig-key
                          ///< names, escaped as usual. Equal to `pointer` outside arrays.
    std::string branch;   ///< The branches of oneOf and anyOf that lead there, such as "/oneOf/1": changes when another
                        ///< method is chosen, even if that declares a secret at the same pointer. "" outside branches.
    bool present; ///< The instance has a value there, of whatever type.
    bool chosen;  ///< Reached without entering a branch of a oneOf or anyOf that nothing decides.
};

/// A place that says where secrets are sent (`x-ig-destination: true`).
struct DestinationPlace {
    std::string pointer;
    std::string identity;
    boost::json::value value; ///< The effective value: the default where the instance has none, else null.
};

struct Annotations {
    std::vector<SecretPlace> secrets;
    std::vector<DestinationPlace> destinations;
    std::vector<std::string> hidden; ///< Pointers of present members that x-ig-visible-when hides.
};

/// Stands in an instance for "a secret is stored here". It holds U+0000, so no input can equal it. Assertions about
/// strings accept it, except under `not` and `if` that do not stand at the secret itself.
inline constexpr std::string_view kept_secret{"\0stored secret", 14};

/// An immutable compiled schema. All functions may be called from any thread.
class Schema {
public:
    /// Compiles a schema. Copies what it needs of `document` and of the resources. All findings, warnings too, go to
    /// `findings` if it is given, also when compiling fails.
    ///
    /// Throws Error with Status::validation and the code "schema-invalid", with an issue for each error; its count is
    /// complete. No document is ever fetched.
    static std::shared_ptr<const Schema> compile(const boost::json::value& document, const CompileOptions& options = {},
                                                 std::vector<Finding>* findings = nullptr);

    ~Schema();
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;

    /// Is the instance valid? False, too, when a limit is reached. Allocates nothing, except one table for
    /// `uniqueItems` over more than 64 elements.
    bool is_valid(const boost::json::value& instance) const;

    /// Everything that is wrong with the instance. An issue of `required` points at the missing member. Of a oneOf with
    /// a discriminator, only the chosen branch is told. Beyond a limit the code is "too-complex" or "too-deep".
    Report validate(const boost::json::value& instance, Completeness completeness = Completeness::complete) const;

    /// Secrets, destinations and hidden members, also of an instance that is not valid: a discriminator that names a
    /// branch is followed, otherwise all branches count. Throws Error with Status::limit beyond Limits::places and
    /// Limits::depth.
    Annotations annotate(const boost::json::value& instance) const;

    /// Does the schema declare any secret, destination or conditional member? If not, annotate finds nothing, at no
    /// cost.
    bool annotates() const noexcept;

    /// The instance with absent members filled in where the schema has a default: through `$ref`, `allOf` and the
    /// branch that the discriminator (or its default) chooses. Never fills in a secret or a hidden member, and makes no
    /// object that has no default of its own. Throws Error with Status::limit beyond Limits::places, memory and depth.
    boost::json::value with_defaults(const boost::json::value& instance, boost::json::storage_ptr memory = {}) const;

    /// The schema for a form: one document without `$id` and anchors, in which every `$ref` is a JSON Pointer into it;
    /// resources stand in its `$defs`.
    const boost::json::value& form() const;

private:
    explicit Schema(std::unique_ptr<const Program> program);
    std::unique_ptr<const Program> m_program;
};

} // namespace integration_gallery::schema
