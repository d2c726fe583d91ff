package build

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"playerstate/wasm/client"
	"playerstate/wasm/servop"
)

// Entry is the name of the program's function that a method calls (wasm/entries.go).
func Entry(m servop.Method) string {
	switch {
	case m.Entry != "":
		return m.Entry
	case m.Is(servop.Authenticate):
		return "login"
	case m.Is(servop.Logout):
		return "logout"
	}
	return "send"
}

// tableModule is the module "playerstate:table" of the scripts: the rows of the Go
// packages servop and client as JavaScript. A check that checks.js does not export fails
// the bundle.
func tableModule() string {
	var b strings.Builder
	b.WriteString("import * as checks from \"./checks.js\";\n")
	b.WriteString("export const methods = {\n")
	for _, m := range servop.Methods {
		fmt.Fprintf(&b, "  %s: { params: %s, keys: %s, service: %s, operation: %s, entry: %s", quoted(m.Name), paramList(m.Params), quoted(keys(m.Params)), quoted(m.Service), quoted(m.Operation.Name), quoted(Entry(m)))
		if m.AuthenticationType != "" {
			fmt.Fprintf(&b, ", type: %s", quoted(m.AuthenticationType))
		}
		if m.Data != "" {
			fmt.Fprintf(&b, ", data: %s", m.Data)
		}
		if m.Coalesced {
			b.WriteString(", coalesced: true")
		}
		b.WriteString(" },\n")
	}
	b.WriteString("};\nexport const settings = {\n")
	var replayed []string
	for _, s := range client.Settings {
		fmt.Fprintf(&b, "  %s: { params: %s, internal: %t },\n", s.Name, paramList(s.Params), s.Internal)
		if s.Replayed {
			replayed = append(replayed, s.Name)
		}
	}
	fmt.Fprintf(&b, "};\nexport const replayed = new Set(%s);\n", quoted(replayed))
	b.WriteString("export const getters = {\n")
	for _, g := range client.Getters {
		fmt.Fprintf(&b, "  %s: %s,\n", g.Name, g.Without)
	}
	b.WriteString("};\nexport const storedTexts = {\n")
	for _, s := range client.StoredTexts {
		fmt.Fprintf(&b, "  %s: %s,\n", s.Name, quoted(s.Key))
	}
	b.WriteString("};\nexport const reasonCodes = Object.freeze({\n")
	for _, r := range servop.ReasonCodes {
		fmt.Fprintf(&b, "  %s: %d,\n", r.Name, r.Code)
	}
	b.WriteString("});\n")
	return b.String()
}

// keys are the keys of parameters in the message's data. Each member of an object has its
// place, as it is handed on as an argument of its own.
func keys(params []servop.Param) []string {
	var keys []string
	for _, p := range params {
		if p.Check == servop.Object {
			for _, member := range p.Members {
				keys = append(keys, member.Key)
			}
			continue
		}
		keys = append(keys, p.Key)
	}
	if !slices.ContainsFunc(keys, func(key string) bool { return key != "" }) {
		return []string{}
	}
	return keys
}

// paramList are parameters as a list of names and checks.
func paramList(params []servop.Param) string {
	list := make([]string, len(params))
	for i, p := range params {
		check := "checks." + string(p.Check)
		if p.Check == servop.Object {
			check += "(..." + paramList(p.Members) + ")"
		}
		if p.Default != "" {
			check = "checks.optional(" + check + ", " + p.Default + ")"
		}
		list[i] = "[" + quoted(p.Name) + ", " + check + "]"
	}
	return "[" + strings.Join(list, ", ") + "]"
}

// quoted is a value as JavaScript.
func quoted(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings and lists of them
	}
	return string(text)
}
