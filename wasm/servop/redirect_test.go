package servop_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/servop"
)

func TestReadRedirect(t *testing.T) {
	for text, want := range map[string]servop.Redirect{
		`{"redirect_url":"https://b.test/dispatcherv2","redirect_appid":"20002"}`: {URL: "https://b.test/dispatcherv2", AppID: "20002"},
		`{"redirect_url":"http://b.test"}`:                                        {URL: "http://b.test"},
		`{"redirect_appid":"20002"}`:                                              {AppID: "20002"},
	} {
		got, ok := servop.ReadRedirect(jsonvaluetest.Parse(text))
		assert.True(t, ok, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{
		`{}`, `{"redirect_url":""}`, `{"redirect_url":5}`,
		`{"redirect_url":"ftp://b.test"}`, `{"redirect_url":"javascript:alert(1)"}`, `{"redirect_url":"b.test"}`,
		`{"redirect_url":"https://"}`, `{"redirect_url":"https:///x"}`, `{"redirect_url":"https://user:pass@b.test"}`,
		`{"redirect_url":"https://b.test/\n"}`, `{"redirect_appid":"2\u0000"}`, `{"redirect_appid":"ü"}`,
		`{"redirect_url":"ftp://b.test","redirect_appid":"20002"}`,
	} {
		_, ok := servop.ReadRedirect(jsonvaluetest.Parse(text))
		assert.False(t, ok, text)
	}
}
