#include "bench/valijson_rival.hpp"

#ifdef IG_HAVE_VALIJSON
#include <deque>

#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace {

class Valijson final : public Rival {
public:
    explicit Valijson(const std::vector<const boost::json::value*>& schemas) {
        for (const auto* schema : schemas) {
            valijson::SchemaParser parser; // of draft 7, the newest that it knows
            parser.populateSchema(valijson::adapters::BoostJsonAdapter(*schema), m_schemas.emplace_back());
        }
    }
    bool is_valid(std::size_t schema, const boost::json::value& document) override {
        return m_validator.validate(m_schemas[schema], valijson::adapters::BoostJsonAdapter(document), nullptr);
    }

private:
    std::deque<valijson::Schema> m_schemas;
    valijson::Validator m_validator;
};

} // namespace

std::unique_ptr<Rival> make_valijson_rival(const std::vector<const boost::json::value*>& schemas) {
    return std::make_unique<Valijson>(schemas);
}
#else
std::unique_ptr<Rival> make_valijson_rival(const std::vector<const boost::json::value*>&) {
    return nullptr;
}
#endif
