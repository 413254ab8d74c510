#include "vault/provider/local_keys.hpp"
#include "vault/provider/store_bound.hpp"

#include <integration_gallery/error.hpp>
#include <integration_gallery/keys.hpp>

#include <cstdlib>
#include <utility>

namespace integration_gallery {
namespace vault {
namespace {

class EnvironmentProvider final : public LocalKeys,
                                  public StoreBoundProvider,
                                  public std::enable_shared_from_this<EnvironmentProvider> {
public:
    explicit EnvironmentProvider(std::string variable) : m_variable(std::move(variable)) {}

    std::string name() const override { return "environment"; }

    BoundKeys bind(const StoreFacts&, RandomSource&) override {
        reload();
        return {shared_from_this(), description(), {}};
    }

protected:
    std::shared_ptr<const KeySet> load() override {
        // Reading is safe beside reading; a host that changes its environment while threads run breaks more than this.
        const char* value = std::getenv(m_variable.c_str()); // NOLINT(concurrency-mt-unsafe)
        if (value == nullptr || *value == '\0')
            throw Error(Status::key, "key-missing",
                        "The environment variable " + m_variable + " is not set; it must hold the text of a key.");
        Secret text{std::string_view(value)};
        for (auto& byte : text.writable())
            if (byte == std::byte{' '})
                byte = std::byte{'\n'};
        return std::make_shared<const KeySet>(read_key_lines(text.view(), description()));
    }

private:
    std::string description() const { return "the environment variable " + m_variable; }

    std::string m_variable;
};

} // namespace
} // namespace vault

std::shared_ptr<KeyProvider> key_from_environment(std::string variable) {
    return std::make_shared<vault::EnvironmentProvider>(std::move(variable));
}

} // namespace integration_gallery
