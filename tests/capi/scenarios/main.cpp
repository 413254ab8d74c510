// Runs the scenarios of the bindings through the C interface. Arguments: the folder of the scenarios; then --memory
// STRIDE, --share NUMBER OF (one process of several that fail the allocations among them), or a part of the names to
// run.
#include "memory.hpp"
#include "world.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

namespace {

using namespace scenarios;
namespace fs = std::filesystem;

json::value read_json(const fs::path& file) {
    std::ifstream in(file);
    return json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
}

struct Suite {
    fs::path folder;
    json::object manifests;
    int passed = 0;
    int failed = 0;
    std::size_t stride = 0; ///< 0: no allocation fails
    std::size_t share = 0;
    std::size_t shares = 1;
    std::size_t injected = 0;

    /// Opening costs thousands of times what another call does. The first way of opening is tried as all calls are,
    /// another one fifty times less often, and one that was tried before not again.
    std::size_t stride_of(const json::object& step) {
        if (step.at("do") != "gallery.open")
            return stride;
        std::string way;
        for (const auto& [member, value] : step)
            way += std::string(member) + (value.is_object() ? json::serialize(value) : "") + " ";
        if (!opened.insert(way).second || step.contains("shipped"))
            return 0;
        return opened.size() == 1 ? stride : 50 * stride;
    }

    std::set<std::string> opened;

    void count(bool good, const std::string& name) {
        ++(good ? passed : failed);
        if (!good)
            std::printf("FAILED capi/scenarios/%s\n", name.c_str());
    }
};

bool complain(const std::string& problem) {
    std::printf("    %s\n", problem.c_str());
    return false;
}

bool fits(const json::object& step, const Outcome& outcome, const Results& results) {
    if (const auto* fails = step.if_contains("fails")) {
        const auto& wanted = fails->as_object();
        if (outcome.kind.empty())
            return complain("it succeeded: " + json::serialize(outcome.value));
        if (json::serialize(outcome.problem).find("canary") != std::string::npos)
            return complain("a secret stands in the error");
        if (const auto* said = wanted.if_contains("kind")) {
            const std::string kind(said->as_string());
            const bool refused_by_library =
                kind == "argument" && (outcome.status == IG_E_INVALID_ARGUMENT || outcome.status == IG_E_NOT_FOUND);
            const bool thrown = kind == "thrown" && outcome.code == "host-callback";
            return kind == outcome.kind || refused_by_library || thrown ||
                   complain("it failed as " + outcome.kind + " " + outcome.code);
        }
        json::object rest = wanted;
        for (const auto& [member, actual] :
             {std::pair<const char*, std::string>{"status", ig_status_name(outcome.status)}, {"code", outcome.code}}) {
            if (const auto* expected = wanted.if_contains(member);
                expected != nullptr && expected->as_string() != actual)
                return complain(std::string("its ") + member + " is " + actual + ": " +
                                json::serialize(outcome.problem));
            rest.erase(member);
        }
        bool good = true;
        for (const auto& problem : compare(outcome.problem, rest, results))
            good = complain(problem);
        return good;
    }
    if (outcome.kind == "closed" && step.contains("may_fail"))
        return true;
    if (!outcome.kind.empty())
        return complain("it failed as " + outcome.kind + ": " + json::serialize(outcome.problem));
    bool good = true;
    if (const auto* expect = step.if_contains("expect"))
        for (const auto& problem : compare(outcome.value, expect->as_object(), results))
            good = complain(problem);
    return good;
}

/// Tries a step with each allocation failing in turn, until it gets by. Gives false where a failure is no clean one:
/// lack of memory, or an opening denied because its record could not be made.
bool survives(Suite& suite, World& world, const json::object& step) {
    bool good = true;
    const std::size_t stride = suite.stride_of(step) * suite.shares;
    const std::size_t first = 1 + (suite.share + suite.shares * suite.injected) % std::max<std::size_t>(stride, 1);
    for (std::size_t nth = first; good && stride != 0; nth += stride) {
        Memory::fail_at(nth);
        const Outcome outcome = world.perform(step);
        const bool failed = Memory::has_failed();
        Memory::fail_at(0);
        if (!failed)
            return true;
        ++suite.injected;
        if (outcome.kind == "error" && outcome.status != IG_E_NO_MEMORY && outcome.code != "audit-failed" &&
            !step.contains("fails"))
            good = complain("allocation " + std::to_string(nth) + " gave " + json::serialize(outcome.problem));
    }
    return good;
}

bool changes(const std::string& action) {
    return action == "settings.put" || action == "settings.set_enabled" || action == "settings.remove" ||
           action == "http.handle";
}

bool run(Suite& suite, World& world, const json::array& steps);

bool run_together(Suite& suite, World& world, const json::object& step) {
    std::vector<std::thread> threads;
    std::vector<int> good(static_cast<std::size_t>(step.at("times").as_int64()), 0);
    for (std::size_t branch = 0; branch < good.size(); ++branch)
        threads.emplace_back([&, branch] {
            World own(world, static_cast<int>(branch));
            good[branch] = run(suite, own, step.at("steps").as_array());
        });
    for (auto& thread : threads)
        thread.join();
    return std::all_of(good.begin(), good.end(), [](int one) { return one != 0; });
}

bool run(Suite& suite, World& world, const json::array& steps) {
    for (const auto& value : steps) {
        const std::string action(value.at("do").as_string());
        const json::value own = action == "together" ? value : world.substituted(value);
        const auto& step = own.get_object();
        if (action == "together") {
            if (suite.stride == 0 && !run_together(suite, world, step))
                return false;
            continue;
        }
        if (suite.stride != 0 && !survives(suite, world, step))
            return complain("in " + json::serialize(step));
        const Outcome outcome = world.perform(step);
        // What could not be reported for lack of memory may have been done: the next steps would see another revision.
        if (suite.stride != 0 && changes(action))
            continue;
        if (suite.stride != 0 ? outcome.kind.empty() == step.contains("fails") && !step.contains("may_fail")
                              : !fits(step, outcome, world.results()))
            return complain("in " + json::serialize(step));
        world.keep(step, outcome.value);
    }
    return true;
}

void run_scenario(Suite& suite, const std::string& name, const json::object& scenario) {
    std::string folder = (fs::temp_directory_path() / "ig-scenario-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr)
        throw std::runtime_error("there is no temporary folder");
    bool good = false;
    try {
        World world(folder, (suite.folder / "data").string(), suite.manifests);
        good = run(suite, world, scenario.at("steps").as_array());
    } catch (const std::exception& problem) {
        complain(problem.what());
    }
    if (Host::unreleased != 0)
        good = complain("contexts of callbacks were not released: " + std::to_string(Host::unreleased.exchange(0)));
    fs::remove_all(folder);
    suite.count(good, name);
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    Suite suite;
    suite.folder = arguments.at(0);
    suite.manifests = read_json(suite.folder / "manifests.json").as_object();
    std::string part;
    for (std::size_t at = 1; at < arguments.size(); ++at) {
        if (arguments[at] == "--memory")
            suite.stride = std::stoul(arguments.at(++at));
        else if (arguments[at] == "--share") {
            suite.share = std::stoul(arguments.at(++at));
            suite.shares = std::stoul(arguments.at(++at));
        } else
            part = arguments[at];
    }
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(suite.folder))
        if (entry.path().extension() == ".json")
            files.insert(entry.path());
    for (const auto& file : files) {
        const auto document = read_json(file);
        const auto* list = document.as_object().if_contains("scenarios");
        if (list == nullptr || (suite.stride != 0 && document.as_object().contains("once")))
            continue;
        for (const auto& scenario : list->as_array()) {
            const std::string name = file.stem().string() + "/" + std::string(scenario.at("name").as_string());
            if (name.find(part) != std::string::npos && !scenario.as_object().contains("dynamic"))
                run_scenario(suite, name, scenario.as_object());
        }
    }
    if (suite.stride != 0)
        std::printf("capi: %zu allocations failed in turn, every %zu. of the scenarios\n", suite.injected,
                    suite.stride);
    std::printf("%d passed, %d failed\n", suite.passed, suite.failed);
    return suite.failed == 0 && suite.passed != 0 ? 0 : 1;
}
