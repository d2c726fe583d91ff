package main

import (
	_ "embed"
	"fmt"
	"html"
	"strings"
)

//go:embed page.js
var pageScript string

// emptyScript starts the empty Go program as Go's own documentation does.
const emptyScript = `
const go = new Go();
globalThis.bench = {
	started: WebAssembly.instantiateStreaming(fetch("empty.wasm"), go.importObject).then(({ instance }) => {
		go.run(instance);
		return performance.now();
	}),
};
`

// The pages by path. Each has the contenders that its name says, and the script
// that drives them.
const (
	togetherPage = "/together.html"
	oursPage     = "/ours.html"
	officialPage = "/official.html"
	memoryPage   = "/memory.html"
	oldPage      = "/old.html"
	emptyPage    = "/empty.html"
)

func (w *world) pages() map[string]string {
	const begin = "<!doctype html><meta charset=utf-8><title>benchmark</title><script>performance.mark(\"page start\")</script>\n"
	// As on the project's own page: the browser need not read the script to know of
	// the program.
	preload := "<link rel=preload href=playerstate.wasm as=fetch type=application/wasm crossorigin>\n"
	ours := func(folder string) string {
		return fmt.Sprintf("<script src=%splayerstate.js data-app-id=%q data-app-secret=%q data-app-version=1.0.0 data-server-url=%q></script>\n",
			folder, appID, html.EscapeString(appSecret), w.serverURL())
	}
	official := ""
	if w.official {
		official = "<script src=official.js></script>\n"
	}
	script := fmt.Sprintf("<script>\n%s(%q, %q, %q)</script>\n", pageScript, w.serverURL(), appID, appSecret)
	first := func(name string) string { return fmt.Sprintf("<script>bench.first(%q)</script>\n", name) }
	return map[string]string{
		togetherPage: begin + ours("") + official + script,
		oursPage:     begin + preload + ours("") + script + first("ours"),
		officialPage: begin + official + script + first("official"),
		memoryPage:   begin + ours("probed/") + script,
		oldPage:      begin + official + script,
		emptyPage:    begin + strings.Replace(preload, "playerstate", "empty", 1) + "<script src=wasm_exec.js></script>\n<script>\n" + emptyScript + "</script>\n",
	}
}
