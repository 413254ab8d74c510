// The race detector keeps memory of its own, so this is judged without it.

//go:build !race

package tests

import (
	"fmt"
	"os"
	"runtime"
	"testing"

	ig "integration-gallery.example/go"
)

func resident() int {
	runtime.GC()
	text, _ := os.ReadFile("/proc/self/statm")
	var total, pages int
	fmt.Sscan(string(text), &total, &pages)
	return pages * os.Getpagesize() / 1024
}

func TestMemoryStaysFlat(t *testing.T) {
	gallery, session := opened(t, allow)
	if _, err := session.Put(background, "probe", put, ig.AnyRevision); err != nil {
		t.Fatal(err)
	}
	work := func(count int) {
		for number := 0; number < count/10; number++ {
			for count := 0; count < 6; count++ {
				_, _ = session.Handle(background, ig.Request{Method: "GET", Target: "/api/v1/health/live"})
			}
			_, first := session.Get(background, "probe")
			_, second := session.Get(background, "nowhere")
			other, third := gallery.Session(ig.Caller{Project: "gemini", Subject: "ada"})
			credentials, fourth := session.Credentials(background, "probe", "a test")
			if first != nil || second == nil || third != nil || fourth != nil {
				t.Fatal(first, second, third, fourth)
			}
			credentials.Close()
			other.Close()
		}
	}
	work(20000)
	before := resident()
	work(100000)
	grown := resident() - before
	fmt.Printf("go: 100000 calls, memory grew by %d KiB\n", grown)
	if grown > 4096 {
		t.Fatalf("%d KiB", grown)
	}
}
