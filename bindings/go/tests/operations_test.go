package tests

import (
	"encoding/json"
	"fmt"
	"time"

	ig "integration-gallery.example/go"
)

func whole(step object, name string) int64 {
	value, _ := step[name].(float64)
	return int64(value)
}

// fill adds what a step says of options that are no functions.
func (w *world) fill(options *ig.Options, step object) {
	given, _ := step["options"].(object)
	for name, value := range given {
		if many, is := value.([]any); is {
			for _, one := range many {
				options.Settings = append(options.Settings, ig.Setting{Name: name, Value: one.(string)})
			}
		} else {
			options.Settings = append(options.Settings, ig.Setting{Name: name, Value: value.(string)})
		}
	}
	manifests, _ := step["manifests"].([]any)
	for _, one := range manifests {
		if name, is := one.(string); is {
			one = read("manifests.json")[name]
		}
		manifest, _ := json.Marshal(one)
		options.Manifests = append(options.Manifests, manifest)
	}
}

func (w *world) operate(step object, session *ig.Session, integration string) (any, error) {
	of := w.galleries[text(step, "of", "g")]
	how := ig.Transfer{Project: text(step, "project", ""), Subject: text(step, "subject", ""), KeyFile: text(step, "key_file", ""),
		Passphrase: text(step, "passphrase", ""), DryRun: step["dry_run"] == true,
		OnConflict: map[any]ig.Conflicting{"skip": ig.Skip, "overwrite": ig.Overwrite}[step["on_conflict"]]}
	job := ig.Job{Subject: how.Subject, Options: step["options"]}
	if said, is := step["progress"].(string); is {
		job.Progress = func(ig.Progress) bool { return said == "yes" }
	}
	switch step["do"] {
	case "gallery.what_breaks":
		next := ig.Options{}
		w.fill(&next, step)
		return of.WhatBreaks(background, next, how.Project)
	case "credentials.compare":
		return session.IsSecret(background, integration, text(step, "pointer", ""), text(step, "value", ""), text(step, "purpose", ""))
	case "settings.check":
		return session.Check(background, integration, w.document(step["document"]), revision(step))
	case "settings.changes":
		return session.Changes(background, whole(step, "after"), whole(step, "limit"))
	case "history.list":
		return session.History(background, integration, whole(step, "limit"), whole(step, "before"))
	case "history.get":
		return session.Version(background, integration, whole(step, "revision"))
	case "history.diff":
		return session.Difference(background, integration, whole(step, "from"), whole(step, "to"))
	case "history.restore":
		return session.Restore(background, integration, whole(step, "revision"), revision(step))
	case "history.verify":
		var head *ig.HistoryHead
		if given, is := step["head"].(object); is {
			head = &ig.HistoryHead{Sequence: whole(given, "sequence"), Hash: text(given, "hash", "")}
		}
		return of.VerifyHistory(background, how.Project, head)
	case "history.retain":
		return of.RetainHistory(background, how.Project, how.Subject, time.UnixMilli(whole(step, "before_ms")), whole(step, "keep"))
	case "store.export":
		return of.Export(background, text(step, "path", ""), how)
	case "store.import":
		return of.Import(background, text(step, "path", ""), how)
	case "store.backup":
		return nil, of.BackUp(background, text(step, "path", ""))
	case "keys.rotate":
		return of.RotateKeys(background, job)
	case "keys.rewrap":
		return of.RewrapKeys(background, job)
	case "keys.reseal":
		return of.Reseal(background, job)
	case "keys.doctor":
		return of.Doctor(background, how.Project)
	case "keys.shred":
		return nil, of.Shred(background, how.Project, how.Subject)
	}
	return nil, fmt.Errorf("an unknown action: %v", step["do"])
}
