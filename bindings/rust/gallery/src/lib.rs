//! The Integrations corner of an admin panel: open a [`Gallery`] with [`Options`], and act through a [`Session`].
//!
//! A gallery is shared by threads; sessions and credentials are of one thread at a time, which the compiler sees to:
//!
//! ```compile_fail
//! fn shared<T: Sync>() {}
//! shared::<integration_gallery::Session>();
//! ```

mod callbacks;
mod credentials;
mod error;
mod ffi;
mod message;
mod operations;
mod options;
#[cfg(feature = "tower")]
mod service;
mod session;

pub use callbacks::{KeyProvider, Keys, Question};
pub use credentials::Credentials;
pub use error::{Error, Issue, Panicked, Result, Status};
pub use message::{Request, Response, Route};
pub use operations::{ExportKey, HistoryHead, OnConflict, Progress};
pub use options::Options;
#[cfg(feature = "tower")]
pub use service::{Caller, Service};
pub use session::{Gallery, Session};

/// Release of the loaded library, such as "1.4.2".
pub fn version() -> String {
    // SAFETY: the text is static.
    unsafe { ffi::text_at(integration_gallery_sys::ig_version()) }
}

/// Revision of the C interface of the loaded library.
pub fn abi_revision() -> u32 {
    // SAFETY: it takes nothing.
    unsafe { integration_gallery_sys::ig_abi_revision() }
}
