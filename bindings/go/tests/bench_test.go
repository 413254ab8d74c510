//go:build bench

package tests

import (
	"fmt"
	"testing"
	"time"

	ig "integration-gallery.example/go"
)

func best(t *testing.T, name string, count int, function func() error) {
	least := time.Duration(1 << 62)
	for round := 0; round < 15; round++ {
		started := time.Now()
		for number := 0; number < count; number++ {
			if err := function(); err != nil {
				t.Fatal(err)
			}
		}
		if taken := time.Since(started) / time.Duration(count); taken < least {
			least = taken
		}
	}
	fmt.Printf("{\"name\": %q, \"value\": %.3f}\n", name, float64(least.Nanoseconds())/1000)
}

// TestBench prints microseconds: the best of several rounds.
func TestBench(t *testing.T) {
	base := t.TempDir() + "/bench"
	gallery, err := ig.Open(background, ig.Options{Settings: []ig.Setting{{Name: "database.url", Value: "sqlite://" + base + ".db"},
		{Name: "key.file", Value: base + ".key"}, {Name: "key.create", Value: "true"}}})
	if err != nil {
		t.Fatal(err)
	}
	defer gallery.Close()
	session, err := gallery.Session(ig.Caller{Project: "apollo", Subject: "ada"})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	if _, err = session.Put(background, "clickup", object{"enabled": true, "authentication": object{"method": "apikey"},
		"secrets": object{"/authentication/apiKey": object{"value": "pk_1234567890_ABCDEFGHIJKLMNOP"}}}, ig.AnyRevision); err != nil {
		t.Fatal(err)
	}
	credentials, err := session.Credentials(background, "clickup", "a benchmark")
	if err != nil {
		t.Fatal(err)
	}
	defer credentials.Close()
	best(t, "call", 50000, func() error { _, _, err := credentials.Secret("/none"); return err })
	best(t, "list", 200, func() error { _, err := session.List(background, ""); return err })
	best(t, "credentials", 200, func() error {
		opened, err := session.Credentials(background, "clickup", "a benchmark")
		if err == nil {
			err = opened.Close()
		}
		return err
	})
}
