package client

import (
	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/servop"
)

// record is a logout as it is stored: a signed packet, and the facts that are
// needed to send it again from any page of the origin.
type record struct {
	request            Request
	packetID, messages int
	expires            int // Host.WallClock at which its session is over by itself
}

// maxRecordBody is more than any logout's packet has; a longer text is no record.
const maxRecordBody = 1 << 16

// text is the record as JSON.
func (r record) text(quote func(string) string) string {
	return `{"url":` + quote(r.request.URL) +
		`,"appId":` + quote(r.request.AppID) +
		`,"signature":` + quote(r.request.Signature) +
		`,"body":` + quote(r.request.Body) +
		`,"packetId":` + servop.Decimal(r.packetID) +
		`,"messages":` + servop.Decimal(r.messages) +
		`,"expires":` + servop.Decimal(r.expires) + `}`
}

// readRecord reads a stored record, and says whether it is one. Anything may be
// stored under its key: a text that is not exactly a record is none.
func readRecord(v jsonvalue.Value) (record, bool) {
	if v == nil {
		return record{}, false
	}
	r := record{request: Request{
		URL:       v.Text("url"),
		AppID:     v.Text("appId"),
		Signature: v.Text("signature"),
		Body:      v.Text("body"),
	}}
	var numbers [3]int
	for i, name := range [...]string{"packetId", "messages", "expires"} {
		n, ok := v.Integer(name)
		if !ok || n < 0 {
			return record{}, false
		}
		numbers[i] = n
	}
	r.packetID, r.messages, r.expires = numbers[0], numbers[1], numbers[2]
	for _, text := range []string{r.request.URL, r.request.AppID, r.request.Signature, r.request.Body} {
		for i := range len(text) {
			if text[i] < ' ' { // no request has one
				return record{}, false
			}
		}
	}
	ok := isHTTP(r.request.URL)
	ok = ok && r.request.AppID != "" && len(r.request.Signature) == len(servop.Signature{})
	ok = ok && r.request.Body != "" && len(r.request.Body) <= maxRecordBody
	return r, ok && r.messages > 0 && r.messages <= maxRecordBody
}

// isHTTP says whether a URL is an http or https one.
func isHTTP(url string) bool { return hasPrefix(url, "https://") || hasPrefix(url, "http://") }

// hasPrefix is strings.HasPrefix, which would add four kilobytes to the download.
func hasPrefix(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

// hasSuffix is strings.HasSuffix.
func hasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}
