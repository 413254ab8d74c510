#include "page/asset_table.hpp"

namespace integration_gallery::page {

extern constinit const Asset asset_table[] = {{}};
extern constinit const std::size_t asset_table_size = 0;
extern constinit const std::string_view asset_table_version = "none";

} // namespace integration_gallery::page
