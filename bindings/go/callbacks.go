package integrationgallery

/*
#include <stdint.h>
#include <stdlib.h>
#include <integration_gallery/ig.h>
*/
import "C"

import (
	"context"
	"encoding/json"
	"errors"
	"runtime/cgo"
	"strings"
	"sync/atomic"
	"time"
	"unsafe"
)

var contexts int64 // how many callback contexts the library holds

func newContext(value any) C.uintptr_t {
	atomic.AddInt64(&contexts, 1)
	return C.uintptr_t(cgo.NewHandle(value))
}

// Question is what an authorizer answers: may Subject do Action ("config.write", …) in Project?
type Question struct {
	Project, Subject    string
	Permissions         uint64
	Action, Integration string
}

// Authorizer decides who may do what; only true without an error is a yes.
type Authorizer func(ctx context.Context, question Question) (bool, error)

// AuditSink receives an audit record before the act is acknowledged; an error denies an opening of secrets.
type AuditSink func(ctx context.Context, record json.RawMessage) error

// Logger takes a log record; level is 0 debug, 1 information, 2 warning, 3 error.
type Logger func(level int, message string, fields json.RawMessage)

// KeyProvider guards the data keys in a key service; several goroutines may be inside at once.
type KeyProvider interface {
	Keys(ctx context.Context) (active string, known []string, err error)
	Wrap(ctx context.Context, keyID string, key, label []byte) ([]byte, error)
	Unwrap(ctx context.Context, keyID string, wrapped, label []byte) ([]byte, error)
}

func callContext() context.Context {
	if running := currentFrame(); running != nil {
		return running.ctx
	}
	return context.Background()
}

// contained runs a callback of the host: nothing that it throws gets into C, and texts of foreign errors are not passed on.
func contained(failure **C.ig_error, function func() error) (status C.ig_status) {
	finished := false
	var err error
	defer func() {
		if !finished {
			err = &PanicError{recover()}
		}
		if err == nil {
			return
		}
		if running := currentFrame(); running != nil {
			running.cause = err
		}
		status = C.IG_E_INTERNAL
		message := "A callback of the host failed."
		var own *Error
		if errors.As(err, &own) && own.Status > 0 {
			status, message = C.ig_status(own.Status), strings.ReplaceAll(strings.ToValidUTF8(own.Message, "?"), "\x00", "")
		}
		if failure != nil {
			text := C.CString(message)
			*failure = C.ig_error_new(status, text)
			C.free(unsafe.Pointer(text))
		}
	}()
	err = function()
	finished = true
	return C.IG_OK
}

func give(out **C.ig_buffer, data []byte) {
	if len(data) != 0 {
		*out = C.ig_buffer_new(unsafe.Pointer(&data[0]), C.size_t(len(data)))
	}
}

//export igGoRelease
func igGoRelease(host C.uintptr_t) {
	cgo.Handle(host).Delete()
	atomic.AddInt64(&contexts, -1)
}

//export igGoAuthorize
func igGoAuthorize(host C.uintptr_t, project, subject *C.char, permissions C.uint64_t, action, integration *C.char, allowed *C.int32_t,
	failure **C.ig_error) C.ig_status {
	return contained(failure, func() error {
		yes, err := cgo.Handle(host).Value().(Authorizer)(callContext(), Question{C.GoString(project), C.GoString(subject),
			uint64(permissions), C.GoString(action), C.GoString(integration)})
		if yes && err == nil {
			*allowed = 1
		}
		return err
	})
}

//export igGoKeys
func igGoKeys(host C.uintptr_t, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
	return contained(failure, func() error {
		active, known, err := cgo.Handle(host).Value().(KeyProvider).Keys(callContext())
		if err != nil {
			return err
		}
		text, err := json.Marshal(map[string]any{"active": active, "known": known})
		give(out, text)
		return err
	})
}

//export igGoWrap
func igGoWrap(host C.uintptr_t, wrap C.int, keyID *C.char, input unsafe.Pointer, size C.size_t, label unsafe.Pointer, labelSize C.size_t,
	timeout C.uint32_t, out **C.ig_buffer, failure **C.ig_error) C.ig_status {
	return contained(failure, func() error {
		ctx, cancel := context.WithTimeout(callContext(), time.Duration(timeout)*time.Millisecond)
		defer cancel()
		provider := cgo.Handle(host).Value().(KeyProvider)
		turn := provider.Unwrap
		if wrap != 0 {
			turn = provider.Wrap
		}
		made, err := turn(ctx, C.GoString(keyID), bytesOf(input, size), bytesOf(label, labelSize))
		if err == nil {
			give(out, made)
		}
		return err
	})
}

//export igGoAudit
func igGoAudit(host C.uintptr_t, record *C.char, size C.size_t, failure **C.ig_error) C.ig_status {
	return contained(failure, func() error {
		return cgo.Handle(host).Value().(AuditSink)(callContext(), bytesOf(unsafe.Pointer(record), size))
	})
}

//export igGoLog
func igGoLog(host C.uintptr_t, level C.int32_t, record *C.char, size C.size_t) {
	defer func() { _ = recover() }()
	var read struct {
		Message string          `json:"message"`
		Fields  json.RawMessage `json:"fields"`
	}
	if json.Unmarshal(bytesOf(unsafe.Pointer(record), size), &read) == nil {
		cgo.Handle(host).Value().(Logger)(int(level), read.Message, read.Fields)
	}
}
