package main

import (
	_ "embed"
	"fmt"
	"html"

	"playerstate/web/bench/weigh"
)

// pageScript makes the global object bench, which drives the contenders in a page.
//
//go:embed page.js
var pageScript string

// emptyScript starts the empty Go program as Go's own documentation does.
const emptyScript = `
const go = new Go();
globalThis.bench = {
	started: WebAssembly.instantiateStreaming(fetch("` + weigh.EmptyName + `"), go.importObject).then(({ instance }) => {
		go.run(instance);
		return performance.now();
	}),
};
`

// ownScript makes clients with the options that are put into it. Each logs in and out.
const ownScript = `
import { createClient } from "./playerstate.mjs";
const clients = [];
globalThis.bench = {
	async more(n) {
		for (; n > 0; n--) {
			const client = createClient(%s);
			clients.push(client);
			await client.authenticateAnonymous();
			await client.logout();
		}
	},
};
`

// togetherPage and the constants after it are the paths of the pages.
const (
	togetherPage   = "/together.html"    // all contenders
	oursPage       = "/ours.html"        // our client, which makes its first call at once
	vendorPage     = "/vendor.html"      // the vendor's client, which does the same
	vendorIdlePage = "/vendor-idle.html" // the vendor's client, which makes no call by itself
	probedPage     = "/probed.html"      // our client with the probe, which makes no call by itself
	ownPage        = "/own.html"         // as many clients of ours as the page makes
	emptyPage      = "/empty.html"       // the empty program
)

// pages returns the HTML of each page, by path.
func (s *servers) pages() map[string]string {
	const begin = "<!doctype html><meta charset=utf-8><title>benchmark</title><script>performance.mark(\"page start\")</script>\n"
	// The demo page has this too: the browser fetches the program before it has read the
	// script.
	preload := func(name string) string {
		return "<link rel=preload href=" + name + " as=fetch type=application/wasm crossorigin>\n"
	}
	ours := func(folder string) string {
		return fmt.Sprintf("<script src=%splayerstate.js data-app-id=%q data-app-secret=%q data-app-version=1.0.0 data-server-url=%q></script>\n",
			folder, appID, html.EscapeString(appSecret), s.serverURL())
	}
	vendor := ""
	if s.vendor {
		vendor = "<script src=vendor.js></script>\n"
	}
	script := fmt.Sprintf("<script>\n%s(%q, %q, %q)</script>\n", pageScript, s.serverURL(), appID, appSecret)
	first := func(name string) string { return fmt.Sprintf("<script>bench.first(%q)</script>\n", name) }
	return map[string]string{
		togetherPage:   begin + ours("") + vendor + script,
		oursPage:       begin + preload("playerstate.wasm") + ours("") + script + first("ours"),
		vendorPage:     begin + vendor + script + first("vendor"),
		vendorIdlePage: begin + vendor + script,
		probedPage:     begin + ours("probed/") + script,
		ownPage:        begin + "<script type=module>" + fmt.Sprintf(ownScript, s.options()) + "</script>\n",
		emptyPage:      begin + preload(weigh.EmptyName) + "<script src=wasm_exec.js></script>\n<script>\n" + emptyScript + "</script>\n",
	}
}

// options returns the options of a client, as JavaScript.
func (s *servers) options() string {
	return fmt.Sprintf(`{ appId: %q, secret: %q, appVersion: "1.0.0", serverUrl: %q }`, appID, appSecret, s.serverURL())
}
