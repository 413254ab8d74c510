// Package integrationgallery is the Integrations corner of an admin panel: a catalog of third-party integrations, their settings,
// sealed credentials, a REST API and a page.
package integrationgallery

/*
#include <stdint.h>
#include <integration_gallery/ig.h>

extern void igGoRelease(uintptr_t);
extern ig_status igGoAuthorize(uintptr_t, char*, char*, uint64_t, char*, char*, int32_t*, ig_error**);
extern ig_status igGoKeys(uintptr_t, ig_buffer**, ig_error**);
extern ig_status igGoWrap(uintptr_t, int, char*, void*, size_t, void*, size_t, uint32_t, ig_buffer**, ig_error**);
extern ig_status igGoAudit(uintptr_t, char*, size_t, ig_error**);
extern void igGoLog(uintptr_t, int32_t, char*, size_t);

static void on_release(void* context) { igGoRelease((uintptr_t)context); }
static ig_status on_authorize(void* context, const char* project, const char* subject, uint64_t permissions, const char* action,
                              const char* integration, int32_t* allowed, ig_error** error) {
	return igGoAuthorize((uintptr_t)context, (char*)project, (char*)subject, permissions, (char*)action, (char*)integration, allowed, error);
}
static ig_status on_keys(void* context, ig_buffer** out, ig_error** error) { return igGoKeys((uintptr_t)context, out, error); }
static ig_status on_wrap(void* context, const char* key, const void* input, size_t size, const void* label, size_t label_size,
                         uint32_t timeout, ig_buffer** out, ig_error** error) {
	return igGoWrap((uintptr_t)context, 1, (char*)key, (void*)input, size, (void*)label, label_size, timeout, out, error);
}
static ig_status on_unwrap(void* context, const char* key, const void* input, size_t size, const void* label, size_t label_size,
                           uint32_t timeout, ig_buffer** out, ig_error** error) {
	return igGoWrap((uintptr_t)context, 0, (char*)key, (void*)input, size, (void*)label, label_size, timeout, out, error);
}
static ig_status on_audit(void* context, const char* record, size_t size, ig_error** error) {
	return igGoAudit((uintptr_t)context, (char*)record, size, error);
}
static void on_log(void* context, int32_t level, const char* record, size_t size) { igGoLog((uintptr_t)context, level, (char*)record, size); }

static ig_status set_authorizer(ig_options* options, uintptr_t context, ig_error** error) {
	return ig_options_set_authorizer(options, on_authorize, (void*)context, on_release, error);
}
static ig_status set_key_provider(ig_options* options, const char* name, uintptr_t context, ig_error** error) {
	return ig_options_set_key_provider(options, name, on_keys, on_wrap, on_unwrap, (void*)context, on_release, error);
}
static ig_status set_audit(ig_options* options, uintptr_t context, ig_error** error) {
	return ig_options_set_audit_sink(options, on_audit, (void*)context, on_release, error);
}
static ig_status set_logger(ig_options* options, uintptr_t context, ig_error** error) {
	return ig_options_set_logger(options, on_log, (void*)context, on_release, error);
}
*/
import "C"

import (
	"context"
	"encoding/json"
	"unsafe"
)

// Version is the release of the loaded library.
func Version() string { return C.GoString(C.ig_version()) }

// ABIRevision is that of the loaded library.
func ABIRevision() uint32 { return uint32(C.ig_abi_revision()) }

// Setting is one option by name; one may stand several times where ig.h says so.
type Setting struct{ Name, Value string }

// Options of a gallery; Settings are those of ig_options_set in ig.h.
type Options struct {
	Settings    []Setting
	Manifests   []json.RawMessage
	Authorizer  Authorizer // without one there is no HTTP API
	Audit       AuditSink
	Logger      Logger
	KeyProvider KeyProvider
}

// Gallery may be used by many goroutines at once.
type Gallery struct{ handle *handle }

// Open opens the store and checks the keys.
func Open(ctx context.Context, options Options) (*Gallery, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if ABIRevision() < C.IG_ABI_REVISION {
		return nil, &Error{Status: Unsupported, Code: "old-library", Message: "The loaded library is older than this package; install its own."}
	}
	made, err := options.make(ctx)
	if err != nil {
		return nil, err
	}
	defer C.ig_options_free(made)
	var gallery *C.ig_gallery
	if err := call(ctx, nil, func(failure **C.ig_error) C.ig_status { return C.ig_gallery_open(made, &gallery, failure) }); err != nil {
		return nil, err
	}
	return &Gallery{newHandle(unsafe.Pointer(gallery), true, func(pointer unsafe.Pointer) { C.ig_gallery_close((*C.ig_gallery)(pointer)) })}, nil
}

func (o Options) make(ctx context.Context) (*C.ig_options, error) {
	var made *C.ig_options
	if err := call(ctx, nil, func(failure **C.ig_error) C.ig_status { return C.ig_options_new(&made, failure) }); err != nil {
		return nil, err
	}
	if err := o.fill(ctx, made); err != nil {
		C.ig_options_free(made)
		return nil, err
	}
	return made, nil
}

func (o Options) fill(ctx context.Context, made *C.ig_options) error {
	for _, setting := range o.Settings {
		var text texts
		name, value := text.add("an option's name", setting.Name), text.add("the option "+setting.Name, setting.Value)
		err := text.err
		if err == nil {
			err = call(ctx, nil, func(failure **C.ig_error) C.ig_status { return C.ig_options_set(made, name, value, failure) })
		}
		text.free()
		if err != nil {
			return err
		}
	}
	for _, manifest := range o.Manifests {
		data, size := pointerTo(manifest)
		if err := call(ctx, nil, func(failure **C.ig_error) C.ig_status {
			return C.ig_options_add_manifest(made, (*C.char)(data), size, failure)
		}); err != nil {
			return err
		}
	}
	set := func(function func(failure **C.ig_error) C.ig_status) error { return call(ctx, nil, function) }
	if o.Authorizer != nil {
		if err := set(func(failure **C.ig_error) C.ig_status {
			return C.set_authorizer(made, newContext(o.Authorizer), failure)
		}); err != nil {
			return err
		}
	}
	if o.Audit != nil {
		if err := set(func(failure **C.ig_error) C.ig_status { return C.set_audit(made, newContext(o.Audit), failure) }); err != nil {
			return err
		}
	}
	if o.Logger != nil {
		if err := set(func(failure **C.ig_error) C.ig_status { return C.set_logger(made, newContext(o.Logger), failure) }); err != nil {
			return err
		}
	}
	if o.KeyProvider != nil {
		var text texts
		defer text.free()
		name := text.add("a name", "host")
		return set(func(failure **C.ig_error) C.ig_status {
			return C.set_key_provider(made, name, newContext(o.KeyProvider), failure)
		})
	}
	return nil
}

func pointerTo(data []byte) (unsafe.Pointer, C.size_t) {
	if len(data) == 0 {
		return unsafe.Pointer(&[1]byte{}), 0
	}
	return unsafe.Pointer(&data[0]), C.size_t(len(data))
}

// Close closes the gallery when calls of its own are done; sessions that are left keep the store open. Twice is harmless.
func (g *Gallery) Close() error {
	if g != nil {
		g.handle.close()
	}
	return nil
}

// Caller is who acts in which project, as the host knows; an empty Subject is nobody.
type Caller struct {
	Project, Subject string
	Permissions      uint64
}

// Session acts for a caller. Cheap: one per request.
func (g *Gallery) Session(caller Caller) (*Session, error) {
	if g == nil {
		return nil, ErrClosed
	}
	ctx := callContext()
	pointer, leave, err := g.handle.use(context.Background())
	if err != nil {
		return nil, err
	}
	defer leave()
	var text texts
	defer text.free()
	project, subject := text.add("the project", caller.Project), text.add("the subject", caller.Subject)
	if text.err != nil {
		return nil, text.err
	}
	var made *C.ig_session
	if err := call(ctx, nil, func(failure **C.ig_error) C.ig_status {
		return C.ig_session_new((*C.ig_gallery)(pointer), project, subject, C.uint64_t(caller.Permissions), &made, failure)
	}); err != nil {
		return nil, err
	}
	return &Session{newHandle(unsafe.Pointer(made), false, func(pointer unsafe.Pointer) { C.ig_session_free((*C.ig_session)(pointer)) })}, nil
}
