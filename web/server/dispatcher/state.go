package dispatcher

import (
	"encoding/json"
	"errors"
	"time"
)

// state is what the playerState service keeps of a player. A text that was never set is
// empty.
type state struct {
	name, picture, email, language string
	timeZone                       float64 // hours

	// summary, attributes and statuses are the game's own data, which GAME_DATA_RESET
	// deletes.
	summary    objectJSON
	attributes map[string]textJSON
	statuses   map[string]status
}

// status is one of a player's timed statuses, as answers have it.
type status struct {
	Start   int64      `json:"activeStart"` // ms since 1970
	Name    string     `json:"statusName"`
	Details objectJSON `json:"details"`
	Until   int64      `json:"activeUntil"` // ms since 1970
}

// reset deletes the game's own data.
func (st *state) reset() {
	st.summary = objectJSON("{}")
	st.attributes = map[string]textJSON{}
	st.statuses = map[string]status{}
}

// active returns the statuses that have not run out, by name, and deletes the others.
func (st *state) active(now time.Time) map[string]status {
	for name, s := range st.statuses {
		if s.Until <= now.UnixMilli() {
			delete(st.statuses, name)
		}
	}
	return st.statuses
}

// extend has a status last so many seconds longer, but no longer than most from now on,
// unless that is 0. One that is not active begins now. What the vendor's server does with
// such a one, and from when it counts the most, is not documented: both are this package's
// choice.
func (st *state) extend(name string, seconds, most int64, details objectJSON, now time.Time) status {
	s, found := st.active(now)[name]
	if !found {
		s = status{Start: now.UnixMilli(), Name: name, Until: now.UnixMilli()}
	}
	s.Until += 1000 * seconds
	if most > 0 {
		s.Until = min(s.Until, now.UnixMilli()+1000*most)
	}
	s.Details = details
	st.statuses[name] = s
	return s
}

// stateAnswer is the data of the answer to playerState.READ: the members that have to do
// with the service's other operations, and some others that the vendor's documentation
// shows.
type stateAnswer struct {
	ProfileID    string              `json:"profileId"`
	PlayerName   string              `json:"playerName"`
	PictureURL   *string             `json:"pictureUrl"`
	EmailAddress *string             `json:"emailAddress"`
	LanguageCode *string             `json:"languageCode"`
	TimeZone     float64             `json:"timeZoneOffset"`
	Summary      objectJSON          `json:"summaryFriendData"`
	Attributes   map[string]textJSON `json:"attributes"`
	Statuses     map[string]status   `json:"statuses"`
	LoginCount   int                 `json:"loginCount"`
	CreatedAt    int64               `json:"createdAt"`   // ms since 1970
	ServerTime   int64               `json:"server_time"` // ms since 1970
}

// answer returns the player's state for the client.
func (p *player) answer(profile string, now time.Time) stateAnswer {
	return stateAnswer{
		ProfileID:    profile,
		PlayerName:   p.state.name,
		PictureURL:   orNull(p.state.picture),
		EmailAddress: orNull(p.state.email),
		LanguageCode: orNull(p.state.language),
		TimeZone:     p.state.timeZone,
		Summary:      p.state.summary,
		Attributes:   p.state.attributes,
		Statuses:     p.state.active(now),
		LoginCount:   p.logins,
		CreatedAt:    p.created.UnixMilli(),
		ServerTime:   now.UnixMilli(),
	}
}

// orNull returns a text for JSON, null if it is empty.
func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// textJSON is a text that is read from JSON, which null is not.
type textJSON string

// UnmarshalJSON reads a text.
func (t *textJSON) UnmarshalJSON(raw []byte) error {
	if raw[0] != '"' {
		return errors.New("not a text")
	}
	return json.Unmarshal(raw, (*string)(t))
}

// objectJSON is the text of a JSON object, whose members keep their order.
type objectJSON json.RawMessage

// UnmarshalJSON takes an object's text over.
func (o *objectJSON) UnmarshalJSON(raw []byte) error {
	if raw[0] != '{' {
		return errors.New("not an object")
	}
	*o = append(objectJSON{}, raw...)
	return nil
}

// MarshalJSON returns the object's text.
func (o objectJSON) MarshalJSON() ([]byte, error) { return o, nil }
