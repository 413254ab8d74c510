//! The host's functions as C callbacks. A panic stops here: it becomes a failure of the call that it was inside of.

use crate::ffi::{bytes_at, text_at, Raised};
use crate::{Error, Panicked, Result, Status};
use integration_gallery_sys as sys;
use serde_json::Value;
use std::ffi::CString;
use std::os::raw::{c_char, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::time::Duration;

/// What the authorizer is asked: may `subject` do `action` in `project`?
#[derive(Clone, Debug)]
pub struct Question {
    pub project: String,
    pub subject: String,
    /// The host's own bits.
    pub permissions: u64,
    /// Such as "config.write".
    pub action: String,
    /// "" where the action concerns none.
    pub integration: String,
}

/// The ids of the key-encryption keys.
#[derive(Clone, Debug)]
pub struct Keys {
    pub active: String,
    pub known: Vec<String>,
}

/// Guards the data keys, for instance with a cloud key service.
pub trait KeyProvider: Send + Sync + 'static {
    /// The active key's id, and the ids of all that can unwrap.
    fn keys(&self) -> Result<Keys>;
    /// Encrypts at most 64 bytes, authenticating `label` where the service can, within `limit`.
    fn wrap(&self, key_id: &str, data: &[u8], label: &[u8], limit: Duration) -> Result<Vec<u8>>;
    /// The reverse.
    fn unwrap(&self, key_id: &str, data: &[u8], label: &[u8], limit: Duration) -> Result<Vec<u8>>;
}

pub(crate) type Authorizer = Box<dyn Fn(&Question) -> Result<bool> + Send + Sync>;
pub(crate) type Audit = Box<dyn Fn(&Value) -> Result<()> + Send + Sync>;
pub(crate) type Logger = Box<dyn Fn(i32, &Value) + Send + Sync>;
pub(crate) type Provider = Box<dyn KeyProvider>;

/// Gives what the library keeps until it calls `release::<T>`.
pub(crate) fn context_of<T>(host: T) -> *mut c_void {
    Box::into_raw(Box::new(host)).cast()
}

pub(crate) unsafe extern "C" fn release<T>(context: *mut c_void) {
    let host = Box::from_raw(context.cast::<T>());
    let _ = catch_unwind(AssertUnwindSafe(move || drop(host)));
}

fn contained(error: *mut *mut sys::ig_error, function: impl FnOnce() -> Result<()>) -> sys::ig_status {
    let failure = match catch_unwind(AssertUnwindSafe(function)) {
        Ok(Ok(())) => return sys::IG_OK,
        Ok(Err(failure)) => failure,
        Err(payload) => {
            let said = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let said = said.or_else(|| payload.downcast_ref::<String>().cloned());
            Raised::keep(Panicked::new(said.unwrap_or_else(|| "no text".to_owned())));
            // What a payload does when it is dropped is not known, and nothing may unwind from here.
            std::mem::forget(payload);
            // The text may hold anything, so it is not passed on.
            Error::new(Status::INTERNAL, "It panicked.")
        }
    };
    let status = if failure.status().0 == 0 { sys::IG_E_INTERNAL } else { failure.status().0 };
    if !error.is_null() {
        let message = CString::new(failure.message().replace('\0', "")).unwrap_or_default();
        // SAFETY: the library gave a place for the error, which becomes its own.
        unsafe { *error = sys::ig_error_new(status, message.as_ptr()) };
    }
    status
}

fn give(out: *mut *mut sys::ig_buffer, bytes: &[u8]) {
    // SAFETY: the library gave a place for the buffer, which becomes its own.
    unsafe { *out = sys::ig_buffer_new(bytes.as_ptr().cast(), bytes.len()) };
}

fn parsed(bytes: &[u8]) -> Result<Value> {
    serde_json::from_slice(bytes).map_err(|_| Error::new(Status::INTERNAL, "The library gave no JSON."))
}

pub(crate) unsafe extern "C" fn authorize(
    context: *mut c_void,
    project: *const c_char,
    subject: *const c_char,
    permissions: u64,
    action: *const c_char,
    integration: *const c_char,
    allowed: *mut i32,
    error: *mut *mut sys::ig_error,
) -> sys::ig_status {
    contained(error, || {
        let question = Question {
            project: text_at(project),
            subject: text_at(subject),
            permissions,
            action: text_at(action),
            integration: text_at(integration),
        };
        *allowed = i32::from((*context.cast::<Authorizer>())(&question)?);
        Ok(())
    })
}

pub(crate) unsafe extern "C" fn audit(
    context: *mut c_void,
    record: *const c_char,
    size: usize,
    error: *mut *mut sys::ig_error,
) -> sys::ig_status {
    contained(error, || (*context.cast::<Audit>())(&parsed(bytes_at(record.cast(), size))?))
}

pub(crate) unsafe extern "C" fn log(context: *mut c_void, level: i32, record: *const c_char, size: usize) {
    contained(std::ptr::null_mut(), || {
        (*context.cast::<Logger>())(level, &parsed(bytes_at(record.cast(), size))?);
        Ok(())
    });
    Raised::take();
}

pub(crate) unsafe extern "C" fn keys(
    context: *mut c_void,
    out: *mut *mut sys::ig_buffer,
    error: *mut *mut sys::ig_error,
) -> sys::ig_status {
    contained(error, || {
        let keys = (*context.cast::<Provider>()).keys()?;
        let json = serde_json::json!({ "active": keys.active, "known": keys.known });
        give(out, json.to_string().as_bytes());
        Ok(())
    })
}

macro_rules! turn {
    ($name:ident, $method:ident) => {
        pub(crate) unsafe extern "C" fn $name(
            context: *mut c_void,
            key_id: *const c_char,
            input: *const c_void,
            input_size: usize,
            label: *const c_void,
            label_size: usize,
            timeout_ms: u32,
            output: *mut *mut sys::ig_buffer,
            error: *mut *mut sys::ig_error,
        ) -> sys::ig_status {
            contained(error, || {
                let data = bytes_at(input.cast(), input_size);
                let label = bytes_at(label.cast(), label_size);
                let limit = Duration::from_millis(timeout_ms.into());
                let provider = &*context.cast::<Provider>();
                give(output, &provider.$method(&text_at(key_id), data, label, limit)?);
                Ok(())
            })
        }
    };
}
turn!(wrap, wrap);
turn!(unwrap, unwrap);
