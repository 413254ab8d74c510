use crate::callbacks::{self, context_of, release, Audit, Authorizer, KeyProvider, Logger, Provider, Question};
use crate::ffi::{call, make, text};
use crate::{Gallery, Result};
use integration_gallery_sys as sys;
use serde_json::Value;

/// What a gallery is opened with: the options of `ig_options_set` in `ig.h`, manifests, and the host's functions.
pub struct Options(pub(crate) *mut sys::ig_options);

// SAFETY: one thread at a time uses it, and what it keeps is Send + Sync.
unsafe impl Send for Options {}

impl Options {
    pub fn new() -> Result<Self> {
        // SAFETY: the places are there for the call.
        make(|out, error| unsafe { sys::ig_options_new(out, error) }).map(Self)
    }

    /// Sets one option by name, such as "database.url".
    pub fn set(&mut self, name: &str, value: &str) -> Result<&mut Self> {
        let (value, name) = (text(value, name)?, text(name, "an option's name")?);
        // SAFETY: the texts live through the call.
        call(|error| unsafe { sys::ig_options_set(self.0, name.as_ptr(), value.as_ptr(), error) })?;
        Ok(self)
    }

    /// Adds a manifest, which replaces one of the same name.
    pub fn add_manifest(&mut self, json: impl AsRef<[u8]>) -> Result<&mut Self> {
        let json = json.as_ref();
        // SAFETY: the bytes live through the call.
        call(|error| unsafe { sys::ig_options_add_manifest(self.0, json.as_ptr().cast(), json.len(), error) })?;
        Ok(self)
    }

    /// Decides who may do what: only `Ok(true)` is a yes.
    pub fn authorizer(&mut self, ask: impl Fn(&Question) -> Result<bool> + Send + Sync + 'static) -> Result<&mut Self> {
        let context = context_of::<Authorizer>(Box::new(ask));
        let (ask, free) = (Some(callbacks::authorize as _), Some(release::<Authorizer> as _));
        // SAFETY: the library releases the context exactly once, here too where it refuses.
        call(|error| unsafe { sys::ig_options_set_authorizer(self.0, ask, context, free, error) })?;
        Ok(self)
    }

    /// Hears of openings and changes before they are acknowledged.
    pub fn audit(&mut self, record: impl Fn(&Value) -> Result<()> + Send + Sync + 'static) -> Result<&mut Self> {
        let context = context_of::<Audit>(Box::new(record));
        let (record, free) = (Some(callbacks::audit as _), Some(release::<Audit> as _));
        // SAFETY: as for the authorizer.
        call(|error| unsafe { sys::ig_options_set_audit_sink(self.0, record, context, free, error) })?;
        Ok(self)
    }

    /// Takes log records (`message`, `fields`) with their level: 0 debug to 3 error.
    pub fn logger(&mut self, write: impl Fn(i32, &Value) + Send + Sync + 'static) -> Result<&mut Self> {
        let context = context_of::<Logger>(Box::new(write));
        let (write, free) = (Some(callbacks::log as _), Some(release::<Logger> as _));
        // SAFETY: as for the authorizer.
        call(|error| unsafe { sys::ig_options_set_logger(self.0, write, context, free, error) })?;
        Ok(self)
    }

    /// Guards the data keys, instead of one of the key options; `name` is for messages.
    pub fn key_provider(&mut self, name: &str, provider: impl KeyProvider) -> Result<&mut Self> {
        let name = text(name, "the key provider's name")?;
        let context = context_of::<Provider>(Box::new(provider));
        let (keys, free) = (Some(callbacks::keys as _), Some(release::<Provider> as _));
        let (wrap, unwrap) = (Some(callbacks::wrap as _), Some(callbacks::unwrap as _));
        // SAFETY: as for the authorizer.
        call(|error| unsafe {
            sys::ig_options_set_key_provider(self.0, name.as_ptr(), keys, wrap, unwrap, context, free, error)
        })?;
        Ok(self)
    }

    /// Opens storage and checks the keys; the options may be used again.
    pub fn open(&self) -> Result<Gallery> {
        // SAFETY: the options live through the call.
        make(|out, error| unsafe { sys::ig_gallery_open(self.0, out, error) }).map(Gallery)
    }
}

impl Drop for Options {
    fn drop(&mut self) {
        // SAFETY: it is released once.
        unsafe { sys::ig_options_free(self.0) }
    }
}
