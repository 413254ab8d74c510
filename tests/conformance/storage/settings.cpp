#include "conformance/storage/database.hpp"
#include "conformance/storage/rows.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace integration_gallery;
using namespace integration_gallery::storage;
using test::settings_row;

namespace {

std::optional<SettingsRow> find(Store& store, std::string_view project, std::string_view integration) {
    return store.read_one([&](Transaction& t) { return find_settings(t, project, integration); });
}

void require_equal(const SettingsRow& left, const SettingsRow& right) {
    BOOST_TEST(left.project == right.project);
    BOOST_TEST(left.integration == right.integration);
    BOOST_TEST(left.enabled == right.enabled);
    BOOST_TEST(left.document == right.document);
    BOOST_TEST(left.secrets == right.secrets);
    BOOST_TEST(left.manifest_version == right.manifest_version);
    BOOST_TEST(left.revision == right.revision);
    BOOST_TEST(left.updated_us == right.updated_us);
    BOOST_TEST(left.updated_by == right.updated_by);
}

} // namespace

IG_CONFORMANCE(settings, gives_back_what_was_inserted) {
    auto store = database.open();
    auto row = settings_row();
    row.updated_by = "Ада Лавлейс 👩‍💻";
    row.document = "{\"note\":\"\\u00e9 é 𝄞 ' \\\" ; -- :p {KEY} % \\\\\"}";
    BOOST_TEST(store->write([&](Transaction& t) { return insert_settings(t, row); }));
    require_equal(find(*store, "p1", "jira").value(), row);
    BOOST_TEST(!find(*store, "p1", "slack").has_value());
    BOOST_TEST(!find(*store, "p2", "jira").has_value());
}

IG_CONFORMANCE(settings, inserts_once) {
    auto store = database.open();
    auto row = settings_row();
    BOOST_TEST(store->write([&](Transaction& t) { return insert_settings(t, row); }));
    row.document = "{}";
    BOOST_TEST(!store->write([&](Transaction& t) { return insert_settings(t, row); }));
    BOOST_TEST(find(*store, "p1", "jira")->document == settings_row().document);
}

IG_CONFORMANCE(settings, refuses_a_stale_revision) {
    auto store = database.open();
    auto row = settings_row();
    store->write([&](Transaction& t) { return insert_settings(t, row); });
    row.revision = 2;
    row.document = R"({"a":1})";
    BOOST_TEST(store->write([&](Transaction& t) { return update_settings(t, row, 1); }));
    row.revision = 3;
    row.document = R"({"a":2})";
    BOOST_TEST(!store->write([&](Transaction& t) { return update_settings(t, row, 1); }));
    BOOST_TEST(find(*store, "p1", "jira")->document == R"({"a":1})");
    row.integration = "slack";
    BOOST_TEST(!store->write([&](Transaction& t) { return update_settings(t, row, 2); }));
}

IG_CONFORMANCE(settings, counts_an_update_to_the_same_values) {
    auto store = database.open();
    auto row = settings_row();
    store->write([&](Transaction& t) { return insert_settings(t, row); });
    row.revision = 2;
    BOOST_TEST(store->write([&](Transaction& t) { return update_settings(t, row, 1); }));
    require_equal(find(*store, "p1", "jira").value(), row);
}

IG_CONFORMANCE(settings, switches_and_changes_nothing_else) {
    auto store = database.open();
    auto row = settings_row();
    store->write([&](Transaction& t) { return insert_settings(t, row); });
    const auto toggle = [&](bool enabled, std::int64_t expected) {
        return store->write(
            [&](Transaction& t) { return update_enabled(t, "p1", "jira", enabled, expected, 2000, "bob"); });
    };
    BOOST_TEST(!toggle(false, 7));
    BOOST_TEST(toggle(false, 1));
    row.enabled = false;
    row.revision = 2;
    row.updated_us = 2000;
    row.updated_by = "bob";
    require_equal(find(*store, "p1", "jira").value(), row);
}

IG_CONFORMANCE(settings, lists_a_project_in_the_order_of_bytes) {
    auto store = database.open();
    store->write([&](Transaction& t) {
        for (const char* name : {"b", "a_", "a-", "a0", "z", "a"})
            insert_settings(t, settings_row("p1", name));
        insert_settings(t, settings_row("p2", "only"));
    });
    std::string names;
    for (const auto& row : store->read_one([&](Transaction& t) { return list_status(t, "p1"); })) {
        names += row.integration + " ";
        BOOST_TEST(row.enabled);
        BOOST_TEST(row.revision == 1);
        BOOST_TEST(row.updated_us == 1000);
        BOOST_TEST(row.manifest_version == "1.0.0");
    }
    BOOST_TEST(names == "a a- a0 a_ b z ");
    BOOST_TEST(store->read_one([&](Transaction& t) { return list_status(t, "p3"); }).empty());
}

IG_CONFORMANCE(settings, keeps_projects_apart_that_look_alike) {
    auto store = database.open();
    const std::vector<std::string> names{"acme", "ACME", "Acme", "ácme", "a\u0301cme", "acme.", "аcme"};
    for (const auto& name : names) {
        auto row = settings_row(name);
        row.document = "\"" + name + "\"";
        BOOST_TEST(store->write([&](Transaction& t) { return insert_settings(t, row); }), name);
    }
    for (const auto& name : names)
        BOOST_TEST(find(*store, name, "jira")->document == "\"" + name + "\"");
}

IG_CONFORMANCE(settings, refuses_names_that_the_engines_treat_differently) {
    auto store = database.open();
    store->write([&](Transaction& t) { insert_settings(t, settings_row("acme")); });
    const std::string nul("ac\0me", 5);
    for (const std::string& name : {std::string(), std::string("acme "), std::string(" acme"), nul,
                                    std::string("ac\xC3me"), std::string("ac\nme"), std::string(192, 'a')}) {
        BOOST_CHECK_EXCEPTION(find(*store, name, "jira"), Error, [](const Error& error) {
            return error.status() == Status::invalid_argument && error.code() == "invalid-name";
        });
        BOOST_CHECK_THROW(store->write([&](Transaction& t) { insert_settings(t, settings_row(name)); }), Error);
    }
    for (const char* name : {"", "Jira", "jira ", "jir\xC3\xA1", "-jira"})
        BOOST_CHECK_THROW(find(*store, "acme", name), Error);
    BOOST_TEST(!find(*store, std::string(191, 'a'), std::string(63, 'a')).has_value());
}

IG_CONFORMANCE(settings, refuses_texts_that_the_engines_treat_differently) {
    auto store = database.open();
    for (const std::string& text : {std::string("a\0b", 3), std::string("\xED\xA0\x80"), std::string("\xFF")}) {
        auto row = settings_row();
        row.document = text;
        BOOST_CHECK_EXCEPTION(store->write([&](Transaction& t) { insert_settings(t, row); }), Error,
                              [](const Error& error) { return error.code() == "invalid-text"; });
    }
    auto row = settings_row();
    row.document.assign(4 * 1024 * 1024 + 1, 'a');
    BOOST_CHECK_EXCEPTION(store->write([&](Transaction& t) { insert_settings(t, row); }), Error,
                          [](const Error& error) { return error.status() == Status::limit; });
    BOOST_TEST(!find(*store, "p1", "jira").has_value());
}

IG_CONFORMANCE(settings, keeps_long_documents_and_large_numbers) {
    auto store = database.open();
    std::int64_t number = 0;
    for (const std::size_t size : {0u, 65'535u, 65'536u, 1'048'576u, 4u * 1'048'576u}) {
        auto row = settings_row("p1", "i" + std::to_string(size));
        row.document.assign(size, 'x');
        row.updated_us = number == 0   ? std::numeric_limits<std::int64_t>::min()
                         : number == 1 ? std::numeric_limits<std::int64_t>::max()
                                       : 5'000'000'000 + number;
        ++number;
        store->write([&](Transaction& t) { return insert_settings(t, row); });
        require_equal(find(*store, "p1", row.integration).value(), row);
    }
    auto row = settings_row("p1", "i0");
    row.revision = std::numeric_limits<std::int64_t>::max();
    BOOST_TEST(store->write([&](Transaction& t) { return update_settings(t, row, 1); }));
    BOOST_TEST(find(*store, "p1", "i0")->revision == row.revision);
}

IG_CONFORMANCE(settings, counts_the_revision_of_a_project) {
    auto store = database.open();
    const auto revision = [&](std::string_view project) {
        return store->read_one([&](Transaction& t) { return project_revision(t, project); });
    };
    BOOST_TEST(revision("p1") == 0);
    for (std::int64_t expected = 1; expected <= 3; ++expected)
        BOOST_TEST(store->write([&](Transaction& t) { return bump_project(t, "p1", 1); }) == expected);
    BOOST_TEST(revision("p1") == 3);
    BOOST_TEST(revision("p2") == 0);
}

IG_CONFORMANCE(settings, pages_through_the_projects) {
    auto store = database.open();
    for (const char* name : {"c", "a", "B", "ä", "b"})
        store->write([&](Transaction& t) { bump_project(t, name, 1); });
    std::string names;
    for (std::string after;;) {
        const auto page = store->read_one([&](Transaction& t) { return list_projects(t, after, 2); });
        for (const auto& name : page)
            names += name + " ";
        if (page.size() < 2)
            break;
        after = page.back();
    }
    BOOST_TEST(names == "B a b c ä ");
}
