package tests

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"

	ig "integration-gallery.example/go"
)

var put = object{"enabled": true, "authentication": object{"method": "bearer"},
	"secrets": object{"/authentication/token": object{"value": "canary-1"}}}

func allow(context.Context, ig.Question) (bool, error) { return true, nil }

func opened(t testing.TB, authorizer ig.Authorizer) (*ig.Gallery, *ig.Session) {
	base := t.TempDir() + "/main"
	manifest, _ := json.Marshal(read("manifests.json")["probe"])
	gallery, err := ig.Open(background, ig.Options{Authorizer: authorizer, Manifests: []json.RawMessage{manifest}, Settings: []ig.Setting{
		{Name: "database.url", Value: "sqlite://" + base + ".db"}, {Name: "database.synchronous", Value: "false"},
		{Name: "key.file", Value: base + ".key"}, {Name: "key.create", Value: "true"}, {Name: "catalog.shipped", Value: "false"}}})
	if err != nil {
		t.Fatal(err)
	}
	session, err := gallery.Session(ig.Caller{Project: "apollo", Subject: "ada"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { session.Close(); gallery.Close() })
	return gallery, session
}

func TestErrorsAreComparedByStatusAndCode(t *testing.T) {
	_, session := opened(t, nil)
	_, err := session.Put(background, "probe", object{"syncSettings": object{"minutes": 1}}, ig.AnyRevision)
	var failure *ig.Error
	if !errors.Is(err, ig.ErrValidation) || !errors.As(err, &failure) || failure.Issues[0].Pointer != "#/syncSettings/minutes" {
		t.Fatal(err)
	}
	if _, err = session.Get(background, "nowhere"); !errors.Is(err, ig.ErrNotFound) || errors.Is(err, ig.ErrConflict) {
		t.Fatal(err)
	}
	if _, err = session.Put(background, "probe", put, 3); !errors.Is(err, ig.ErrConflict) {
		t.Fatal(err)
	}
	if _, err = session.Put(background, "probe", func() {}, 3); !errors.Is(err, ig.ErrInvalidArgument) {
		t.Fatal(err)
	}
}

func TestWhatACallbackReturnedIsTheCause(t *testing.T) {
	down := errors.New("the directory holds a canary")
	_, session := opened(t, func(context.Context, ig.Question) (bool, error) { return true, down })
	_, err := session.Get(background, "probe")
	if !errors.Is(err, down) || strings.Contains(err.Error(), "canary") {
		t.Fatal(err)
	}
}

func TestAProgressThatPanicsStopsTheJob(t *testing.T) {
	gallery, session := opened(t, nil)
	if _, err := session.Put(background, "probe", put, ig.AnyRevision); err != nil {
		t.Fatal(err)
	}
	var thrown *ig.PanicError
	if _, err := gallery.RotateKeys(background, ig.Job{Progress: func(ig.Progress) bool { panic("a canary sang") }}); !errors.As(err, &thrown) {
		t.Fatal(err)
	}
	if result, err := gallery.RotateKeys(background, ig.Job{}); err != nil || !strings.Contains(string(result), `"finished":true`) {
		t.Fatal(err, string(result))
	}
}

func TestAContextReachesCallbacksAndEndsCalls(t *testing.T) {
	type key struct{}
	var seen any
	_, session := opened(t, func(ctx context.Context, _ ig.Question) (bool, error) { seen = ctx.Value(key{}); return true, nil })
	if _, err := session.Get(context.WithValue(background, key{}, 7), "probe"); err != nil || seen != 7 {
		t.Fatal(err, seen)
	}
	done, cancel := context.WithCancel(background)
	cancel()
	if _, err := session.Get(done, "probe"); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestACallbackMayUseAndCloseItsSession(t *testing.T) {
	var session *ig.Session
	var inner error
	asked := 0
	_, session = opened(t, func(context.Context, ig.Question) (bool, error) {
		if asked++; asked == 1 {
			_, inner = session.Get(background, "probe")
			session.Close()
		}
		return true, nil
	})
	if _, err := session.Get(background, "probe"); err != nil || inner != nil {
		t.Fatal(err, inner)
	}
	if _, err := session.Get(background, "probe"); !errors.Is(err, ig.ErrClosed) {
		t.Fatal(err)
	}
}

func TestGoroutinesMayShareAndCloseASession(t *testing.T) {
	gallery, session := opened(t, allow)
	var all sync.WaitGroup
	for number := 0; number < 4; number++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for count := 0; count < 100; count++ {
				if _, err := session.Get(background, "probe"); err != nil && !errors.Is(err, ig.ErrClosed) {
					t.Error(err)
				}
			}
		}()
	}
	runtime.Gosched()
	session.Close()
	gallery.Close()
	all.Wait()
	if _, err := gallery.Session(ig.Caller{Project: "apollo"}); !errors.Is(err, ig.ErrClosed) {
		t.Fatal(err)
	}
}

func TestNothingIsNoObject(t *testing.T) {
	var gallery *ig.Gallery
	var session *ig.Session
	var credentials *ig.Credentials
	_, first := gallery.Session(ig.Caller{})
	_, second := session.Get(background, "probe")
	_, _, third := credentials.Secret("/x")
	for _, err := range []error{first, second, third} {
		if !errors.Is(err, ig.ErrClosed) {
			t.Fatal(err)
		}
	}
}

func TestTheHandlerAnswers(t *testing.T) {
	gallery, _ := opened(t, allow)
	ask := func(known bool) *httptest.ResponseRecorder {
		recorder := httptest.NewRecorder()
		caller := func(*http.Request) (ig.Caller, bool) { return ig.Caller{Project: "apollo", Subject: "ada"}, known }
		gallery.Handler(ig.HandlerOptions{Caller: caller, Mount: "/p"}).ServeHTTP(recorder, httptest.NewRequest("GET", "/p/api/v1/integrations", nil))
		return recorder
	}
	if answer := ask(true); answer.Code != 200 || !strings.Contains(answer.Body.String(), "probe") {
		t.Fatal(answer)
	}
	if answer := ask(false); answer.Code != 401 {
		t.Fatal(answer)
	}
}

func BenchmarkCall(b *testing.B) {
	_, session := opened(b, nil)
	_, _ = session.Put(background, "probe", put, ig.AnyRevision)
	credentials, err := session.Credentials(background, "probe", "a benchmark")
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for count := 0; count < b.N; count++ {
		_, _, _ = credentials.Secret("/none")
	}
}
