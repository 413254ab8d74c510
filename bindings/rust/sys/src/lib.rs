//! The C interface of Integration Gallery as it is; `ig.h` is its manual, the crate `integration-gallery` what to use.
#![allow(non_camel_case_types)]

pub use std::os::raw::{c_char, c_void};

#[rustfmt::skip]
mod functions;
pub use functions::*;

macro_rules! opaque {
    ($($name:ident)*) => {$(
        /// An object of the library.
        #[repr(C)]
        pub struct $name {
            _private: [u8; 0],
            _neither: core::marker::PhantomData<(*mut u8, core::marker::PhantomPinned)>,
        }
    )*};
}
opaque!(ig_buffer ig_credentials ig_error ig_gallery ig_http_message ig_options ig_session);

pub type ig_status = i32;
/// The revision of the C interface that these declarations need.
pub const IG_ABI_REVISION: u32 = 100;
pub const IG_OK: ig_status = 0;
pub const IG_E_CANCELLED: ig_status = 12;
pub const IG_E_INTERNAL: ig_status = 16;
pub const IG_ANY_REVISION: i64 = -1;

pub type ig_release_fn = unsafe extern "C" fn(context: *mut c_void);
pub type ig_authorize_fn = unsafe extern "C" fn(
    context: *mut c_void,
    project: *const c_char,
    subject: *const c_char,
    permissions: u64,
    action: *const c_char,
    integration: *const c_char,
    allowed: *mut i32,
    error: *mut *mut ig_error,
) -> ig_status;
pub type ig_keys_fn =
    unsafe extern "C" fn(context: *mut c_void, json: *mut *mut ig_buffer, error: *mut *mut ig_error) -> ig_status;
pub type ig_wrap_fn = unsafe extern "C" fn(
    context: *mut c_void,
    key_id: *const c_char,
    input: *const c_void,
    input_size: usize,
    label: *const c_void,
    label_size: usize,
    timeout_ms: u32,
    output: *mut *mut ig_buffer,
    error: *mut *mut ig_error,
) -> ig_status;
pub type ig_audit_fn = unsafe extern "C" fn(
    context: *mut c_void,
    record_json: *const c_char,
    size: usize,
    error: *mut *mut ig_error,
) -> ig_status;
pub type ig_progress_fn =
    unsafe extern "C" fn(context: *mut c_void, done: i64, left: i64, faults: i64, per_second: f64) -> ig_status;
pub type ig_log_fn = unsafe extern "C" fn(context: *mut c_void, level: i32, record_json: *const c_char, size: usize);
