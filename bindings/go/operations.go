package integrationgallery

/*
#include <stdint.h>
#include <integration_gallery/ig.h>

extern ig_status igGoProgress(uintptr_t, int64_t, int64_t, int64_t, double);
static ig_status on_progress(void* context, int64_t done, int64_t left, int64_t faults, double per_second) {
	return igGoProgress((uintptr_t)context, done, left, faults, per_second);
}
static ig_status run_job(int kind, const ig_gallery* gallery, const char* subject, const char* options, size_t size, uintptr_t context,
                         ig_buffer** out, ig_error** error) {
	ig_progress_fn progress = context != 0 ? on_progress : NULL;
	switch (kind) {
	case 0: return ig_keys_rotate(gallery, subject, options, size, progress, (void*)context, out, error);
	case 1: return ig_keys_rewrap(gallery, subject, options, size, progress, (void*)context, out, error);
	default: return ig_keys_reseal(gallery, subject, options, size, progress, (void*)context, out, error);
	}
}
*/
import "C"

import (
	"context"
	"encoding/json"
	"runtime/cgo"
	"time"
)

// History gives the changes of one integration, newest first: at most limit (0: 50) with a revision below before (0: all).
func (s *Session) History(ctx context.Context, integration string, limit, before int64) (json.RawMessage, error) {
	return s.about(ctx, integration, func(session *C.ig_session, name *C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_history_list(session, name, C.int64_t(limit), C.int64_t(before), out, failure)
	})
}

// Version gives the settings as they were after one change, without secrets.
func (s *Session) Version(ctx context.Context, integration string, revision int64) (json.RawMessage, error) {
	return s.about(ctx, integration, func(session *C.ig_session, name *C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_history_get(session, name, C.int64_t(revision), out, failure)
	})
}

// Difference says where version to differs from version from (0: nothing stored).
func (s *Session) Difference(ctx context.Context, integration string, from, to int64) (json.RawMessage, error) {
	return s.about(ctx, integration, func(session *C.ig_session, name *C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_history_diff(session, name, C.int64_t(from), C.int64_t(to), out, failure)
	})
}

// Restore brings back the settings of a version if the revision is still ifRevision; today's secrets and the switch stay.
func (s *Session) Restore(ctx context.Context, integration string, revision, ifRevision int64) (json.RawMessage, error) {
	return s.about(ctx, integration, func(session *C.ig_session, name *C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_history_restore(session, name, C.int64_t(revision), C.int64_t(ifRevision), out, failure)
	})
}

// operate runs a function of the whole gallery; given are its texts, of which a nil one is NULL.
func (g *Gallery) operate(ctx context.Context, given []*string,
	function func(gallery *C.ig_gallery, text []*C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status) (json.RawMessage, error) {
	if g == nil {
		return nil, ErrClosed
	}
	pointer, leave, err := g.handle.use(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	var text texts
	defer text.free()
	made := make([]*C.char, len(given))
	for index, one := range given {
		if one != nil {
			made[index] = text.add("an argument", *one)
		}
	}
	if text.err != nil {
		return nil, text.err
	}
	return document(ctx, nil, func(out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return function((*C.ig_gallery)(pointer), made, out, failure)
	})
}

func optional(value string) *string {
	if value == "" {
		return nil
	}
	return &value
}

// WhatBreaks says what would be wrong with what is stored if the catalog of next (its settings and manifests; nothing else of it is
// used) were the gallery's, in a project or in all (""). It changes nothing; ask it before a new version of a manifest is used.
func (g *Gallery) WhatBreaks(ctx context.Context, next Options, project string) (json.RawMessage, error) {
	made, err := Options{Settings: next.Settings, Manifests: next.Manifests}.make(ctx)
	if err != nil {
		return nil, err
	}
	defer C.ig_options_free(made)
	return g.operate(ctx, []*string{optional(project)}, func(gallery *C.ig_gallery, text []*C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_gallery_what_breaks(gallery, made, text[0], out, failure)
	})
}

// HistoryHead is the end of a project's history, to keep outside of the database.
type HistoryHead struct {
	Sequence int64  `json:"sequence"`
	Hash     string `json:"hash"`
}

// VerifyHistory verifies the history of a project, and compares it with a head that was kept, if there is one.
func (g *Gallery) VerifyHistory(ctx context.Context, project string, head *HistoryHead) (json.RawMessage, error) {
	given, sequence := []*string{&project, nil}, int64(0)
	if head != nil {
		given[1], sequence = &head.Hash, head.Sequence
	}
	return g.operate(ctx, given, func(gallery *C.ig_gallery, text []*C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_history_verify(gallery, text[0], C.int64_t(sequence), text[1], out, failure)
	})
}

// RetainHistory forgets versions that are older than before and not among the newest keep, and signs the rest.
func (g *Gallery) RetainHistory(ctx context.Context, project, subject string, before time.Time, keep int64) (json.RawMessage, error) {
	return g.operate(ctx, []*string{&project, &subject}, func(gallery *C.ig_gallery, text []*C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_history_retain(gallery, text[0], text[1], C.int64_t(before.UnixMilli()), C.int64_t(keep), out, failure)
	})
}

// Transfer says what an export holds and what its file is sealed to: KeyFile or Passphrase.
type Transfer struct {
	Project             string // of an export; "": all
	Subject             string // who does it, for the audit
	KeyFile, Passphrase string
	OnConflict          Conflicting // of an import
	DryRun              bool        // of an import: only check
}

// Conflicting says what an import does with a project that is there already.
type Conflicting int32

// Refuse fails, Skip leaves the project alone, Overwrite puts the file's settings in place of its own.
const (
	Refuse Conflicting = iota
	Skip
	Overwrite
)

// Export writes a project, or all, with secrets and history into a new file.
func (g *Gallery) Export(ctx context.Context, path string, how Transfer) (json.RawMessage, error) {
	given := []*string{&path, optional(how.Project), &how.Subject, optional(how.KeyFile), optional(how.Passphrase)}
	return g.operate(ctx, given, func(gallery *C.ig_gallery, text []*C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_store_export(gallery, text[0], text[1], text[2], text[3], text[4], C.size_t(len(how.Passphrase)), out, failure)
	})
}

// Import reads such a file, all or nothing.
func (g *Gallery) Import(ctx context.Context, path string, how Transfer) (json.RawMessage, error) {
	given, dry := []*string{&path, &how.Subject, optional(how.KeyFile), optional(how.Passphrase)}, C.int32_t(0)
	if how.DryRun {
		dry = 1
	}
	return g.operate(ctx, given, func(gallery *C.ig_gallery, text []*C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_store_import(gallery, text[0], text[1], text[2], text[3], C.size_t(len(how.Passphrase)), C.int32_t(how.OnConflict), dry,
			out, failure)
	})
}

// BackUp copies an SQLite store, while it is in use, into a new file that opens with the same key.
func (g *Gallery) BackUp(ctx context.Context, path string) error {
	_, err := g.operate(ctx, []*string{&path}, func(gallery *C.ig_gallery, text []*C.char, _ **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_store_backup(gallery, text[0], failure)
	})
	return err
}

// Progress is how far a job is, after each batch.
type Progress struct {
	Done, Left, Faults int64
	PerSecond          float64
}

// Job says how a job on the keys is done.
type Job struct {
	Subject  string                 // for the audit
	Options  any                    // an object of the options of ig_keys_rotate in ig.h; nil: none
	Progress func(at Progress) bool // hears of each batch; false stops the job, which is no failure
}

type watch struct {
	progress func(at Progress) bool
	panicked *PanicError
}

//export igGoProgress
func igGoProgress(context C.uintptr_t, done, left, faults C.int64_t, perSecond C.double) (status C.ig_status) {
	watched := cgo.Handle(context).Value().(*watch)
	status = C.IG_E_CANCELLED
	finished := false
	defer func() {
		if !finished {
			watched.panicked = &PanicError{recover()}
		}
	}()
	if watched.progress(Progress{int64(done), int64(left), int64(faults), float64(perSecond)}) {
		status = C.IG_OK
	}
	finished = true
	return status
}

func (g *Gallery) job(ctx context.Context, kind C.int, job Job) (json.RawMessage, error) {
	var options []byte
	if job.Options != nil {
		made, err := encoded(job.Options)
		if err != nil {
			return nil, err
		}
		options = made
	}
	data, size := pointerTo(options)
	watched, token := &watch{progress: job.Progress}, C.uintptr_t(0)
	if job.Progress != nil {
		handle := cgo.NewHandle(watched)
		defer handle.Delete()
		token = C.uintptr_t(handle)
	}
	result, err := g.operate(ctx, []*string{&job.Subject}, func(gallery *C.ig_gallery, text []*C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.run_job(kind, gallery, text[0], (*C.char)(data), size, token, out, failure)
	})
	if err == nil && watched.panicked != nil {
		return nil, watched.panicked
	}
	return result, err
}

// RotateKeys gives projects new data keys and seals their secrets again. What Progress panics with is a *PanicError.
func (g *Gallery) RotateKeys(ctx context.Context, job Job) (json.RawMessage, error) {
	return g.job(ctx, 0, job)
}

// RewrapKeys wraps every data key again under the active key-encryption key.
func (g *Gallery) RewrapKeys(ctx context.Context, job Job) (json.RawMessage, error) {
	return g.job(ctx, 1, job)
}

// Reseal seals secrets again whose manifest names their destinations differently now.
func (g *Gallery) Reseal(ctx context.Context, job Job) (json.RawMessage, error) {
	return g.job(ctx, 2, job)
}

// Doctor gives everything that does not open or fit together, with advice; "": in the whole store. It changes nothing.
func (g *Gallery) Doctor(ctx context.Context, project string) (json.RawMessage, error) {
	return g.operate(ctx, []*string{optional(project)}, func(gallery *C.ig_gallery, text []*C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_keys_doctor(gallery, text[0], out, failure)
	})
}

// Shred destroys all keys of a project: its secrets are gone.
func (g *Gallery) Shred(ctx context.Context, project, subject string) error {
	_, err := g.operate(ctx, []*string{&subject, &project}, func(gallery *C.ig_gallery, text []*C.char, _ **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_keys_shred(gallery, text[0], text[1], failure)
	})
	return err
}
