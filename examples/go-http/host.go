// A host in Go: the page and the API on a server of net/http.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"

	gallery "integration-gallery.example/go"
)

func main() {
	port := flag.Int("port", 8080, "where to listen; 0: anywhere")
	data := flag.String("data", "", "the folder of database and key; none: a new one")
	flag.Parse()
	if *data == "" {
		made, err := os.MkdirTemp("", "gallery-")
		if err != nil {
			log.Fatal(err)
		}
		*data = made
	}
	opened, err := gallery.Open(context.Background(), gallery.Options{
		Settings: []gallery.Setting{{Name: "database.url", Value: "sqlite://" + *data + "/gallery.db"},
			{Name: "key.file", Value: *data + "/gallery.key"}, {Name: "key.create", Value: "true"}},
		// A real host asks its own database.
		Authorizer: func(_ context.Context, question gallery.Question) (bool, error) { return question.Subject != "", nil },
	})
	if err != nil {
		log.Fatal(err)
	}
	defer opened.Close()
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", *port))
	if err != nil {
		log.Fatal(err)
	}
	authority := listener.Addr().String()
	fmt.Printf("Integration Gallery is at http://%s/\n", authority)
	// A real host takes project and user from its own session.
	caller := func(*http.Request) (gallery.Caller, bool) {
		return gallery.Caller{Project: "demo", Subject: "ada"}, true
	}
	log.Fatal(http.Serve(listener, opened.Handler(gallery.HandlerOptions{Caller: caller, Authority: authority})))
}
