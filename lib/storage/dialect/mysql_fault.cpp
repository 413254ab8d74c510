#include "storage/dialect/mysql_handle.hpp"

namespace integration_gallery::storage {

Fault mysql::fault_of(unsigned code) noexcept {
    switch (code) {
    case 1213: // deadlock, and a conflict between nodes of Galera
    case 1205: // lock wait
    case 1020: // the record has changed since it was read
    case 1412: // the table has changed since the snapshot
        return Fault::retry;
    case 2002:
    case 2003:
    case 2006:
    case 2013:
    case 2055:
    case 1053:
    case 1927:
    case 1180:
        return Fault::connection;
    case 1040:
    case 1203:
    case 1226:
        return Fault::crowded;
    case 1290:
    case 1836:
        return Fault::no_writer;
    case 1047:
        return Fault::no_quorum;
    case 1062:
        return Fault::unique;
    case 1048:
    case 1451:
    case 1452:
    case 1366:
    case 4025:
        return Fault::constraint;
    case 1406:
    case 1153:
        return Fault::too_large;
    case 1044:
    case 1045:
    case 1049:
    case 1142:
    case 2026: // TLS: the other side is not who it should be
        return Fault::denied;
    case 1969:
    case 3024:
        return Fault::timeout;
    case 1021:
    case 1114:
        return Fault::full;
    case 1061: // an index of that name
        return Fault::already_there;
    default:
        return Fault::other;
    }
}

} // namespace integration_gallery::storage
