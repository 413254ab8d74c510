#pragma once

#include "http/exchange.hpp"

#include <integration_gallery/settings.hpp>

/// The handlers of the routes (routes.cpp), by the file that they stand in. Each throws Problem, or lets Error pass.
namespace integration_gallery::http {

// list.cpp
Reply list_integrations(const Context& context, Exchange& exchange);

// read.cpp
Reply read_settings(const Context& context, Exchange& exchange);
Reply read_status(const Context& context, Exchange& exchange);
Reply read_credentials(const Context& context, Exchange& exchange);
/// The answer to reading, and to having written, `settings` in the exchange's view.
Reply settings_reply(const Context& context, const Exchange& exchange, Settings settings);
Reply read_schema(const Context& context, Exchange& exchange);
Reply read_logo(const Context& context, Exchange& exchange);

// write.cpp
Reply put_settings(const Context& context, Exchange& exchange);
Reply patch_settings(const Context& context, Exchange& exchange);
Reply delete_settings(const Context& context, Exchange& exchange);
Reply put_credentials(const Context& context, Exchange& exchange);

// history.cpp
Reply list_versions(const Context& context, Exchange& exchange);
Reply read_version(const Context& context, Exchange& exchange);
Reply compare_versions(const Context& context, Exchange& exchange);
Reply restore_version(const Context& context, Exchange& exchange);

// health.cpp
Reply is_live(const Context& context, Exchange& exchange);
Reply is_ready(const Context& context, Exchange& exchange);

// metrics.cpp
Reply give_metrics(const Context& context, Exchange& exchange);

// openapi.cpp
Reply give_openapi(const Context& context, Exchange& exchange);

// page.cpp
Reply redirect_to_page(const Context& context, Exchange& exchange);
Reply show_page(const Context& context, Exchange& exchange);
Reply give_asset(const Context& context, Exchange& exchange);

} // namespace integration_gallery::http
