//! What crosses the boundary: texts, buffers, statuses.
#![allow(clippy::declare_interior_mutable_const)] // what thread_local makes of a const

use crate::{Error, Panicked, Result, Status};
use integration_gallery_sys as sys;
use std::cell::RefCell;
use std::ffi::{CStr, CString};
use std::os::raw::c_char;
use std::ptr::null_mut;

thread_local! {
    static RAISED: RefCell<Option<Panicked>> = const { RefCell::new(None) };
}

/// What a callback of this thread panicked with, kept for the call that it was inside of.
pub(crate) struct Raised;

impl Raised {
    pub(crate) fn keep(panicked: Panicked) {
        RAISED.with(|kept| *kept.borrow_mut() = Some(panicked));
    }

    pub(crate) fn take() -> Option<Panicked> {
        RAISED.with(|kept| kept.borrow_mut().take())
    }
}

pub(crate) fn text(value: &str, what: &str) -> Result<CString> {
    CString::new(value).map_err(|_| {
        Error::with_code(Status::INVALID_ARGUMENT, "nul-in-text", format!("There is a NUL in {what}. Leave it out."))
    })
}

/// # Safety
/// `pointer` is NULL or ends with a NUL.
pub(crate) unsafe fn text_at(pointer: *const c_char) -> String {
    if pointer.is_null() {
        return String::new();
    }
    CStr::from_ptr(pointer).to_string_lossy().into_owned()
}

/// # Safety
/// `pointer` is NULL or has `size` bytes that live as long as the caller says.
pub(crate) unsafe fn bytes_at<'a>(pointer: *const u8, size: usize) -> &'a [u8] {
    if pointer.is_null() {
        return &[];
    }
    std::slice::from_raw_parts(pointer, size)
}

/// Makes a call that gives a status and an error.
pub(crate) fn call(function: impl FnOnce(*mut *mut sys::ig_error) -> sys::ig_status) -> Result<()> {
    let mut error = null_mut();
    let status = function(&mut error);
    if status == sys::IG_OK {
        Raised::take();
        return Ok(());
    }
    // SAFETY: the library gave the error to the caller.
    Err(unsafe { Error::taken(status, error) })
}

/// Makes a call that gives an object, too.
pub(crate) fn make<T>(function: impl FnOnce(*mut *mut T, *mut *mut sys::ig_error) -> sys::ig_status) -> Result<*mut T> {
    let mut made = null_mut();
    call(|error| function(&mut made, error))?;
    Ok(made)
}

/// Makes a call that gives a JSON document.
pub(crate) fn document(
    function: impl FnOnce(*mut *mut sys::ig_buffer, *mut *mut sys::ig_error) -> sys::ig_status,
) -> Result<serde_json::Value> {
    let buffer = make(function)?;
    // SAFETY: the buffer is this call's, and is read before it is released.
    unsafe {
        let read = serde_json::from_slice(bytes_at(sys::ig_buffer_data(buffer).cast(), sys::ig_buffer_size(buffer)));
        sys::ig_buffer_free(buffer);
        read.map_err(|_| Error::with_code(Status::INTERNAL, "malformed-json", "The library gave no JSON."))
    }
}
