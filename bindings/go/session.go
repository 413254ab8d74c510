package integrationgallery

/*
#include <integration_gallery/ig.h>
*/
import "C"

import (
	"context"
	"encoding/json"
	"fmt"
	"unsafe"
)

// AnyRevision changes settings whatever their revision is.
const AnyRevision int64 = -1

// Session may be shared by goroutines, which then wait for one another, as long as their contexts allow. A context that is done
// ends a call before it starts, and is given to the callbacks inside of it; work in the database is not interrupted. A callback
// must not wait for another goroutine that uses the session it was called from.
type Session struct{ handle *handle }

// Close releases the session when its calls are done. Twice is harmless.
func (s *Session) Close() error {
	if s != nil {
		s.handle.close()
	}
	return nil
}

func (s *Session) use(ctx context.Context) (*C.ig_session, func(), error) {
	if s == nil {
		return nil, nil, ErrClosed
	}
	pointer, leave, err := s.handle.use(ctx)
	return (*C.ig_session)(pointer), leave, err
}

// about runs a function of one integration that gives a document.
func (s *Session) about(ctx context.Context, integration string,
	function func(session *C.ig_session, name *C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status) (json.RawMessage, error) {
	session, leave, err := s.use(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	var text texts
	defer text.free()
	name := text.add("the integration", integration)
	if text.err != nil {
		return nil, text.err
	}
	return document(ctx, s.handle, func(out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return function(session, name, out, failure)
	})
}

// List gives the cards of all integrations with their state in the project, a JSON array; "" is English.
func (s *Session) List(ctx context.Context, language string) (json.RawMessage, error) {
	return s.about(ctx, language, func(session *C.ig_session, name *C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		if *name == 0 {
			name = nil
		}
		return C.ig_catalog_list(session, name, out, failure)
	})
}

// Get gives the settings of one integration, without secrets; "revision" stands in the document.
func (s *Session) Get(ctx context.Context, integration string) (json.RawMessage, error) {
	return s.about(ctx, integration, func(session *C.ig_session, name *C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_settings_get(session, name, out, failure)
	})
}

// Put changes the settings if their revision is still ifRevision (AnyRevision; 0: never stored), and gives what is stored then.
// document is a json.RawMessage, []byte or string of JSON, or what encoding/json makes JSON of.
func (s *Session) Put(ctx context.Context, integration string, document any, ifRevision int64) (json.RawMessage, error) {
	body, err := encoded(document)
	if err != nil {
		return nil, err
	}
	data, size := pointerTo(body)
	return s.about(ctx, integration, func(session *C.ig_session, name *C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_settings_put(session, name, (*C.char)(data), size, C.int64_t(ifRevision), out, failure)
	})
}

// Check says what Put would store, with "differences" to what is stored, without storing it; it fails as Put would.
func (s *Session) Check(ctx context.Context, integration string, document any, ifRevision int64) (json.RawMessage, error) {
	body, err := encoded(document)
	if err != nil {
		return nil, err
	}
	data, size := pointerTo(body)
	return s.about(ctx, integration, func(session *C.ig_session, name *C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_settings_check(session, name, (*C.char)(data), size, C.int64_t(ifRevision), out, failure)
	})
}

// Changes says what changed in the project after a place in its history (0: from the start), oldest first, at most limit (0: 50).
// Give "next" as after the next time; where "incomplete" is true, read all settings again.
func (s *Session) Changes(ctx context.Context, after, limit int64) (json.RawMessage, error) {
	return s.about(ctx, "", func(session *C.ig_session, _ *C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		return C.ig_settings_changes(session, C.int64_t(after), C.int64_t(limit), out, failure)
	})
}

func encoded(document any) ([]byte, error) {
	switch given := document.(type) {
	case json.RawMessage:
		return given, nil
	case []byte:
		return given, nil
	case string:
		return []byte(given), nil
	}
	body, err := json.Marshal(document)
	if err != nil {
		return nil, argument(fmt.Sprintf("The document, a %T, is no JSON.", document))
	}
	return body, nil
}

// SetEnabled switches an integration on or off and changes nothing else.
func (s *Session) SetEnabled(ctx context.Context, integration string, enabled bool) (json.RawMessage, error) {
	return s.about(ctx, integration, func(session *C.ig_session, name *C.char, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
		value := C.int32_t(0)
		if enabled {
			value = 1
		}
		return C.ig_settings_set_enabled(session, name, value, out, failure)
	})
}

// Remove forgets settings and secrets if the revision is still ifRevision.
func (s *Session) Remove(ctx context.Context, integration string, ifRevision int64) error {
	session, leave, err := s.use(ctx)
	if err != nil {
		return err
	}
	defer leave()
	var text texts
	defer text.free()
	name := text.add("the integration", integration)
	if text.err != nil {
		return text.err
	}
	return call(ctx, s.handle, func(failure **C.ig_error) C.ig_status {
		return C.ig_settings_remove(session, name, C.int64_t(ifRevision), failure)
	})
}

// Credentials are opened secrets; Close wipes them. Texts that were handed out are Go's and stay.
type Credentials struct {
	handle   *handle
	Enabled  bool // a worker leaves an integration alone that is switched off
	Method   string
	Revision int64
	Settings json.RawMessage // without any secret
	Fields   []string        // JSON Pointers of the secrets that are set
}

// Credentials opens the secrets for use; purpose ("sync of tasks") reaches the audit sink before they are handed out.
func (s *Session) Credentials(ctx context.Context, integration, purpose string) (*Credentials, error) {
	session, leave, err := s.use(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	var text texts
	defer text.free()
	name, why := text.add("the integration", integration), text.add("the purpose", purpose)
	if text.err != nil {
		return nil, text.err
	}
	var made *C.ig_credentials
	if err := call(ctx, s.handle, func(failure **C.ig_error) C.ig_status {
		return C.ig_credentials_acquire(session, name, why, &made, failure)
	}); err != nil {
		return nil, err
	}
	credentials := &Credentials{
		handle:  newHandle(unsafe.Pointer(made), false, func(pointer unsafe.Pointer) { C.ig_credentials_free((*C.ig_credentials)(pointer)) }),
		Enabled: C.ig_credentials_enabled(made) != 0, Method: C.GoString(C.ig_credentials_method(made)),
		Revision: int64(C.ig_credentials_revision(made)), Settings: json.RawMessage(C.GoString(C.ig_credentials_settings(made))),
	}
	for index := C.size_t(0); index < C.ig_credentials_field_count(made); index++ {
		credentials.Fields = append(credentials.Fields, C.GoString(C.ig_credentials_field_name(made, index)))
	}
	return credentials, nil
}

// IsSecret says whether a value is the secret that is stored at a JSON Pointer. It compares fingerprints, opens nothing, and is told to
// the audit sink.
func (s *Session) IsSecret(ctx context.Context, integration, pointer, value, purpose string) (bool, error) {
	session, leave, err := s.use(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	var text texts
	defer text.free()
	name, place := text.add("the integration", integration), text.add("the pointer", pointer)
	candidate, why := text.add("the value", value), text.add("the purpose", purpose)
	if text.err != nil {
		return false, text.err
	}
	var same C.int32_t
	err = call(ctx, s.handle, func(failure **C.ig_error) C.ig_status {
		return C.ig_credentials_compare(session, name, place, candidate, C.size_t(len(value)), why, &same, failure)
	})
	return err == nil && same == 1, err
}

// Secret gives the secret at a JSON Pointer such as "/authentication/apiKey"; false if it is not set.
func (c *Credentials) Secret(pointer string) (string, bool, error) {
	if c == nil {
		return "", false, ErrClosed
	}
	object, leave, err := c.handle.use(context.Background())
	if err != nil {
		return "", false, err
	}
	defer leave()
	var text texts
	defer text.free()
	place := text.add("the pointer", pointer)
	if text.err != nil {
		return "", false, text.err
	}
	var size C.size_t
	secret := C.ig_credentials_field((*C.ig_credentials)(object), place, &size)
	if secret == nil {
		return "", false, nil
	}
	return string(bytesOf(unsafe.Pointer(secret), size)), true, nil
}

// Close wipes the secrets. Twice is harmless.
func (c *Credentials) Close() error {
	if c != nil {
		c.handle.close()
	}
	return nil
}
