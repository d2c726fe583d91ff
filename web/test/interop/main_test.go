// Package interop holds this client against the vendor's own, the npm package
// "braincloud": both do the same in Chromium, each with a dispatcher of its own,
// and what they put on the wire is compared.
//
// The vendor's client is installed by its name, here and now. None of it is a part
// of this project.
package interop

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/chromedp"

	"playerstate/web/build"
	"playerstate/web/test/vendor"
)

const root = "../../.."

var (
	// chromium is the one browser that all tests share.
	chromium context.Context
	// dist is the folder of this client, as it is shipped. It is the tests' own, as
	// another package's tests may be building web/dist right now.
	dist string
	// vendorScript is the vendor's client, bundled for a script tag.
	vendorScript []byte
)

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	if vendorScript, err = vendor.Bundle(root + "/web/dist/.interop"); err != nil {
		return 0, err
	}
	if dist, err = os.MkdirTemp("", "playerstate-interop-"); err != nil {
		return 0, err
	}
	defer os.RemoveAll(dist)
	if err := build.Build(build.Options{Plain: true, Root: root, Dist: dist}); err != nil {
		return 0, err
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), chromedp.DefaultExecAllocatorOptions[:]...)
	defer stop()
	var quit context.CancelFunc
	chromium, quit = chromedp.NewContext(allocator)
	defer quit()
	if err := chromedp.Run(chromium); err != nil {
		return 0, fmt.Errorf("Chromium does not start: %w", err)
	}
	return m.Run(), nil
}
