package browser

import "encoding/json"

// remoteValue is a JS value as BiDi writes it.
type remoteValue struct {
	Type  string          `json:"type"`
	Value json.RawMessage `json:"value"`
}

// MarshalJSON writes the value as JSON.stringify does, or null if that writes none.
func (v remoteValue) MarshalJSON() ([]byte, error) {
	switch v.Type {
	case "string", "boolean":
		return v.Value, nil
	case "number":
		if v.Value[0] != '"' { // "NaN", "-0" and such
			return v.Value, nil
		}
	case "array":
		var items []remoteValue
		if err := json.Unmarshal(v.Value, &items); err != nil {
			return nil, err
		}
		return json.Marshal(items)
	case "object":
		var entries [][2]json.RawMessage
		if err := json.Unmarshal(v.Value, &entries); err != nil {
			return nil, err
		}
		members := map[string]remoteValue{}
		for _, entry := range entries {
			var name string
			var member remoteValue
			if err := json.Unmarshal(entry[0], &name); err != nil {
				return nil, err
			}
			if err := json.Unmarshal(entry[1], &member); err != nil {
				return nil, err
			}
			members[name] = member
		}
		return json.Marshal(members)
	}
	return []byte("null"), nil
}
