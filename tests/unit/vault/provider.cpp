#include "unit/vault/opened_store.hpp"
#include "vault/wrapped_key.hpp"

#include <integration_gallery/error.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <stdexcept>
#include <thread>
#include <tuple>

using namespace integration_gallery;
namespace igv = integration_gallery::vault;
using test::code_of;

namespace {

/// A key service in memory that ignores its context, as some do, and can be told to misbehave.
class FakeService final : public KeyProvider {
public:
    enum class Fault { none, throws, unavailable, slow, leaks, short_wrap, short_unwrap, long_unwrap, wrong_unwrap };
    Fault fault = Fault::none;
    KeyNames names{"kms/1", {"kms/1"}};
    std::function<void()> on_unwrap;
    int unwraps = 0;

    std::string name() const override { return "fake"; }
    KeyNames keys() override {
        if (fault == Fault::unavailable)
            unavailable();
        return names;
    }
    std::vector<std::byte> wrap(std::string_view, std::span<const std::byte> plaintext, std::span<const std::byte>,
                                std::chrono::milliseconds) override {
        misbehave();
        if (fault == Fault::short_wrap)
            return {};
        std::vector<std::byte> out(plaintext.begin(), plaintext.end());
        if (fault != Fault::leaks)
            for (auto& byte : out)
                byte ^= std::byte{0x5A};
        return out;
    }
    Secret unwrap(std::string_view, std::span<const std::byte> wrapped, std::span<const std::byte>,
                  std::chrono::milliseconds) override {
        ++unwraps;
        if (on_unwrap)
            on_unwrap();
        misbehave();
        Secret out(wrapped);
        for (auto& byte : out.writable())
            byte ^= fault == Fault::wrong_unwrap ? std::byte{0x5B} : std::byte{0x5A};
        if (fault == Fault::short_unwrap)
            out.truncate(63);
        if (fault == Fault::long_unwrap)
            return Secret(65);
        return out;
    }

private:
    [[noreturn]] static void unavailable() { throw Error(Status::key, "key-unavailable", "The service is down."); }
    void misbehave() const {
        if (fault == Fault::throws)
            throw std::runtime_error("a text that may hold anything: xoxb-1");
        if (fault == Fault::unavailable)
            unavailable();
        if (fault == Fault::slow)
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
    }
};

class Variable {
public:
    explicit Variable(const std::string& value) { ::setenv(name, value.c_str(), 1); }
    ~Variable() { ::unsetenv(name); }
    static constexpr const char* name = "IG_TEST_KEY";
};

PassphraseOptions cheap() {
    return {64, 1, 1};
}

std::shared_ptr<KeyProvider> passphrase(std::string_view text) {
    return key_from_passphrase(Secret(text), cheap());
}

} // namespace

BOOST_AUTO_TEST_SUITE(vault)
BOOST_AUTO_TEST_SUITE(provider)

BOOST_AUTO_TEST_CASE(of_the_host_guards_the_keys) {
    test::OpenedStore at;
    FakeService service;
    {
        auto opened = at.open_with(service);
        test::store_secret(opened, "p", "slack", "xoxb-1");
    }
    auto opened = at.open_with(service);
    BOOST_TEST(test::load_secret(opened, "p", "slack") == "xoxb-1");
}

BOOST_AUTO_TEST_CASE(that_breaks_its_contract_gives_a_code_and_nothing_is_written) {
    using Fault = FakeService::Fault;
    const std::tuple<Fault, std::string, std::string> faults[] = {
        {Fault::throws, "key-provider-failed", "with an unexpected exception"},
        {Fault::unavailable, "key-unavailable", "The service is down."},
        {Fault::slow, "key-provider-slow", "its limit is 20 ms"},
        {Fault::leaks, "key-provider-answer", "gave back the key unwrapped"},
        {Fault::short_wrap, "key-provider-answer", "a wrapped key of an impossible size"},
        {Fault::short_unwrap, "key-provider-answer", "an unwrapped key of the wrong size"},
        {Fault::long_unwrap, "key-provider-answer", "an unwrapped key of the wrong size"},
        {Fault::wrong_unwrap, "key-mismatch", "Give the key that belongs to this store"},
    };
    for (const auto& [fault, code, sentence] : faults) {
        igv::OpenOptions options;
        if (fault == Fault::slow)
            options.provider_limit = std::chrono::milliseconds(20);
        test::OpenedStore at;
        FakeService service;
        // A new store gets no name and no key.
        if (fault == Fault::throws || fault == Fault::unavailable || fault == Fault::leaks ||
            fault == Fault::short_wrap || fault == Fault::slow) {
            service.fault = fault;
            BOOST_TEST(code_of([&] { at.open_with(service, options); }) == code);
            const auto detail = test::detail_of([&] { at.open_with(service, options); });
            BOOST_TEST(detail.find(sentence) != std::string::npos, detail);
            if (!at.bytes().empty())
                BOOST_TEST(at.database->sql("select count(*) from ig_store") == "0");
            service.fault = Fault::none;
        }
        {
            auto opened = at.open_with(service);
            test::store_secret(opened, "p", "slack", "xoxb-1");
        }
        const auto before = at.bytes();
        if (fault != Fault::leaks && fault != Fault::short_wrap) {
            service.fault = fault;
            const auto detail = test::detail_of([&] { at.open_with(service, options); });
            BOOST_TEST(code_of([&] { at.open_with(service, options); }) == code);
            BOOST_TEST(detail.find(sentence) != std::string::npos, detail);
            BOOST_TEST(detail.find("xoxb-1") == std::string::npos);
            BOOST_TEST((at.bytes() == before));
        }
        service.fault = Fault::none;
        auto opened = at.open_with(service);
        BOOST_TEST(test::load_secret(opened, "p", "slack") == "xoxb-1");
    }
}

BOOST_AUTO_TEST_CASE(with_impossible_names_is_refused) {
    const KeyNames impossible[] = {{"", {}},
                                   {"a", {"b"}},
                                   {"", {""}},
                                   {"a\n", {"a\n"}},
                                   {"k\xC3\xA4", {"k\xC3\xA4"}},
                                   {std::string(192, 'a'), {std::string(192, 'a')}}};
    for (const auto& names : impossible) {
        test::OpenedStore at;
        FakeService service;
        service.names = names;
        BOOST_TEST(code_of([&] { at.open_with(service); }) == "key-provider-answer");
        BOOST_TEST(at.bytes().empty());
    }
}

BOOST_AUTO_TEST_CASE(that_ignores_its_context_cannot_be_made_to_exchange_keys) {
    test::OpenedStore at;
    FakeService service;
    {
        auto opened = at.open_with(service);
        test::store_secret(opened, "p1", "slack", "xoxb-1");
        test::store_secret(opened, "p2", "slack", "xoxb-2");
    }
    at.database->sql("update ig_dek set wrapped=(select wrapped from ig_dek where project_id='p2') "
                     "where project_id='p1'");
    auto opened = at.open_with(service);
    BOOST_TEST(code_of([&] { test::load_secret(opened, "p1", "slack"); }) == "data-key-damaged");
    BOOST_TEST(test::load_secret(opened, "p2", "slack") == "xoxb-2");
}

BOOST_AUTO_TEST_CASE(that_calls_back_into_the_library_gets_an_error) {
    test::OpenedStore at;
    FakeService service;
    {
        auto opened = at.open_with(service);
        test::store_secret(opened, "p", "slack", "xoxb-1");
    }
    auto opened = at.open_with(service);
    std::string inner;
    service.on_unwrap = [&] {
        if (inner.empty())
            inner = code_of([&] { test::load_secret(opened, "p", "slack"); });
    };
    BOOST_TEST(test::load_secret(opened, "p", "slack") == "xoxb-1");
    BOOST_TEST(inner == "key-provider-reentered");
}

BOOST_AUTO_TEST_CASE(keys_move_from_a_file_to_the_environment) {
    test::OpenedStore at;
    {
        auto opened = at.open();
        test::store_secret(opened, "p", "slack", "xoxb-1");
    }
    std::string text;
    std::getline(std::ifstream(at.key_path()), text);
    const Variable variable(text);
    auto provider = key_from_environment(Variable::name);
    auto opened = at.open_with(*provider);
    BOOST_TEST(test::load_secret(opened, "p", "slack") == "xoxb-1");
}

BOOST_AUTO_TEST_CASE(from_the_environment_says_what_is_wrong) {
    test::OpenedStore at;
    const auto provider = key_from_environment(Variable::name);
    BOOST_TEST(code_of([&] { at.open_with(*provider); }) == "key-missing");
    for (const std::string value : {"", "hello", "igk1_"}) {
        const Variable variable(value);
        BOOST_TEST(code_of([&] { at.open_with(*provider); }) == (value.empty() ? "key-missing" : "key-text"));
    }
    const auto one = std::string(make_key_text().view());
    const auto two = std::string(make_key_text().view());
    const Variable variable(one + " " + two);
    BOOST_TEST(provider->keys().known.size() == 2u);
}

BOOST_AUTO_TEST_CASE(of_a_passphrase_opens_what_it_made) {
    test::OpenedStore at;
    {
        const auto provider = passphrase("correct horse");
        auto opened = at.open_with(*provider);
        test::store_secret(opened, "p", "slack", "xoxb-1");
    }
    {
        const auto provider = passphrase("correct horse");
        auto opened = at.open_with(*provider);
        BOOST_TEST(test::load_secret(opened, "p", "slack") == "xoxb-1");
    }
    const auto wrong = passphrase("correct house");
    const auto before = at.bytes();
    BOOST_TEST(code_of([&] { at.open_with(*wrong); }) == "key-mismatch");
    BOOST_TEST((at.bytes() == before));
    BOOST_TEST(code_of([&] { passphrase("short"); }) == "passphrase-too-short");
}

BOOST_AUTO_TEST_CASE(of_a_passphrase_does_not_trust_stored_parameters) {
    test::OpenedStore at;
    const auto provider = passphrase("correct horse");
    at.open_with(*provider);
    const auto stored = at.database->sql("select parameters from ig_kek");
    const std::pair<std::string, std::string> changes[] = {
        {R"("memoryKib":64)", R"("memoryKib":32)"},         // cheaper to guess: gives another key
        {R"("memoryKib":64)", R"("memoryKib":4000000000)"}, // would take the machine down
        {R"("passes":1)", R"("passes":4000000)"},
        {R"("passes":1)", R"("passes":0)"},
        {R"("lanes":1)", R"("lanes":-1)"},
        {R"("kdf":"argon2id")", R"("kdf":"none")"},
        {R"("salt":")", R"("salt":"A)"},
    };
    for (const auto& [from, to] : changes) {
        auto changed = stored;
        BOOST_REQUIRE(changed.find(from) != std::string::npos);
        changed.replace(changed.find(from), from.size(), to);
        at.database->sql("update ig_kek set parameters='" + changed + "'");
        BOOST_TEST(code_of([&] { at.open_with(*provider); }) == "key-mismatch", to);
    }
    at.database->sql("update ig_kek set parameters='" + stored + "'");
    BOOST_TEST(code_of([&] { at.open_with(*provider); }) == "");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(wrapped_key)

BOOST_AUTO_TEST_CASE(refuses_every_flipped_bit_and_every_other_place) {
    test::OpenedStore at;
    at.open();
    auto provider = key_file(at.key_path());
    const igv::ProviderCalls calls(provider, "the key file", std::chrono::seconds(1), nullptr);
    const auto kek = calls.keys().active;
    const std::array<std::byte, 16> store{};
    std::array<std::byte, 16> other_store{};
    other_store[3] = std::byte{1};
    const std::array<std::byte, 32> key{std::byte{7}};
    const igv::KeyPlace place{store, "p", "dek", "data", kek};
    const auto text = igv::wrap_key(calls, place, key);
    BOOST_TEST((igv::unwrap_key(calls, place, text) == Secret(std::span<const std::byte>(key))));

    std::size_t tried = 0;
    for (std::size_t position = 0; position < text.size(); ++position)
        for (unsigned bit = 0; bit < 8; ++bit, ++tried) {
            auto changed = text;
            changed[position] = static_cast<char>(static_cast<unsigned char>(changed[position]) ^ (1u << bit));
            BOOST_REQUIRE(code_of([&] { igv::unwrap_key(calls, place, changed); }) == "data-key-damaged");
        }
    BOOST_TEST(tried >= 1400u);
    for (const auto& other :
         {igv::KeyPlace{other_store, "p", "dek", "data", kek}, igv::KeyPlace{store, "q", "dek", "data", kek},
          igv::KeyPlace{store, "p", "dek2", "data", kek}, igv::KeyPlace{store, "p", "dek", "fingerprint", kek}})
        BOOST_TEST(code_of([&] { igv::unwrap_key(calls, other, text); }) == "data-key-damaged");
    BOOST_TEST(code_of([&] { igv::unwrap_key(calls, {store, "p", "dek", "data", "none"}, text); }) == "key-missing");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
