package tests

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	ig "integration-gallery.example/go"
)

type object = map[string]any

var folder = filepath.Join(os.Getenv("IG_SOURCE_DIR"), "bindings/scenarios")
var background = context.Background()

func read(name string) (made object) {
	text, err := os.ReadFile(filepath.Join(folder, name))
	if err == nil {
		err = json.Unmarshal(text, &made)
	}
	if err != nil {
		panic(err)
	}
	return made
}

// plain is a value as encoding/json reads it.
func plain(value any) (made any) {
	text, err := json.Marshal(value)
	if err == nil {
		err = json.Unmarshal(text, &made)
	}
	if err != nil {
		panic(err)
	}
	return made
}

type world struct {
	folder    string
	variables *strings.Replacer
	galleries map[string]*ig.Gallery
	hosts     map[string]*host
	sessions  map[string]*ig.Session
	opened    map[string]*ig.Credentials
	results   map[string]any
}

func newWorld(place, branch string) *world {
	return &world{place, strings.NewReplacer("${folder}", place, "${data}", filepath.Join(folder, "data"), "${branch}", branch),
		map[string]*ig.Gallery{}, map[string]*host{}, map[string]*ig.Session{}, map[string]*ig.Credentials{}, object{}}
}

func (w *world) close() {
	for _, one := range w.opened {
		one.Close()
	}
	for _, one := range w.sessions {
		one.Close()
	}
	for _, one := range w.galleries {
		one.Close()
	}
}

func text(step object, name, otherwise string) string {
	switch value := step[name].(type) {
	case string:
		return value
	case object:
		return value["$broken"].(string) + "\xff"
	}
	return otherwise
}

func (w *world) document(value any) any {
	if form, is := value.(object); is {
		if said, is := form["$text"].(string); is {
			return said
		}
		if said, is := form["$bytes"].(string); is {
			data, _ := hex.DecodeString(said)
			return data
		}
		if said, is := form["$result"].(string); is {
			return w.results[said]
		}
	}
	if said, is := value.(string); is {
		return []byte(said)
	}
	return value
}

func revision(step object) int64 {
	if value, is := step["if_revision"].(float64); is {
		return int64(value)
	}
	return ig.AnyRevision
}

func (w *world) open(step object) (any, error) {
	h := &host{step: step, calls: map[string][]any{}}
	options := ig.Options{}
	set := func(name, value string) {
		options.Settings = append(options.Settings, ig.Setting{Name: name, Value: value})
	}
	if store, is := step["store"].(string); is {
		base := filepath.Join(w.folder, store)
		set("database.url", "sqlite://"+base+".db")
		set("database.synchronous", "false")
		if step["key_provider"] == nil {
			set("key.file", base+".key")
			set("key.create", "true")
		}
		if step["shipped"] == nil {
			set("catalog.shipped", "false")
		}
	}
	w.fill(&options, step)
	if step["authorizer"] != nil {
		options.Authorizer = h.authorize
	}
	if step["audit"] != nil {
		options.Audit = h.audit
	}
	if step["logger"] != nil {
		options.Logger = h.log
	}
	if step["key_provider"] != nil {
		options.KeyProvider = h
	}
	gallery, err := ig.Open(background, options)
	if err == nil {
		name := text(step, "as", "g")
		w.galleries[name], w.hosts[name] = gallery, h
	}
	return nil, err
}

func (w *world) do(step object) (any, error) {
	session := w.sessions[text(step, "session", "s")]
	integration := text(step, "integration", "")
	switch step["do"] {
	case "library.info":
		return object{"version": ig.Version(), "abi_revision": ig.ABIRevision()}, nil
	case "library.status_name":
		return ig.Status(step["value"].(float64)).String(), nil
	case "gallery.open":
		return w.open(step)
	case "gallery.close":
		return nil, w.galleries[text(step, "of", "")].Close()
	case "session.new":
		permissions, is := step["permissions"].(float64)
		if !is {
			permissions = 7
		}
		made, err := w.galleries[text(step, "gallery", "g")].Session(ig.Caller{Project: text(step, "project", "apollo"),
			Subject: text(step, "subject", "ada"), Permissions: uint64(permissions)})
		if err == nil {
			w.sessions[text(step, "as", "s")] = made
		}
		return nil, err
	case "session.close":
		return nil, w.sessions[text(step, "of", "")].Close()
	case "catalog.list":
		return session.List(background, text(step, "language", ""))
	case "settings.get":
		return session.Get(background, integration)
	case "settings.put":
		return session.Put(background, integration, w.document(step["document"]), revision(step))
	case "settings.set_enabled":
		return session.SetEnabled(background, integration, step["enabled"].(bool))
	case "settings.remove":
		return nil, session.Remove(background, integration, revision(step))
	case "credentials.acquire":
		made, err := session.Credentials(background, integration, text(step, "purpose", ""))
		if err != nil {
			return nil, err
		}
		w.opened[text(step, "as", "c")] = made
		fields := object{}
		for _, pointer := range made.Fields {
			if fields[pointer], _, err = made.Secret(pointer); err != nil {
				return nil, err
			}
		}
		return object{"enabled": made.Enabled, "method": made.Method, "revision": made.Revision, "settings": made.Settings, "fields": fields}, nil
	case "credentials.field":
		secret, is, err := w.opened[text(step, "of", "")].Secret(text(step, "pointer", ""))
		if err != nil || !is {
			return nil, err
		}
		return secret, nil
	case "credentials.close":
		return nil, w.opened[text(step, "of", "")].Close()
	case "http.handle":
		return w.handle(session, step["request"].(object))
	case "http.classify":
		asked := step["request"].(object)
		route, err := session.Classify(background, ig.Request{Method: text(asked, "method", ""), Target: text(asked, "target", "")})
		return []string{"pure", "store", "outbound"}[route], err
	case "callbacks.calls":
		h := w.hosts[text(step, "of", "")]
		return h.calls[text(step, "callback", "")], nil
	case "together":
		return nil, w.together(step)
	}
	return w.operate(step, session, integration)
}

func (w *world) handle(session *ig.Session, given object) (any, error) {
	request := ig.Request{Method: text(given, "method", ""), Target: text(given, "target", "")}
	fields, _ := given["fields"].([]any)
	for _, one := range fields {
		request.Fields = append(request.Fields, ig.Field{Name: one.([]any)[0].(string), Value: one.([]any)[1].(string)})
	}
	switch body := w.document(given["body"]).(type) {
	case []byte:
		request.Body = body
	case object:
		request.Body, _ = json.Marshal(body)
	}
	response, err := session.Handle(background, request)
	if err != nil {
		return nil, err
	}
	answered := []any{}
	for _, field := range response.Fields {
		answered = append(answered, []string{field.Name, field.Value})
	}
	var parsed any
	_ = json.Unmarshal(response.Body, &parsed)
	return object{"status": response.Status, "fields": answered, "body": string(response.Body), "json": parsed}, nil
}

func (w *world) together(step object) error {
	times := int(step["times"].(float64))
	failures := make(chan error, times)
	for number := 0; number < times; number++ {
		branch := newWorld(w.folder, fmt.Sprint(number))
		go func() {
			branch.hosts = w.hosts
			branch.galleries = w.galleries
			failures <- branch.run(step["steps"].([]any))
			branch.galleries = nil
			branch.close()
		}()
	}
	var first error
	for number := 0; number < times; number++ {
		if err := <-failures; err != nil {
			first = err
		}
	}
	return first
}

func find(root any, pointer string) (any, bool) {
	for _, segment := range strings.Split(pointer, "/")[1:] {
		segment = strings.ReplaceAll(strings.ReplaceAll(segment, "~1", "/"), "~0", "~")
		is := false
		switch at := root.(type) {
		case object:
			root, is = at[segment]
		case []any:
			member, value, searches := strings.Cut(strings.Trim(segment, "[]"), "=")
			for index, one := range at {
				if is = !searches && fmt.Sprint(index) == segment; searches {
					found, there := find(one, "/"+member)
					is = there && asText(found) == value
				}
				if is {
					root = one
					break
				}
			}
		}
		if !is {
			return nil, false
		}
	}
	return root, true
}

func asText(value any) string {
	if said, is := value.(string); is {
		return said
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value)
	return strings.TrimSpace(out.String())
}

func size(value any) float64 {
	switch at := value.(type) {
	case float64:
		return at
	case string:
		return float64(utf8.RuneCountInString(at))
	case []any:
		return float64(len(at))
	case object:
		return float64(len(at))
	}
	return -1
}

func (w *world) expect(value any, wanted object) error {
	for kind, places := range wanted {
		if kind == "missing" {
			for _, pointer := range places.([]any) {
				if _, there := find(value, pointer.(string)); there {
					return fmt.Errorf("%v is there", pointer)
				}
			}
		}
		pointers, is := places.(object)
		if !is {
			continue
		}
		for pointer, wants := range pointers {
			at, there := find(value, pointer)
			holds := there
			switch kind {
			case "is":
				holds = there && reflect.DeepEqual(at, wants)
			case "same":
				holds = there && reflect.DeepEqual(at, w.results[wants.(string)])
			case "holds":
				holds = there && strings.Contains(asText(at), asText(wants))
			case "lacks":
				holds = there && !strings.Contains(asText(at), asText(wants))
			case "size":
				holds = there && size(at) == wants
			case "least":
				holds = there && size(at) >= wants.(float64)
			default:
				return fmt.Errorf("an unknown expectation: %s", kind)
			}
			if !holds {
				return fmt.Errorf("%s is %s: not %s %v", pointer, asText(at), kind, wants)
			}
		}
	}
	return nil
}

func (w *world) fails(err error, wanted object) error {
	kind, _ := wanted["kind"].(string)
	var failure *ig.Error
	if !errors.As(err, &failure) {
		if kind == "closed" && errors.Is(err, ig.ErrClosed) {
			return nil
		}
		return err
	}
	if failure.Message == "" || strings.Contains(failure.Message+string(failure.Detail), "canary") {
		return fmt.Errorf("a bad message: %v", err)
	}
	var thrown *ig.PanicError
	switch {
	case kind == "argument" && (failure.Status == ig.InvalidArgument || failure.Status == ig.NotFound):
	case kind == "thrown" && failure.Code == "host-callback" && errors.As(err, &thrown):
	case kind != "":
		return fmt.Errorf("%s is no %s", failure.Code, kind)
	}
	if status := wanted["status"]; status != nil && status != failure.Status.String() {
		return fmt.Errorf("the status is %v: %v", failure.Status, err)
	}
	if code, is := wanted["code"].(string); is && !errors.Is(err, &ig.Error{Code: code}) {
		return fmt.Errorf("the code is %s", failure.Code)
	}
	return w.expect(plain(failure.Detail), wanted)
}

func (w *world) run(steps []any) error {
	for _, given := range steps {
		step := given.(object)
		if step["do"] != "together" {
			step = w.substitute(step).(object)
		}
		value, err := w.do(step)
		wanted, refused := step["fails"].(object)
		switch {
		case err != nil && step["may_fail"] == "closed" && errors.Is(err, ig.ErrClosed):
			continue
		case err != nil && refused:
			err = w.fails(err, wanted)
		case err == nil && refused:
			err = errors.New("it succeeded")
		case err == nil:
			value = plain(value)
			expected, _ := step["expect"].(object)
			err = w.expect(value, expected)
			if name, is := step["as"].(string); is {
				w.results[name] = value
			}
		}
		if err != nil {
			return fmt.Errorf("%v: %w", asText(step), err)
		}
	}
	return nil
}

func (w *world) substitute(value any) any {
	switch at := value.(type) {
	case string:
		return w.variables.Replace(at)
	case []any:
		made := make([]any, len(at))
		for index, one := range at {
			made[index] = w.substitute(one)
		}
		return made
	case object:
		made := object{}
		for name, one := range at {
			made[name] = w.substitute(one)
		}
		return made
	}
	return value
}

func TestScenarios(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(folder, "*.json"))
	for _, file := range files {
		scenarios, _ := read(filepath.Base(file))["scenarios"].([]any)
		for _, one := range scenarios {
			scenario := one.(object)
			if scenario["dynamic"] == true {
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".json")+"/"+scenario["name"].(string), func(t *testing.T) {
				w := newWorld(t.TempDir(), "")
				defer w.close()
				if err := w.run(scenario["steps"].([]any)); err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}
