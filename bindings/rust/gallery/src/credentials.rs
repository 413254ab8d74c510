use crate::ffi::{bytes_at, text, text_at};
use crate::{Error, Result, Status};
use integration_gallery_sys as sys;
use serde_json::Value;
use std::fmt;

/// The secrets of one integration, which are wiped when this goes.
pub struct Credentials(pub(crate) *mut sys::ig_credentials);

// SAFETY: rule R5 of ig.h: one thread at a time.
unsafe impl Send for Credentials {}

impl Credentials {
    /// Is the integration switched on? A worker leaves one alone that is not.
    pub fn enabled(&self) -> bool {
        // SAFETY: here and below, the object lives as long as what is read from it.
        unsafe { sys::ig_credentials_enabled(self.0) == 1 }
    }

    /// The authentication method, such as "apikey".
    pub fn method(&self) -> String {
        unsafe { text_at(sys::ig_credentials_method(self.0)) }
    }

    /// The revision of the settings that the secrets belong to.
    pub fn revision(&self) -> i64 {
        unsafe { sys::ig_credentials_revision(self.0) }
    }

    /// authentication, dataMapping and syncSettings without any secret.
    pub fn settings(&self) -> Result<Value> {
        let settings = unsafe { text_at(sys::ig_credentials_settings(self.0)) };
        serde_json::from_str(&settings)
            .map_err(|_| Error::with_code(Status::INTERNAL, "malformed-json", "The library gave no JSON."))
    }

    /// The JSON Pointers of the secrets that are set.
    pub fn fields(&self) -> Vec<String> {
        let count = unsafe { sys::ig_credentials_field_count(self.0) };
        (0..count).map(|index| unsafe { text_at(sys::ig_credentials_field_name(self.0, index)) }).collect()
    }

    /// The secret at a JSON Pointer; none if it is not set. It is the library's memory, which is wiped.
    pub fn secret(&self, pointer: &str) -> Option<&[u8]> {
        let pointer = text(pointer, "the pointer").ok()?;
        let mut size = 0;
        let found = unsafe { sys::ig_credentials_field(self.0, pointer.as_ptr(), &mut size) };
        if found.is_null() {
            return None;
        }
        Some(unsafe { bytes_at(found.cast(), size) })
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Credentials").field("fields", &self.fields()).finish_non_exhaustive()
    }
}

impl Drop for Credentials {
    fn drop(&mut self) {
        // SAFETY: it is released once.
        unsafe { sys::ig_credentials_free(self.0) }
    }
}
