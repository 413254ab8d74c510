use crate::ffi::{text_at, Raised};
use integration_gallery_sys as sys;
use serde_json::Value;
use std::fmt;

/// A status of the library, or of the host's own (1000 to 1999).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Status(pub i32);

impl Status {
    pub const INVALID_ARGUMENT: Status = Status(1);
    pub const INVALID_STATE: Status = Status(2);
    pub const VALIDATION: Status = Status(3);
    pub const NOT_FOUND: Status = Status(4);
    pub const CONFLICT: Status = Status(5);
    pub const DENIED: Status = Status(6);
    pub const REAUTHORIZE: Status = Status(7);
    pub const REMOTE: Status = Status(8);
    pub const STORAGE: Status = Status(9);
    pub const KEY: Status = Status(10);
    pub const TIMEOUT: Status = Status(11);
    pub const CANCELLED: Status = Status(12);
    pub const LIMIT: Status = Status(13);
    pub const UNSUPPORTED: Status = Status(14);
    pub const NO_MEMORY: Status = Status(15);
    pub const INTERNAL: Status = Status(16);
    pub const HOST: Status = Status(1000);

    /// Its name, such as "not_found".
    pub fn name(self) -> &'static str {
        // SAFETY: the text is static and UTF-8.
        unsafe { std::ffi::CStr::from_ptr(sys::ig_status_name(self.0)) }.to_str().unwrap_or("unknown")
    }
}

/// One thing that is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Where, as a fragment: "#/authentication/apiKey".
    pub pointer: String,
    pub code: String,
    pub detail: String,
}

/// What a callback panicked with.
#[derive(Clone, Debug)]
pub struct Panicked(String);

impl fmt::Display for Panicked {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "a callback panicked: {}", self.0)
    }
}

impl std::error::Error for Panicked {}

impl Panicked {
    pub(crate) fn new(message: String) -> Self {
        Self(message)
    }
}

/// A failure. A host's callback may give one back: its status and message pass through. No text of it holds a secret;
/// `source()` is what a callback panicked with, if one did.
#[derive(Clone, Debug)]
pub struct Error(Box<Inside>);

#[derive(Clone, Debug)]
struct Inside {
    status: Status,
    code: String,
    message: String,
    detail: Value,
    cause: Option<Panicked>,
}

/// What can fail.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A failure of the host's own, for callbacks.
    pub fn new(status: Status, message: impl Into<String>) -> Self {
        Self::with_code(status, "host", message)
    }

    pub(crate) fn with_code(status: Status, code: &str, message: impl Into<String>) -> Self {
        let (code, message) = (code.to_owned(), message.into());
        Self(Box::new(Inside { status, code, message, detail: Value::Null, cause: None }))
    }

    /// # Safety
    /// `error` is NULL or an error of the library, which is taken.
    pub(crate) unsafe fn taken(status: i32, error: *mut sys::ig_error) -> Self {
        let inside = Inside {
            status: Status(status),
            code: text_at(sys::ig_error_code(error)),
            message: text_at(sys::ig_error_message(error)),
            detail: serde_json::from_str(&text_at(sys::ig_error_detail(error))).unwrap_or(Value::Null),
            cause: Raised::take(),
        };
        sys::ig_error_free(error);
        Self(Box::new(inside))
    }

    pub fn status(&self) -> Status {
        self.0.status
    }

    /// Its stable code, finer than the status, such as "key-mismatch".
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// Sentences for the person who has to act.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The problem document of RFC 9457; null for one that the host made.
    pub fn detail(&self) -> &Value {
        &self.0.detail
    }

    /// What is wrong with a document, place by place.
    pub fn errors(&self) -> Vec<Issue> {
        let text = |one: &Value, member: &str| one[member].as_str().unwrap_or_default().to_owned();
        let issue = |one| Issue { pointer: text(one, "pointer"), code: text(one, "code"), detail: text(one, "detail") };
        self.0.detail["errors"].as_array().map(|all| all.iter().map(issue).collect()).unwrap_or_default()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} ({})", self.0.message, self.0.code)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.cause.as_ref().map(|cause| cause as _)
    }
}
