#pragma once

/// Forward declarations of the C++ API.
namespace integration_gallery {

class AuditSink;
class Authorizer;
class Catalog;
class Clock;
class Credentials;
class Error;
class Gallery;
class HttpApi;
class KeyMaintenance;
class KeyProvider;
class Logger;
class Manifest;
class RandomSource;
class Response;
class Secret;
class Session;
enum class Action;
enum class Form;
enum class Status : int;
struct AuditEvent;
struct Caller;
struct Card;
struct Difference;
struct HistoryEntry;
struct HistoryHead;
struct HistoryPage;
struct HistoryQuery;
struct HistoryReport;
struct HistoryVersion;
struct Issue;
struct Options;
struct Request;
struct RestoreOptions;
struct Retention;
struct RetentionResult;
struct Settings;
struct UpdateOptions;

} // namespace integration_gallery
