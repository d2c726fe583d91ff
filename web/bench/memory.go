package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// holding is what a page holds on to after so many logouts.
type holding struct {
	Logouts int `json:"logouts"`
	// JSHeap is what is left in use after a collection, in bytes.
	JSHeap float64 `json:"jsHeap"`
	// Left and References are the references that Go holds to the page's values, as
	// they were found and after a collection by Go.
	Left       float64 `json:"referencesLeft"`
	References float64 `json:"references"`
	GoHeap     float64 `json:"goHeap"` // in use after a collection by Go, in bytes
	Linear     float64 `json:"linear"` // the program's memory, in bytes
}

// findGo puts the running program's Go object where the page's script reaches it.
// The product hides it in a function: the debugger finds it among all objects.
func (t *tab) findGo() error {
	return t.run(chromedp.ActionFunc(func(ctx context.Context) error {
		prototype, exception, err := runtime.Evaluate(`Object.prototype`).Do(ctx)
		if err != nil {
			return err
		}
		if exception != nil {
			return exception
		}
		objects, err := runtime.QueryObjects(prototype.ObjectID).Do(ctx)
		if err != nil {
			return err
		}
		found, exception, err := runtime.CallFunctionOn(`function () {
			// A crossed module border may have left more than one: only one runs.
			const go = this.filter((o) => Object.hasOwn(o, "_values") && Object.hasOwn(o, "_idPool") && !o.exited);
			globalThis.benchGo = go[0];
			return go.length;
		}`).WithObjectID(objects.ObjectID).WithReturnByValue(true).Do(ctx)
		if err != nil {
			return err
		}
		if exception != nil {
			return exception
		}
		if string(found.Value) != "1" {
			return fmt.Errorf("the page has %s running Go programs, not 1", found.Value)
		}
		return runtime.ReleaseObject(objects.ObjectID).Do(ctx)
	}))
}

// held tells what the page holds on to now.
func (t *tab) held(logouts int) (h holding, err error) {
	const references = `benchGo._values.length - benchGo._idPool.length`
	h.Logouts = logouts
	if err := t.eval(references, &h.Left); err != nil {
		return h, err
	}
	if err := t.eval(`benchGo._values[5].benchHeap()`, &h.GoHeap); err != nil {
		return h, err
	}
	// Its finalizers have run by the next turn.
	if err := t.eval(`new Promise((resolve) => setTimeout(resolve, 50)).then(() => benchGo._values[5].benchHeap())`, &h.GoHeap); err != nil {
		return h, err
	}
	if err := t.eval(`new Promise((resolve) => setTimeout(resolve, 50)).then(() => `+references+`)`, &h.References); err != nil {
		return h, err
	}
	if err := t.eval(`benchGo._inst.exports.mem.buffer.byteLength`, &h.Linear); err != nil {
		return h, err
	}
	h.JSHeap, err = t.jsHeap()
	return h, err
}

// jsHeap is what is in use of the JavaScript heap after a collection, in bytes.
func (t *tab) jsHeap() (used float64, err error) {
	err = t.run(chromedp.ActionFunc(func(ctx context.Context) error {
		for range 3 {
			if err := heapprofiler.CollectGarbage().Do(ctx); err != nil {
				return err
			}
		}
		used, _, _, _, err = runtime.GetHeapUsage().Do(ctx)
		return err
	}))
	return used, err
}

// text is the holding as a note.
func (h holding) String() string {
	text, _ := json.Marshal(h) // numbers only
	return string(text)
}
