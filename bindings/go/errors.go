package integrationgallery

/*
#include <integration_gallery/ig.h>
*/
import "C"

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Status says what kind of failure an Error is; 1000 to 1999 are the host's own.
type Status int32

// The statuses of ig.h.
const (
	InvalidArgument Status = iota + 1
	InvalidState
	Validation
	NotFound
	Conflict
	Denied
	Reauthorize
	Remote
	Storage
	Key
	Timeout
	Cancelled
	Limit
	Unsupported
	NoMemory
	Internal
	Host Status = 1000
)

// String is the lower-case name, such as "not_found".
func (s Status) String() string { return C.GoString(C.ig_status_name(C.ig_status(s))) }

// Error is what the library reports, and what a callback may return to choose the status. Compare with
// errors.Is(err, ErrNotFound), or &Error{Status: …, Code: …}, whose empty members match all.
type Error struct {
	Status  Status
	Code    string          // stable and finer than the status, such as "key-mismatch"
	Message string          // for the person who has to act; holds no secret
	Detail  json.RawMessage // the RFC 9457 problem document
	Issues  []Issue         // what is wrong where in a document
	cause   error
}

// Issue is one thing that is wrong in a document.
type Issue struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Detail  string `json:"detail"`
}

func (e *Error) Error() string { return e.Message }

// Unwrap gives what a callback of the host returned or, as *PanicError, threw.
func (e *Error) Unwrap() error { return e.cause }

// Is compares status and code.
func (e *Error) Is(target error) bool {
	wanted, ok := target.(*Error)
	return ok && (wanted.Status == 0 || wanted.Status == e.Status) && (wanted.Code == "" || wanted.Code == e.Code)
}

// PanicError holds what a callback panicked with; its text does not show the value, which may be secret.
type PanicError struct{ Value any }

func (e *PanicError) Error() string {
	return fmt.Sprintf("a callback panicked with a value of type %T", e.Value)
}

// ErrClosed is the use of what was closed.
var ErrClosed = errors.New("integration gallery: this object is closed")

// To compare with errors.Is.
var (
	ErrInvalidArgument = &Error{Status: InvalidArgument, Message: "invalid argument"}
	ErrValidation      = &Error{Status: Validation, Message: "the document breaks its schema"}
	ErrNotFound        = &Error{Status: NotFound, Message: "not found"}
	ErrConflict        = &Error{Status: Conflict, Message: "the revision moved"}
	ErrDenied          = &Error{Status: Denied, Message: "denied"}
	ErrKey             = &Error{Status: Key, Message: "a key is missing or wrong"}
)
