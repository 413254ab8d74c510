package integrationgallery

/*
#include <integration_gallery/ig.h>
*/
import "C"

import (
	"context"
	"io"
	"net/http"
	"strings"
	"unsafe"
)

const bodyLimit = 1 << 20 // the gallery's own limits are lower

// Field is a field of an HTTP message. Names that begin with ":" are facts that the host vouches for: see ig.h.
type Field struct{ Name, Value string }

// Request is for Session.Handle; Target is still percent-encoded.
type Request struct {
	Method, Target string
	Fields         []Field
	Body           []byte
}

// Response is what to send back; Content-Length is among the fields.
type Response struct {
	Status int
	Fields []Field
	Body   []byte
}

// Handle answers a request of the session's caller: the REST API and the page. 4xx and 5xx are answers.
func (s *Session) Handle(ctx context.Context, request Request) (*Response, error) {
	session, leave, err := s.use(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	message, err := request.message(ctx)
	defer C.ig_http_message_free(message)
	if err != nil {
		return nil, err
	}
	var answer *C.ig_http_message
	if err := call(ctx, s.handle, func(failure **C.ig_error) C.ig_status {
		return C.ig_http_handle(session, message, &answer, failure)
	}); err != nil {
		return nil, err
	}
	defer C.ig_http_message_free(answer)
	response := &Response{Status: int(C.ig_http_message_status(answer))}
	for index := C.size_t(0); index < C.ig_http_message_count(answer); index++ {
		var value *C.char
		name := C.ig_http_message_field(answer, index, &value)
		response.Fields = append(response.Fields, Field{C.GoString(name), C.GoString(value)})
	}
	var size C.size_t
	body := C.ig_http_message_body(answer, &size)
	response.Body = bytesOf(unsafe.Pointer(body), size)
	return response, nil
}

// Route is what answering a request waits for.
type Route int32

// Pure waits for nothing, Store for the database or a key service, Outbound for another service.
const (
	Pure Route = iota
	Store
	Outbound
)

// Classify says what answering a request waits for, from method, target and ":mount" alone.
func (s *Session) Classify(ctx context.Context, request Request) (Route, error) {
	session, leave, err := s.use(ctx)
	if err != nil {
		return Store, err
	}
	defer leave()
	message, err := request.message(ctx)
	defer C.ig_http_message_free(message)
	if err != nil {
		return Store, err
	}
	return Route(C.ig_http_classify(session, message)), nil
}

func (r Request) message(ctx context.Context) (*C.ig_http_message, error) {
	var text texts
	defer text.free()
	method, target := text.add("the method", r.Method), text.add("the target", r.Target)
	names, values := make([]*C.char, len(r.Fields)), make([]*C.char, len(r.Fields))
	for index, field := range r.Fields {
		names[index], values[index] = text.add("a field's name", field.Name), text.add("a field's value", field.Value)
	}
	if text.err != nil {
		return nil, text.err
	}
	var message *C.ig_http_message
	err := call(ctx, nil, func(failure **C.ig_error) C.ig_status {
		status := C.ig_http_request_new(method, target, &message, failure)
		for index := 0; status == C.IG_OK && index < len(names); index++ {
			status = C.ig_http_message_add(message, names[index], values[index], failure)
		}
		if status == C.IG_OK {
			data, size := pointerTo(r.Body)
			status = C.ig_http_message_set_body(message, data, size, failure)
		}
		return status
	})
	return message, err
}

// HandlerOptions say how a server mounts the gallery.
type HandlerOptions struct {
	Caller    func(*http.Request) (Caller, bool) // who asks, from the host's own session; false: nobody
	Authority string                             // host and port that the server answers for; without it browsers may change nothing
	Mount     string                             // the prefix of the path, without a slash at the end
	Token     bool                               // callers are known by a header that no browser adds by itself
	Secure    bool                               // the client's hop was TLS although this server's is not
}

// Handler serves the page and the API below Mount; give it the request before any prefix is stripped.
func (g *Gallery) Handler(options HandlerOptions) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(io.LimitReader(request.Body, bodyLimit))
		if err != nil {
			http.Error(writer, "The body cannot be read.", http.StatusBadRequest)
			return
		}
		response, err := g.answer(options, request, body)
		if err != nil {
			http.Error(writer, "The gallery cannot answer.", http.StatusInternalServerError)
			return
		}
		header := writer.Header()
		header["Content-Type"] = nil
		for _, field := range response.Fields {
			header.Add(field.Name, field.Value)
		}
		writer.WriteHeader(response.Status)
		_, _ = writer.Write(response.Body)
	})
}

func (g *Gallery) answer(options HandlerOptions, request *http.Request, body []byte) (*Response, error) {
	caller, known := Caller{}, false
	if options.Caller != nil {
		caller, known = options.Caller(request)
	}
	if !known {
		caller = Caller{Project: "-"}
	}
	session, err := g.Session(caller)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	target := request.RequestURI
	if !strings.HasPrefix(target, "/") && target != "*" {
		target = request.URL.RequestURI()
	}
	made := Request{Method: request.Method, Target: clean(target), Body: body, Fields: []Field{{":mount", options.Mount}}}
	add := func(name, value string) { made.Fields = append(made.Fields, Field{name, value}) }
	add(":auth", map[bool]string{true: "token", false: "cookie"}[options.Token])
	add(":scheme", map[bool]string{true: "https", false: "http"}[options.Secure || request.TLS != nil])
	if options.Authority != "" {
		add(":authority", options.Authority)
	}
	if request.Host != "" {
		add("Host", clean(request.Host))
	}
	for name, values := range request.Header {
		for _, value := range values {
			if !strings.HasPrefix(name, ":") {
				add(clean(name), clean(value))
			}
		}
	}
	return session.Handle(request.Context(), made)
}

func clean(value string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(value, "\uFFFD"), "\x00", "\uFFFD")
}
