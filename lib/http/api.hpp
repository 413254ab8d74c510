#pragma once

#include "http/limits.hpp"

#include <integration_gallery/http.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace integration_gallery {
class Catalog;
}

namespace integration_gallery::catalog {
class ObjectModel;
}

namespace integration_gallery::settings {
class Service;
}

namespace integration_gallery::http {

struct Context;
struct Problem;
struct Exchange;
struct Reply;

/// What stands behind HttpApi: checks each request in the fixed order and hands it to the handler of its route.
/// Immutable but for a bounded cache and counters; any thread. No lock is held while a service or the host is called.
class Api {
public:
    /// What it works with; all of it must outlive the Api.
    struct Dependencies {
        const settings::Service& service;
        const Catalog& catalog;
        const catalog::ObjectModel& host_model;
        Authorizer& authorizer;
        RandomSource& random;
        Clock& clock;
        AuditSink* audit = nullptr;
        Logger* logger = nullptr;
    };

    struct Configuration {
        /// Writing without If-Match or If-None-Match is answered with 428.
        bool require_preconditions = false;
        /// The source that may frame the page, as in CSP's frame-ancestors.
        std::string frame_ancestors = "'none'";
        /// What a 401 carries in WWW-Authenticate.
        std::optional<std::string> challenge;
        /// Origins, such as "https://admin.example.com", whose unsafe requests are allowed beside the authority's own.
        std::vector<std::string> trusted_origins;
        /// Origins whose pages may read answers (CORS); none: no answer has a field of CORS.
        std::vector<std::string> cors_origins;
        /// Their browsers may send cookies along.
        bool cors_credentials = false;
        Limits limits;
    };

    /// Throws Error(Status::invalid_argument, "invalid-option") if cors_origins holds what is no origin.
    Api(const Dependencies& dependencies, Configuration configuration);
    ~Api();
    Api(const Api&) = delete;
    Api& operator=(const Api&) = delete;

    /// HttpApi::handle.
    Response handle(const Request& request) const noexcept;
    /// HttpApi::classify.
    RouteClass classify(std::string_view method, std::string_view target, std::string_view mount) const noexcept;

private:
    Response answer_anything(Exchange& exchange) const;
    Reply answer(Exchange& exchange) const;
    Response respond(const Exchange& exchange, Reply reply) const;
    Response refuse(Exchange& exchange, Problem problem) const;

    std::unique_ptr<const Context> m_context;
};

} // namespace integration_gallery::http
