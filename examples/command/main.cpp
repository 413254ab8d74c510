#include "arguments.hpp"
#include "support/exit_code.hpp"
#include "support/failure.hpp"
#include "support/files.hpp"
#include "support/output.hpp"

#include <integration_gallery/error.hpp>

#include <exception>
#include <iostream>

namespace {

int exit_code(integration_gallery::Status status) {
    using integration_gallery::Status;
    switch (status) {
    case Status::validation:
    case Status::not_found:
    case Status::conflict:
    case Status::denied:
    case Status::invalid_state:
        return command::exit_refused;
    case Status::storage:
    case Status::key:
    case Status::timeout:
        return command::exit_store;
    case Status::invalid_argument:
    case Status::limit:
    case Status::unsupported:
        return command::exit_usage;
    default:
        return command::exit_failed;
    }
}

} // namespace

int main(int argc, char** argv) {
    bool json = command::wants_json(argc, argv);
    try {
        command::Request request = command::read_arguments(argc, argv);
        json = request.common.json;
        if (!request.common.database_file.empty())
            request.common.database = command::read_url(request.common.database_file);
        const int code = request.work ? request.work(request.common) : command::exit_done;
        // A full disk or a closed pipe shows only here.
        if (!std::cout.flush())
            throw command::Failure("Cannot write to standard output.");
        return code;
    } catch (const command::Failure& failure) {
        command::report(failure.what(), json);
        return failure.code();
    } catch (const integration_gallery::Error& error) {
        command::report(error, json);
        return exit_code(error.status());
    } catch (const std::exception& error) {
        command::report(error.what(), json);
        return command::exit_failed;
    }
}
