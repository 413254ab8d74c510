use crate::ffi::{call, document, make, text};
use crate::{Credentials, Request, Response, Result, Route};
use integration_gallery_sys as sys;
use serde_json::Value;

/// The gallery of one store: open it once, use it from any number of threads.
pub struct Gallery(pub(crate) *mut sys::ig_gallery);

// SAFETY: rule R5 of ig.h; the callbacks that it holds are Send + Sync.
unsafe impl Send for Gallery {}
// SAFETY: as above.
unsafe impl Sync for Gallery {}

impl Gallery {
    /// Who acts in which project; the subject "" is nobody. Cheap: one per request. It may outlive the gallery.
    pub fn session(&self, project: &str, subject: &str, permissions: u64) -> Result<Session> {
        let (project, subject) = (text(project, "the project")?, text(subject, "the subject")?);
        // SAFETY: the gallery and the texts live through the call.
        make(|out, error| unsafe {
            sys::ig_session_new(self.0, project.as_ptr(), subject.as_ptr(), permissions, out, error)
        })
        .map(Session)
    }
}

impl Drop for Gallery {
    fn drop(&mut self) {
        // SAFETY: it is closed once, and no call borrows it.
        unsafe { sys::ig_gallery_close(self.0) }
    }
}

/// Who acts in which project. It may move to another thread, but not be shared by two.
pub struct Session(*mut sys::ig_session);

// SAFETY: rule R5 of ig.h: one thread at a time.
unsafe impl Send for Session {}

impl Session {
    /// The cards of all integrations, texts in `language`.
    pub fn list(&self, language: &str) -> Result<Value> {
        let language = text(language, "the language")?;
        // SAFETY: here and below, the session and the texts live through the call.
        document(|out, error| unsafe { sys::ig_catalog_list(self.0, language.as_ptr(), out, error) })
    }

    /// The settings of one integration.
    pub fn get(&self, integration: &str) -> Result<Value> {
        let integration = text(integration, "the integration")?;
        document(|out, error| unsafe { sys::ig_settings_get(self.0, integration.as_ptr(), out, error) })
    }

    /// Changes them if their revision is still `if_revision` (none: any; 0: never stored); gives what is stored then.
    /// The document is JSON text.
    pub fn put(&self, integration: &str, json: impl AsRef<[u8]>, if_revision: Option<u32>) -> Result<Value> {
        let (integration, json) = (text(integration, "the integration")?, json.as_ref());
        let (data, size, revision) = (json.as_ptr().cast(), json.len(), revision(if_revision));
        document(|out, error| unsafe {
            sys::ig_settings_put(self.0, integration.as_ptr(), data, size, revision, out, error)
        })
    }

    /// What `put` would store, with `differences` to what is stored, without storing it; fails as `put` would.
    pub fn check(&self, integration: &str, json: impl AsRef<[u8]>, if_revision: Option<u32>) -> Result<Value> {
        let (integration, json) = (text(integration, "the integration")?, json.as_ref());
        let (data, size, revision) = (json.as_ptr().cast(), json.len(), revision(if_revision));
        document(|out, error| unsafe {
            sys::ig_settings_check(self.0, integration.as_ptr(), data, size, revision, out, error)
        })
    }

    /// What changed in the project after a place in its history (0: from the start), oldest first, at most `limit` (0: 50).
    /// Give `next` as `after` the next time; where `incomplete` is true, read all settings again.
    pub fn changes(&self, after: i64, limit: i64) -> Result<Value> {
        document(|out, error| unsafe { sys::ig_settings_changes(self.0, after, limit, out, error) })
    }

    /// Switches on or off, and changes nothing else.
    pub fn set_enabled(&self, integration: &str, enabled: bool) -> Result<Value> {
        let integration = text(integration, "the integration")?;
        document(|out, error| unsafe {
            sys::ig_settings_set_enabled(self.0, integration.as_ptr(), enabled.into(), out, error)
        })
    }

    /// Switches it off and forgets its settings and secrets.
    pub fn remove(&self, integration: &str, if_revision: Option<u32>) -> Result<()> {
        let integration = text(integration, "the integration")?;
        call(|error| unsafe {
            sys::ig_settings_remove(self.0, integration.as_ptr(), revision(if_revision), error)
        })
    }

    /// Opens the secrets for use; `purpose` reaches the audit sink before.
    pub fn credentials(&self, integration: &str, purpose: &str) -> Result<Credentials> {
        let (integration, purpose) = (text(integration, "the integration")?, text(purpose, "the purpose")?);
        make(|out, error| unsafe {
            sys::ig_credentials_acquire(self.0, integration.as_ptr(), purpose.as_ptr(), out, error)
        })
        .map(Credentials)
    }

    /// Is this the secret that is stored at a JSON Pointer? Compares fingerprints, opens nothing, and is told to the audit
    /// sink.
    pub fn is_secret(&self, integration: &str, pointer: &str, value: impl AsRef<[u8]>, purpose: &str) -> Result<bool> {
        let (integration, pointer) = (text(integration, "the integration")?, text(pointer, "the pointer")?);
        let (value, purpose, mut same) = (value.as_ref(), text(purpose, "the purpose")?, 0);
        call(|error| unsafe {
            sys::ig_credentials_compare(
                self.0,
                integration.as_ptr(),
                pointer.as_ptr(),
                value.as_ptr().cast(),
                value.len(),
                purpose.as_ptr(),
                &mut same,
                error,
            )
        })?;
        Ok(same == 1)
    }

    /// The changes of one integration, newest first: at most `limit` (0: 50) with a revision below `before` (0: all).
    pub fn history(&self, integration: &str, limit: i64, before: i64) -> Result<Value> {
        let integration = text(integration, "the integration")?;
        document(|out, error| unsafe { sys::ig_history_list(self.0, integration.as_ptr(), limit, before, out, error) })
    }

    /// The settings as they were after one change, without secrets.
    pub fn version(&self, integration: &str, revision: i64) -> Result<Value> {
        let integration = text(integration, "the integration")?;
        document(|out, error| unsafe { sys::ig_history_get(self.0, integration.as_ptr(), revision, out, error) })
    }

    /// Where version `to` differs from `from` (0: nothing stored).
    pub fn difference(&self, integration: &str, from: i64, to: i64) -> Result<Value> {
        let integration = text(integration, "the integration")?;
        document(|out, error| unsafe { sys::ig_history_diff(self.0, integration.as_ptr(), from, to, out, error) })
    }

    /// Brings back the settings of a version; today's secrets and the switch stay. Gives what is stored then.
    pub fn restore(&self, integration: &str, version: i64, if_revision: Option<u32>) -> Result<Value> {
        let (integration, if_revision) = (text(integration, "the integration")?, revision(if_revision));
        document(|out, error| unsafe {
            sys::ig_history_restore(self.0, integration.as_ptr(), version, if_revision, out, error)
        })
    }

    /// What answering a request waits for, from method, target and ":mount" alone.
    pub fn classify(&self, request: &Request) -> Result<Route> {
        request.route(self.0)
    }

    /// Answers a request of this caller: the REST API and the page. 4xx and 5xx are answers, too.
    pub fn handle(&self, request: &Request) -> Result<Response> {
        request.answer(self.0)
    }
}

fn revision(value: Option<u32>) -> i64 {
    value.map_or(sys::IG_ANY_REVISION, i64::from)
}

impl Drop for Session {
    fn drop(&mut self) {
        // SAFETY: it is released once.
        unsafe { sys::ig_session_free(self.0) }
    }
}
