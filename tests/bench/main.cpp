// Measures the library beside the same work on the raw libraries, and prints one JSON object a line: the fields of
// `./dev bench --json`. Arguments: the folder to work in, then the names to measure (all if there are none).
#include "bench/raw_store.hpp"
#include "bench/report.hpp"
#include "bench/scale.hpp"
#include "bench/subject.hpp"

#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <stdexcept>

namespace {

constexpr const char* document =
    R"({"authentication":{"method":"apikey"},"dataMapping":{},"syncSettings":{"schedule":{"type":"manual"}}})";

/// 100 integrations in the library and in the raw store, all with settings and a secret.
class Bench {
public:
    explicit Bench(const std::filesystem::path& folder) : m_subject(folder, 100), m_raw((folder / "raw.db").string()) {
        for (int number = 0; number < 100; ++number) {
            const std::string name = Subject::name_of(number);
            m_subject.configure(name);
            m_raw.insert(name, document, std::string(200, 'A'));
            m_descriptions[name] = "Import and sync data from a service.";
        }
    }

    void run(const std::set<std::string>& wanted) {
        const auto measure = [&](const char* name, auto work) {
            if (wanted.empty() || wanted.contains(name))
                work(name);
        };
        measure("list", [&](const char* name) {
            // The aim is the time of the whole answer, the look at the database for a newer revision among it.
            const Measured taken = take_turns(
                101, 200, [&] { m_subject.get("/api/v1/integrations"); }, [&] { m_raw.list(m_descriptions); });
            report(name, taken, "<= 5 us", taken.value <= 5);
        });
        measure("read", [&](const char* name) {
            report(name, take_turns(
                             101, 200, [&] { m_subject.get("/api/v1/integrations/bench-1042"); },
                             [&] { m_raw.read("bench-1042"); }));
        });
        measure("update", [&](const char* name) {
            // Another value each time: an update that changes nothing would write nothing.
            int minutes = 0;
            int raw_minutes = 0;
            const Measured taken = take_turns(
                201, 5,
                [&] {
                    minutes = minutes % 500 + 1;
                    m_subject.put("/api/v1/integrations/bench-1042", minutes);
                },
                [&] {
                    raw_minutes = raw_minutes % 500 + 1;
                    m_raw.update("bench-1042", raw_minutes);
                });
            report_ratio(name, taken, 1.3);
        });
        measure("credentials", [&](const char* name) {
            report(name, take_turns(
                             101, 200, [&] { m_subject.session().credentials("bench-1042", "benchmark"); },
                             [&] { m_raw.credentials("bench-1042"); }));
        });
    }

private:
    Subject m_subject;
    RawStore m_raw;
    std::map<std::string, std::string> m_descriptions;
};

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "usage: ig_bench FOLDER [NAME…]\n";
        return 1;
    }
    try {
        const std::set<std::string> wanted(argv + 2, argv + argc);
        Bench(argv[1]).run(wanted);
        measure_scale(argv[1], wanted);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
