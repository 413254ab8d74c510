// Our validator and Debian's valijson over all shipped manifests with made-up documents. Writes the same schemas and
// documents to FOLDER/validators.json for validators.mjs (Ajv), then obeys one command a line on standard input and
// answers each with microseconds: "own valid", "own invalid", "own errors", "own compile", "valijson valid", …,
// "import 1000". `run` lets the processes take turns.
#include "bench/valijson_rival.hpp"
#include "catalog/definitions.hpp"
#include "catalog/localized_text.hpp"
#include "catalog/manifest_entry.hpp"
#include "schema/schema.hpp"
#include "support/connectors.hpp"
#include "support/sample.hpp"

#include <integration_gallery/catalog.hpp>
#include <integration_gallery/import.hpp>

#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <vector>

namespace ig = integration_gallery;
namespace bj = boost::json;
using ig::schema::Schema;

namespace {

struct Case {
    std::string name;
    bj::value form;
    std::shared_ptr<const Schema> schema;
    std::vector<bj::value> valid;
    std::vector<bj::value> invalid;
};

/// Every document that differs from a valid one in one place: a member left out, one too many, a value of another type.
void spoil(bj::value& at, const bj::value& root, std::vector<bj::value>& out) {
    if (auto* object = at.if_object()) {
        std::vector<std::string> names;
        for (const auto& member : *object)
            names.emplace_back(member.key());
        object->emplace("undeclared", 1);
        out.push_back(root);
        object->erase("undeclared");
        for (const auto& name : names) {
            const bj::value kept = object->at(name);
            object->erase(name);
            out.push_back(root);
            (*object)[name] = bj::array{bj::object{}};
            out.push_back(root);
            (*object)[name] = kept;
            spoil((*object)[name], root, out);
        }
    } else if (auto* array = at.if_array()) {
        for (auto& one : *array)
            spoil(one, root, out);
    }
}

/// Of this process: others on the machine do not count. Nothing here waits.
double cpu_microseconds() {
    return static_cast<double>(std::clock()) * 1e6 / CLOCKS_PER_SEC;
}

template <class Work>
double cpu_time_of(Work&& work) {
    const double start = cpu_microseconds();
    work();
    return cpu_microseconds() - start;
}

class Bench {
public:
    Bench() : m_catalog(ig::Catalog::shipped()) {
        for (const ig::Manifest& manifest : m_catalog.manifests())
            for (const auto section :
                 {ig::Section::authentication, ig::Section::data_mapping, ig::Section::sync_settings})
                add(manifest, section);
        m_rival = make_valijson_rival(forms());
        leave_out_what_the_rival_cannot_judge();
        take_a_sample();
        for (auto& one : ig::import_manifests(ig::test::made_airbyte_registry(500)).manifests)
            m_manifests.push_back(bj::serialize(one.document));
    }

    void write(const std::string& folder) const {
        bj::array all;
        for (const auto& one : m_cases)
            all.push_back({{"name", one.name},
                           {"schema", one.form},
                           {"valid", bj::array(one.valid.begin(), one.valid.end())},
                           {"invalid", bj::array(one.invalid.begin(), one.invalid.end())}});
        std::ofstream(folder + "/validators.json") << bj::serialize(all);
        std::size_t valid = 0;
        std::size_t invalid = 0;
        for (const auto& one : m_cases) {
            valid += one.valid.size();
            invalid += one.invalid.size();
        }
        std::cerr << m_cases.size() << " schemas, " << valid << " valid and " << invalid << " invalid documents\n";
    }

    double measure(const std::string& command) {
        if (command == "own valid")
            return each(&Case::valid, [](const Case& one, std::size_t, const bj::value& document) {
                return one.schema->is_valid(document);
            });
        if (command == "own invalid")
            return each(&Case::invalid, [](const Case& one, std::size_t, const bj::value& document) {
                return one.schema->is_valid(document);
            });
        if (command == "own errors")
            return each(&Case::invalid, [](const Case& one, std::size_t, const bj::value& document) {
                return one.schema->validate(document).valid();
            });
        if (command == "own compile")
            return compile();
        if (command == "import 1000")
            return load_imported();
        if (m_rival && command == "valijson valid")
            return each(&Case::valid, [this](const Case&, std::size_t index, const bj::value& document) {
                return m_rival->is_valid(index, document);
            });
        if (m_rival && command == "valijson invalid")
            return each(&Case::invalid, [this](const Case&, std::size_t index, const bj::value& document) {
                return m_rival->is_valid(index, document);
            });
        if (m_rival && command == "valijson compile")
            return cpu_time_of([&] { make_valijson_rival(forms()); }) / static_cast<double>(m_cases.size());
        return -1;
    }

private:
    void add(const ig::Manifest& manifest, ig::Section section) {
        const auto& entry = ig::catalog::ManifestEntry::of(manifest);
        Case one;
        one.name = manifest.name() + " " + std::string(ig::section_name(section));
        one.form = entry.form(section, "en");
        one.schema = entry.schema(section);
        const auto branches = ig::test::most_branches(one.form);
        for (std::size_t branch = 0; branch < branches; ++branch)
            for (const bool all : {true, false}) {
                bj::value document = ig::test::sample_document(one.form, {.branch = branch, .all = all, .secret = ""});
                if (!one.schema->is_valid(document))
                    continue;
                one.valid.push_back(document);
                std::vector<bj::value> spoiled;
                spoil(document, document, spoiled);
                for (auto& bad : spoiled)
                    if (!one.schema->is_valid(bad))
                        one.invalid.push_back(std::move(bad));
            }
        if (one.valid.empty())
            std::cerr << "no valid document was found for " << one.name << "\n";
        m_cases.push_back(std::move(one));
    }

    /// A document on which the rival throws would measure exceptions: nobody is asked about it.
    void leave_out_what_the_rival_cannot_judge() {
        if (!m_rival)
            return;
        std::size_t left_out = 0;
        for (std::size_t index = 0; index < m_cases.size(); ++index)
            left_out += std::erase_if(m_cases[index].invalid, [&](const bj::value& document) {
                try {
                    m_rival->is_valid(index, document);
                    return false;
                } catch (const std::exception&) {
                    return true;
                }
            });
        std::cerr << left_out << " invalid documents are left out: valijson throws on them\n";
    }

    /// As many invalid documents as valid ones, taken evenly: all of them would measure how fast memory brings them.
    /// And as both we and JavaScript read documents: from text, one behind the other in memory.
    void take_a_sample() {
        std::size_t valid = 0;
        std::size_t invalid = 0;
        for (const auto& one : m_cases) {
            valid += one.valid.size();
            invalid += one.invalid.size();
        }
        const std::size_t every = std::max<std::size_t>(invalid / std::max<std::size_t>(valid, 1), 1);
        std::size_t index = 0;
        for (auto& one : m_cases) {
            std::erase_if(one.invalid, [&](const bj::value&) { return index++ % every != 0; });
            for (auto* documents : {&one.valid, &one.invalid}) {
                std::vector<bj::value> read;
                for (const auto& document : *documents)
                    read.push_back(bj::parse(bj::serialize(document), &m_memory));
                *documents = std::move(read);
            }
        }
    }

    std::vector<const bj::value*> forms() const {
        std::vector<const bj::value*> out;
        for (const auto& one : m_cases)
            out.push_back(&one.form);
        return out;
    }

    template <class Judge>
    double each(std::vector<bj::value> Case::*documents, Judge&& judge) const {
        std::size_t count = 0;
        std::size_t said_valid = 0;
        const double start = cpu_microseconds();
        double taken = 0;
        while (taken < 100'000) {
            for (std::size_t index = 0; index < m_cases.size(); ++index)
                for (const bj::value& document : m_cases[index].*documents) {
                    said_valid += judge(m_cases[index], index, document) ? 1u : 0u;
                    ++count;
                }
            taken = cpu_microseconds() - start;
        }
        const bool all = documents == &Case::valid;
        if (said_valid != (all ? count : 0))
            std::cerr << "a verdict differs on " << (all ? count - said_valid : said_valid) << " of " << count << "\n";
        return taken / static_cast<double>(count);
    }

    /// One manifest: its section authentication; the others are shared and compiled once.
    double compile() const {
        std::vector<bj::value> documents;
        for (const ig::Manifest& manifest : m_catalog.manifests())
            documents.push_back(
                ig::catalog::localize_schema(manifest.document().at("settings").at("authentication"), "en"));
        constexpr int rounds = 10;
        const double taken = cpu_time_of([&] {
            for (int round = 0; round < rounds; ++round)
                for (const auto& document : documents)
                    Schema::compile(document);
        });
        return taken / (rounds * static_cast<double>(documents.size()));
    }

    double load_imported() const {
        return cpu_time_of([&] {
            ig::CatalogBuilder builder;
            for (const auto& manifest : m_manifests)
                builder.add_json(manifest);
            if (builder.build().manifests().size() != m_manifests.size())
                std::cerr << "an imported manifest is missing\n";
        });
    }

    ig::Catalog m_catalog;
    bj::monotonic_resource m_memory;
    std::vector<Case> m_cases;
    std::unique_ptr<Rival> m_rival;
    std::vector<std::string> m_manifests;
};

} // namespace

int main(int argc, char** argv) {
    if (argc != 2)
        return 2;
    Bench bench;
    bench.write(argv[1]);
    std::cout << "ready" << std::endl;
    for (std::string command; std::getline(std::cin, command);)
        std::cout << bench.measure(command) << std::endl;
}
