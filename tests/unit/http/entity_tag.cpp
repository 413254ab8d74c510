#include "http/entity_tag.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace integration_gallery;
namespace subject = integration_gallery::http;
using subject::EntityTag;
using subject::TagCondition;

namespace {

const EntityTag tag{42, "full-de", "0a1b2c3d", "4e5f6a7b"};

struct Condition {
    std::vector<HeaderField> fields;
    TagCondition condition;
    explicit Condition(std::vector<HeaderField> all)
        : fields(std::move(all)), condition(subject::Fields(fields), "If-Match") {}
};

bool exact(std::string_view value) {
    return Condition(std::vector<HeaderField>{{"If-Match", value}}).condition.names(tag.text());
}

bool revision(std::string_view value) {
    return Condition(std::vector<HeaderField>{{"If-Match", value}}).condition.names_revision(tag);
}

} // namespace

BOOST_AUTO_TEST_SUITE(http)
BOOST_AUTO_TEST_SUITE(entity_tag)

BOOST_AUTO_TEST_CASE(begins_with_revision_and_view) {
    BOOST_TEST(tag.text() == R"("42.full-de.0a1b2c3d.4e5f6a7b")");
}

BOOST_AUTO_TEST_CASE(is_found_in_a_list_and_behind_proxies) {
    for (const char* good : {R"("42.full-de.0a1b2c3d.4e5f6a7b")", R"(W/"42.full-de.0a1b2c3d.4e5f6a7b")",
                             R"("42.full-de.0a1b2c3d.4e5f6a7b-gzip")", R"(W/"42.full-de.0a1b2c3d.4e5f6a7b--gzip")",
                             R"("42.full-de.0a1b2c3d.4e5f6a7b;br")", R"("x", "a,b", "42.full-de.0a1b2c3d.4e5f6a7b")"}) {
        BOOST_TEST(exact(good), good);
        BOOST_TEST(revision(good), good);
    }
}

BOOST_AUTO_TEST_CASE(is_not_found_in_what_names_another_state) {
    for (const char* bad :
         {"", "*", R"("")", R"("42")", R"("42.")", R"("42.full-de")", R"("4.full-de.0a1b2c3d.4e5f6a7b")",
          R"("142.full-de.0a1b2c3d.4e5f6a7b")", R"("042.full-de.0a1b2c3d.4e5f6a7b")",
          R"("42.full-de.00000000.4e5f6a7b")", R"(42.full-de.0a1b2c3d.4e5f6a7b)", R"("42.full-de.0a1b2c3d.4e5f6a7b)",
          R"(w/"42.full-de.0a1b2c3d.4e5f6a7b")"}) {
        BOOST_TEST(!exact(bad), bad);
        BOOST_TEST(!revision(bad), bad);
    }
}

BOOST_AUTO_TEST_CASE(names_a_revision_in_any_view_and_of_any_catalog) {
    for (const char* other : {R"("42.plain.0a1b2c3d.4e5f6a7b")", R"("42.full-de.0a1b2c3d.00000000")"}) {
        BOOST_TEST(revision(other), other);
        BOOST_TEST(!exact(other), other);
    }
}

BOOST_AUTO_TEST_CASE(reads_several_fields_as_one_list) {
    const Condition both({{"If-Match", "\"x\""}, {"if-match", tag.text()}});
    BOOST_TEST(both.condition.present());
    BOOST_TEST(both.condition.names(tag.text()));
    const Condition none({{"If-None-Match", tag.text()}});
    BOOST_TEST(!none.condition.present());
    BOOST_TEST(!none.condition.names(tag.text()));
    BOOST_TEST(!none.condition.any());
    BOOST_TEST(Condition(std::vector<HeaderField>{{"If-Match", " * "}}).condition.any());
    BOOST_TEST(!Condition(std::vector<HeaderField>{{"If-Match", "*, \"x\""}}).condition.any());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
