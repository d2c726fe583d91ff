package src_test

import (
	"crypto/sha512"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLoad(t *testing.T) {
	s := newSite(t)
	sum := sha512.Sum384([]byte(emptyProgram))
	right := "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
	sum[0]++
	wrong := "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
	lines := node(t, `import { load } from "./load.js";`+s.names()+`
		const violation = (blockedURI) => target.dispatchEvent(
			Object.assign(new Event("securitypolicyviolation"), { blockedURI, effectiveDirective: "connect-src" }));
		const attempt = async (path, integrity = "", barred = "") => {
			const { module, explain } = load(() => new URL(path, site), integrity);
			try {
				console.log(await module instanceof WebAssembly.Module);
			} catch (error) {
				setTimeout(violation, 0, site + barred);
				const told = await explain(error);
				console.log(told.message.replace(site, ""), told.cause === error);
			}
		};
		await attempt("/program.wasm");
		await attempt("/text.wasm");
		await attempt("/program.wasm", "`+right+`");
		await attempt("/missing.wasm");
		await attempt("/missing.wasm", "", "/missing.wasm");
		await attempt("/missing.wasm", "", "/other.wasm");
		await attempt("/page.wasm");
		await attempt("/program.wasm", "`+wrong+`");
	`)
	require.Len(t, lines, 8)
	assert.Equal(t, []string{
		"true", "true", "true",
		"playerState: /missing.wasm could not be loaded: HTTP status 404 true",
		"playerState: /missing.wasm could not be loaded: the page's Content Security Policy bars it (connect-src) true",
		"playerState: /missing.wasm could not be loaded: HTTP status 404 true",
	}, lines[:6])
	for _, line := range lines[6:] { // the cause is the engine's word
		assert.Regexp(t, `^playerState: /\w+\.wasm could not be loaded: .+ true$`, line)
	}
	const doubt = " (it may not be the file that its integrity says) true"
	assert.Equal(t, []bool{false, true}, []bool{strings.HasSuffix(lines[6], doubt), strings.HasSuffix(lines[7], doubt)})
}
