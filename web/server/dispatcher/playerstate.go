package dispatcher

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
)

// playerStateOperations are those of the playerState service, by message name.
var playerStateOperations = map[string]operation{
	"playerState.LOGOUT": func(c invocation) entry {
		c.d.sessions.end(c.session, loggedOut)
		return nullData
	},
	"playerState.FULL_PLAYER_RESET": func(c invocation) entry {
		c.d.players.remove(c.session.profile)
		c.d.sessions.end(c.session, loggedOut)
		return nullData
	},
	"playerState.GAME_DATA_RESET": func(c invocation) entry {
		c.player().state.reset()
		return nullData
	},
	"playerState.READ": func(c invocation) entry { return success(c.player().answer(c.session.profile, c.now())) },

	"playerState.UPDATE_NAME":          update("playerName", func(st *state, v textJSON) { st.name = string(v) }),
	"playerState.UPDATE_PICTURE_URL":   update("playerPictureUrl", func(st *state, v textJSON) { st.picture = string(v) }),
	"playerState.UPDATE_CONTACT_EMAIL": update("contactEmail", func(st *state, v textJSON) { st.email = string(v) }),
	"playerState.UPDATE_LANGUAGE_CODE": update("languageCode", func(st *state, v textJSON) { st.language = string(v) }),
	"playerState.UPDATE_TIMEZONE_OFFSET": update("timeZoneOffset", func(st *state, v float64) {
		st.timeZone = v
	}),
	"playerState.UPDATE_SUMMARY": func(c invocation) entry {
		summary := parameter[objectJSON](&c, "summaryFriendData")
		return c.answer(func(st *state) entry {
			st.summary = summary
			return nullData
		})
	},

	"playerState.GET_ATTRIBUTES": func(c invocation) entry {
		return success(map[string]any{"attributes": c.player().state.attributes})
	},
	"playerState.UPDATE_ATTRIBUTES": func(c invocation) entry {
		attributes := parameter[map[string]textJSON](&c, "attributes")
		wipe := parameter[bool](&c, "wipeExisting")
		return c.answer(func(st *state) entry {
			if wipe {
				clear(st.attributes)
			}
			maps.Copy(st.attributes, attributes)
			return nullData
		})
	},
	"playerState.REMOVE_ATTRIBUTES": func(c invocation) entry {
		names := parameter[[]textJSON](&c, "attributes")
		return c.answer(func(st *state) entry {
			for _, name := range names {
				delete(st.attributes, string(name))
			}
			return nullData
		})
	},

	"playerState.SET_USER_STATUS": func(c invocation) entry {
		name := c.statusName()
		duration := c.seconds("durationSecs")
		details := parameter[objectJSON](&c, "details")
		return c.answer(func(st *state) entry {
			delete(st.statuses, name)
			return success(map[string]status{name: st.extend(name, duration, 0, details, c.now())})
		})
	},
	"playerState.GET_USER_STATUS": func(c invocation) entry {
		name := string(parameter[textJSON](&c, "statusName"))
		return c.answer(func(st *state) entry {
			found := maps.Clone(st.active(c.now()))
			maps.DeleteFunc(found, func(other string, _ status) bool { return name != "" && name != other })
			return success(found)
		})
	},
	"playerState.EXTEND_USER_STATUS": func(c invocation) entry { return c.extend(0) },
	"playerState.EXTEND_USER_STATUS_WITH_MAX": func(c invocation) entry {
		var most int64
		if given(c.data["maxActiveSecs"]) {
			most = c.seconds("maxActiveSecs")
		}
		return c.extend(most)
	},
	"playerState.CLEAR_USER_STATUS": func(c invocation) entry {
		name := c.statusName()
		return c.answer(func(st *state) entry {
			delete(st.statuses, name)
			return nullData
		})
	},
}

// update makes an operation that sets one member of the state, and answers with it.
func update[T any](key string, set func(*state, T)) operation {
	return func(c invocation) entry {
		value := parameter[T](&c, key)
		return c.answer(func(st *state) entry {
			set(st, value)
			return success(map[string]T{key: value})
		})
	}
}

// extend answers the two operations that have a status last longer.
func (c *invocation) extend(most int64) entry {
	name := c.statusName()
	additional := c.seconds("additionalSecs")
	details := parameter[objectJSON](c, "details")
	return c.answer(func(st *state) entry {
		return success(st.extend(name, additional, most, details, c.now()))
	})
}

// statusName reads the name of one status.
func (c *invocation) statusName() string {
	name := string(parameter[textJSON](c, "statusName"))
	if name == "" && c.refusal == nil {
		c.refusal = missing("statusName")
	}
	return name
}

// mostSeconds is the most that a status may last, ten years: its time stays a number that
// every client can read.
const mostSeconds = 10 * 365 * 24 * 60 * 60

// seconds reads a whole number of seconds above 0.
func (c *invocation) seconds(name string) int64 {
	n := parameter[float64](c, name)
	if c.refusal == nil && (n < 1 || n > mostSeconds || n != math.Trunc(n)) {
		c.refusal = badRequest(invalidRequest, fmt.Sprintf("Parameter '%s' is not a whole number of 1 to %d", name, mostSeconds))
	}
	return int64(n)
}

// parameter reads a member of the message's data, which must be there. It keeps the first
// refusal.
func parameter[T any](c *invocation, name string) (value T) {
	raw := c.data[name]
	switch {
	case c.refusal != nil:
	case !given(raw):
		c.refusal = missing(name)
	case json.Unmarshal(raw, &value) != nil:
		c.refusal = wrongType(name)
	}
	return value
}
