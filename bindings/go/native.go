package integrationgallery

/*
#cgo CFLAGS: -I${SRCDIR}/native/include
#cgo LDFLAGS: -L${SRCDIR}/native -l:libintegration_gallery_c.so.1 -Wl,-rpath,${SRCDIR}/native
#include <stdlib.h>
#include <integration_gallery/ig.h>

static __thread uintptr_t ig_go_frame;
static uintptr_t ig_go_swap_frame(uintptr_t frame) {
	uintptr_t before = ig_go_frame;
	ig_go_frame = frame;
	return before;
}
static uintptr_t ig_go_current_frame(void) { return ig_go_frame; }
*/
import "C"

import (
	"context"
	"encoding/json"
	"runtime"
	"runtime/cgo"
	"strings"
	"sync"
	"unicode/utf8"
	"unsafe"
)

// frame is a call that is running: its context, for the callbacks inside of it, and what one of them returned or threw.
type frame struct {
	ctx   context.Context
	cause error
	held  *handle
	outer *frame
}

// currentFrame is the call that the goroutine is inside of. A goroutine in a callback is bound to its thread, and no other goroutine
// runs on a thread that has a frame.
func currentFrame() *frame {
	if current := C.ig_go_current_frame(); current != 0 {
		return cgo.Handle(current).Value().(*frame)
	}
	return nil
}

// call runs a function of the library, and makes an error of what it reports.
func call(ctx context.Context, held *handle, function func(failure **C.ig_error) C.ig_status) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	running := &frame{ctx: ctx, held: held, outer: currentFrame()}
	token := cgo.NewHandle(running)
	before := C.ig_go_swap_frame(C.uintptr_t(token))
	defer func() {
		C.ig_go_swap_frame(before)
		token.Delete()
	}()
	var failure *C.ig_error
	status := function(&failure)
	if status == C.IG_OK {
		return nil
	}
	defer C.ig_error_free(failure)
	made := &Error{Status: Status(status), Code: C.GoString(C.ig_error_code(failure)), Message: C.GoString(C.ig_error_message(failure)),
		Detail: json.RawMessage(C.GoString(C.ig_error_detail(failure))), cause: running.cause}
	var detail struct {
		Errors []Issue `json:"errors"`
	}
	if json.Unmarshal(made.Detail, &detail) == nil {
		made.Issues = detail.Errors
	}
	return made
}

// document runs a function that gives a JSON document.
func document(ctx context.Context, held *handle, function func(out **C.ig_buffer, failure **C.ig_error) C.ig_status) (json.RawMessage, error) {
	var out *C.ig_buffer
	if err := call(ctx, held, func(failure **C.ig_error) C.ig_status { return function(&out, failure) }); err != nil {
		return nil, err
	}
	if out == nil {
		return nil, nil
	}
	defer C.ig_buffer_free(out)
	return bytesOf(unsafe.Pointer(C.ig_buffer_data(out)), C.ig_buffer_size(out)), nil
}

func bytesOf(data unsafe.Pointer, size C.size_t) []byte {
	made := make([]byte, int(size))
	if size != 0 {
		copy(made, unsafe.Slice((*byte)(data), int(size)))
	}
	return made
}

// texts are arguments in C's memory, which free gives back.
type texts struct {
	made []unsafe.Pointer
	err  error
}

func (t *texts) add(name, value string) *C.char {
	switch {
	case t.err != nil:
		return nil
	case strings.IndexByte(value, 0) >= 0:
		t.err = argument(name + " holds a NUL character; remove it.")
		return nil
	case !utf8.ValidString(value):
		t.err = argument(name + " is not UTF-8; encode it so.")
		return nil
	}
	text := C.CString(value)
	t.made = append(t.made, unsafe.Pointer(text))
	return text
}

func (t *texts) free() {
	for _, text := range t.made {
		C.free(text)
	}
}

func argument(message string) error {
	return &Error{Status: InvalidArgument, Code: "invalid-argument", Message: message, Detail: json.RawMessage("{}")}
}

// handle owns an object of the library: freed once, and never under a call that uses it.
type handle struct {
	mutex   sync.Mutex
	users   int
	closed  bool
	pointer unsafe.Pointer
	free    func(unsafe.Pointer)
	turn    chan struct{} // nil for objects that many may use at once
}

func newHandle(pointer unsafe.Pointer, shared bool, free func(unsafe.Pointer)) *handle {
	made := &handle{pointer: pointer, free: free}
	if !shared {
		made.turn = make(chan struct{}, 1)
	}
	runtime.SetFinalizer(made, (*handle).close)
	return made
}

// use gives the pointer, waiting for other users where there may be only one, and what ends the use.
func (h *handle) use(ctx context.Context) (unsafe.Pointer, func(), error) {
	if h == nil {
		return nil, nil, ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	h.mutex.Lock()
	if h.closed {
		h.mutex.Unlock()
		return nil, nil, ErrClosed
	}
	h.users++
	h.mutex.Unlock()
	if h.turn == nil || h.heldHere() {
		return h.pointer, h.leave, nil
	}
	select {
	case h.turn <- struct{}{}:
		return h.pointer, func() { <-h.turn; h.leave() }, nil
	case <-ctx.Done():
		h.leave()
		return nil, nil, ctx.Err()
	}
}

// heldHere: a callback uses the object whose call it is inside of.
func (h *handle) heldHere() bool {
	for running := currentFrame(); running != nil; running = running.outer {
		if running.held == h {
			return true
		}
	}
	return false
}

func (h *handle) leave() {
	h.mutex.Lock()
	h.users--
	last := h.closed && h.users == 0
	h.mutex.Unlock()
	if last {
		h.free(h.pointer)
	}
}

func (h *handle) close() {
	if h == nil {
		return
	}
	h.mutex.Lock()
	last := !h.closed && h.users == 0
	h.closed = true
	h.mutex.Unlock()
	if last {
		h.free(h.pointer)
	}
	runtime.SetFinalizer(h, nil)
}
