package dispatcher

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStatusesEndByThemselves(t *testing.T) {
	var st state
	st.reset()
	now := time.UnixMilli(1_000_000)
	s := st.extend("away", 60, 0, objectJSON(`{"n":1}`), now)
	assert.Equal(t, int64(1_000_000), s.Start)
	assert.Equal(t, int64(1_060_000), s.Until)
	assert.Contains(t, st.active(now.Add(59*time.Second)), "away")
	assert.Empty(t, st.active(now.Add(60*time.Second)))
}

func TestGameDataIsReset(t *testing.T) {
	st := state{name: "Ann"}
	st.reset()
	st.attributes["a"] = "1"
	st.extend("away", 60, 0, objectJSON(`{}`), time.UnixMilli(0))
	st.reset()
	assert.Empty(t, st.attributes)
	assert.Empty(t, st.statuses)
	assert.Equal(t, "{}", string(st.summary))
	assert.Equal(t, "Ann", st.name, "who the player is stays")
}

func TestDataOfOtherKindsIsRefused(t *testing.T) {
	var text textJSON
	require.NoError(t, json.Unmarshal([]byte(`"x"`), &text))
	assert.Error(t, json.Unmarshal([]byte(`1`), &text))
	var object objectJSON
	require.NoError(t, json.Unmarshal([]byte(`{"a":1}`), &object))
	assert.Error(t, json.Unmarshal([]byte(`[1]`), &object))
}
