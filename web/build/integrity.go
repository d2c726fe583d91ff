package build

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
)

// writeIntegrity writes the hash of each file, as the attributes integrity and
// data-wasm-integrity take it.
func writeIntegrity(name string, files map[string][]byte) error {
	hashes := map[string]string{}
	for file, content := range files {
		sum := sha512.Sum384(content)
		hashes[file] = "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
	}
	text, err := json.MarshalIndent(hashes, "", "  ")
	if err != nil {
		return err
	}
	return write(name, append(text, '\n'))
}
