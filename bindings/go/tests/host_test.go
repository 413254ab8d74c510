package tests

import (
	"context"
	"encoding/json"
	"sync"

	ig "integration-gallery.example/go"
)

// host holds callbacks that behave as a scenario says, and keeps what they are given.
type host struct {
	mutex sync.Mutex
	step  object
	calls map[string][]any
}

func (h *host) behave(callback, what string, call any, status ig.Status, message string) (string, error) {
	h.mutex.Lock()
	if call != nil {
		h.calls[callback] = append(h.calls[callback], plain(call))
	}
	h.mutex.Unlock()
	rules := h.step[callback].(object)
	said, is := rules[what].(string)
	if !is {
		said, _ = rules["*"].(string)
	}
	if said == "throws" {
		panic("a canary sang")
	}
	if said == "fails" {
		return said, &ig.Error{Status: status, Message: message}
	}
	return said, nil
}

func (h *host) authorize(_ context.Context, q ig.Question) (bool, error) {
	said, err := h.behave("authorizer", q.Action, object{"project": q.Project, "subject": q.Subject, "permissions": q.Permissions,
		"action": q.Action, "integration": q.Integration}, ig.Timeout, "The directory is down.")
	return said == "", err
}

func (h *host) audit(_ context.Context, record json.RawMessage) error {
	_, err := h.behave("audit", plain(record).(object)["kind"].(string), record, ig.Timeout, "The log is full.")
	return err
}

func (h *host) log(level int, message string, fields json.RawMessage) {
	_, _ = h.behave("logger", message, object{"level": level, "message": message, "fields": fields}, ig.Timeout, "")
}

func (h *host) Keys(context.Context) (string, []string, error) {
	said, err := h.behave("key_provider", "keys", nil, ig.Key, "The key service is closed.")
	if said == "nonsense" {
		return "", nil, nil
	}
	return "k2", []string{"k1", "k2"}, err
}

func (h *host) turn(operation, id string, data []byte) ([]byte, error) {
	said, err := h.behave("key_provider", operation, object{"operation": operation, "key_id": id}, ig.Key, "The key service is closed.")
	if said == "nonsense" {
		return nil, nil
	}
	made := make([]byte, len(data))
	for index, value := range data {
		made[index] = value ^ 0x5A
	}
	return made, err
}

func (h *host) Wrap(_ context.Context, id string, key, _ []byte) ([]byte, error) {
	return h.turn("wrap", id, key)
}

func (h *host) Unwrap(_ context.Context, id string, wrapped, _ []byte) ([]byte, error) {
	return h.turn("unwrap", id, wrapped)
}
