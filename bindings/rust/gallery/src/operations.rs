//! What operators do: moving and keeping a store, keys, the history as a whole.

use crate::ffi::{call, document, text};
use crate::{Gallery, Options, Result};
use integration_gallery_sys as sys;
use serde_json::Value;
use std::ffi::CString;
use std::os::raw::{c_char, c_void};
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::ptr::null;

/// What a sealed file is sealed to.
#[derive(Clone, Copy)]
pub enum ExportKey<'a> {
    /// The first key of a key file.
    File(&'a str),
    /// A passphrase of at least 8 bytes.
    Passphrase(&'a str),
}

/// What an import does with a project that is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnConflict {
    #[default]
    Refuse,
    Skip,
    Overwrite,
}

/// The end of a project's history, to keep outside of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryHead {
    pub sequence: i64,
    pub hash: String,
}

/// How far a job is, after each batch.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    pub done: i64,
    pub left: i64,
    pub faults: i64,
    pub per_second: f64,
}

type Job = unsafe extern "C" fn(
    *const sys::ig_gallery,
    *const c_char,
    *const c_char,
    usize,
    Option<sys::ig_progress_fn>,
    *mut c_void,
    *mut *mut sys::ig_buffer,
    *mut *mut sys::ig_error,
) -> sys::ig_status;

struct Watch<'a> {
    progress: &'a mut dyn FnMut(Progress) -> bool,
    panicked: Option<Box<dyn std::any::Any + Send>>,
}

unsafe extern "C" fn on_progress(
    context: *mut c_void,
    done: i64,
    left: i64,
    faults: i64,
    per_second: f64,
) -> sys::ig_status {
    let watch = &mut *context.cast::<Watch<'_>>();
    match catch_unwind(AssertUnwindSafe(|| (watch.progress)(Progress { done, left, faults, per_second }))) {
        Ok(true) => sys::IG_OK,
        Ok(false) => sys::IG_E_CANCELLED,
        Err(payload) => {
            watch.panicked = Some(payload);
            sys::IG_E_CANCELLED
        }
    }
}

/// A text that may be left out.
struct Optional(Option<CString>);

impl Optional {
    fn new(value: Option<&str>, what: &str) -> Result<Self> {
        value.map(|value| text(value, what)).transpose().map(Self)
    }

    fn pointer(&self) -> *const c_char {
        self.0.as_ref().map_or(null(), |text| text.as_ptr())
    }

    fn size(&self) -> usize {
        self.0.as_ref().map_or(0, |text| text.as_bytes().len())
    }
}

fn key(key: ExportKey<'_>) -> Result<(Optional, Optional)> {
    let (file, passphrase) = match key {
        ExportKey::File(path) => (Some(path), None),
        ExportKey::Passphrase(passphrase) => (None, Some(passphrase)),
    };
    Ok((Optional::new(file, "the key file")?, Optional::new(passphrase, "the passphrase")?))
}

impl Gallery {
    /// What would be wrong with what is stored if the catalog of `next` (its manifests, folders and hidden names; nothing
    /// else of it is used) were the gallery's, in a project or in all. Changes nothing.
    pub fn what_breaks(&self, next: &Options, project: Option<&str>) -> Result<Value> {
        let project = Optional::new(project, "the project")?;
        // SAFETY: the gallery, the options and the text live through the call.
        document(|out, error| unsafe {
            sys::ig_gallery_what_breaks(self.0, next.0, project.pointer(), out, error)
        })
    }

    /// Verifies the history of a project, and compares it with a head that was kept, if there is one.
    pub fn verify_history(&self, project: &str, head: Option<&HistoryHead>) -> Result<Value> {
        let project = text(project, "the project")?;
        let hash = Optional::new(head.map(|head| head.hash.as_str()), "a head's hash")?;
        let sequence = head.map_or(0, |head| head.sequence);
        // SAFETY: here and below, the gallery and the texts live through the call.
        document(|out, error| unsafe {
            sys::ig_history_verify(self.0, project.as_ptr(), sequence, hash.pointer(), out, error)
        })
    }

    /// Forgets versions that are older than `before_ms` (milliseconds since 1970) and not among the newest `keep`, and
    /// signs the rest.
    pub fn retain_history(&self, project: &str, subject: &str, before_ms: i64, keep: i64) -> Result<Value> {
        let (project, subject) = (text(project, "the project")?, text(subject, "the subject")?);
        document(|out, error| unsafe {
            sys::ig_history_retain(self.0, project.as_ptr(), subject.as_ptr(), before_ms, keep, out, error)
        })
    }

    /// Writes a project (none: all) with secrets and history into a new file.
    pub fn export_to(&self, path: &str, project: Option<&str>, subject: &str, to: ExportKey<'_>) -> Result<Value> {
        let (path, subject) = (text(path, "the path")?, text(subject, "the subject")?);
        let project = Optional::new(project, "the project")?;
        let (file, passphrase) = key(to)?;
        document(|out, error| unsafe {
            sys::ig_store_export(
                self.0,
                path.as_ptr(),
                project.pointer(),
                subject.as_ptr(),
                file.pointer(),
                passphrase.pointer(),
                passphrase.size(),
                out,
                error,
            )
        })
    }

    /// Reads such a file, all or nothing; a dry run only checks.
    pub fn import_from(
        &self,
        path: &str,
        subject: &str,
        from: ExportKey<'_>,
        on_conflict: OnConflict,
        dry_run: bool,
    ) -> Result<Value> {
        let (path, subject) = (text(path, "the path")?, text(subject, "the subject")?);
        let (file, passphrase) = key(from)?;
        document(|out, error| unsafe {
            sys::ig_store_import(
                self.0,
                path.as_ptr(),
                subject.as_ptr(),
                file.pointer(),
                passphrase.pointer(),
                passphrase.size(),
                on_conflict as i32,
                dry_run.into(),
                out,
                error,
            )
        })
    }

    /// Copies an SQLite store, while it is in use, into a new file that opens with the same key.
    pub fn back_up(&self, path: &str) -> Result<()> {
        let path = text(path, "the path")?;
        call(|error| unsafe { sys::ig_store_backup(self.0, path.as_ptr(), error) })
    }

    fn job(&self, job: Job, subject: &str, options: &Value, progress: &mut dyn FnMut(Progress) -> bool) -> Result<Value> {
        let (subject, options) = (text(subject, "the subject")?, options.to_string());
        let mut watch = Watch { progress, panicked: None };
        let context: *mut c_void = std::ptr::addr_of_mut!(watch).cast();
        let result = document(|out, error| unsafe {
            job(
                self.0,
                subject.as_ptr(),
                options.as_ptr().cast(),
                options.len(),
                Some(on_progress),
                context,
                out,
                error,
            )
        });
        match watch.panicked {
            Some(payload) => resume_unwind(payload),
            None => result,
        }
    }

    /// Gives projects new data keys and seals their secrets again; `options` are those of `ig_keys_rotate` in `ig.h`.
    /// `progress` hears of each batch, and false stops the job, which is no failure; its panic stops it and goes on here.
    pub fn rotate_keys(
        &self,
        subject: &str,
        options: &Value,
        mut progress: impl FnMut(Progress) -> bool,
    ) -> Result<Value> {
        self.job(sys::ig_keys_rotate, subject, options, &mut progress)
    }

    /// Wraps every data key again under the active key-encryption key.
    pub fn rewrap_keys(
        &self,
        subject: &str,
        options: &Value,
        mut progress: impl FnMut(Progress) -> bool,
    ) -> Result<Value> {
        self.job(sys::ig_keys_rewrap, subject, options, &mut progress)
    }

    /// Seals secrets again whose manifest names their destinations differently now.
    pub fn reseal(&self, subject: &str, options: &Value, mut progress: impl FnMut(Progress) -> bool) -> Result<Value> {
        self.job(sys::ig_keys_reseal, subject, options, &mut progress)
    }

    /// Everything that does not open or fit together, with advice; without a project in the whole store.
    pub fn doctor(&self, project: Option<&str>) -> Result<Value> {
        let project = Optional::new(project, "the project")?;
        document(|out, error| unsafe { sys::ig_keys_doctor(self.0, project.pointer(), out, error) })
    }

    /// Destroys all keys of a project: its secrets are gone.
    pub fn shred(&self, project: &str, subject: &str) -> Result<()> {
        let (project, subject) = (text(project, "the project")?, text(subject, "the subject")?);
        call(|error| unsafe { sys::ig_keys_shred(self.0, subject.as_ptr(), project.as_ptr(), error) })
    }
}
