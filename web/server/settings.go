package main

import (
	"errors"
	"fmt"
	"strconv"

	"playerstate/web/server/dispatcher"
	"playerstate/web/server/site"
)

// What the embedded dispatcher and the page use where the environment names no
// app of one's own. The secret guards nothing.
const (
	demoAppID      = "20001"
	demoSecret     = "demo-secret-of-the-embedded-server"
	demoAppVersion = "1.0.0"

	vendorURL = "https://api.braincloudservers.com/dispatcherv2"
)

// settings are what the environment says.
type settings struct {
	port                        int // 0 lets the system choose one
	appID, secret, url, version string
}

func readSettings(getenv func(string) string) (settings, error) {
	s := settings{
		port: 8080, appID: getenv("APP_ID"), secret: getenv("APP_SECRET"), url: getenv("SERVER_URL"),
		version: demoAppVersion,
	}
	if text := getenv("PORT"); text != "" {
		port, err := strconv.ParseUint(text, 10, 16)
		if err != nil {
			return settings{}, fmt.Errorf("PORT is %q, which is not a port (0 to 65535)", text)
		}
		s.port = int(port)
	}
	if v := getenv("APP_VERSION"); v != "" {
		s.version = v
	}
	switch {
	case s.appID == "" && s.secret == "" && s.url == "":
		return s, nil
	case s.appID == "":
		return settings{}, errors.New("APP_ID is missing: the real service needs it together with APP_SECRET")
	case s.secret == "":
		return settings{}, errors.New("APP_SECRET is missing: the real service needs it together with APP_ID")
	}
	if s.url == "" {
		s.url = vendorURL
	}
	return s, nil
}

func (s settings) embedded() bool { return s.url == "" }

func (s settings) talksTo() string {
	if s.embedded() {
		return "with its embedded server"
	}
	return "talking to " + s.url
}

// site returns what to serve, and what closes the embedded dispatcher.
func (s settings) site(web string) (site.Options, func()) {
	o := site.Options{
		WebDir: web, AppID: s.appID, AppSecret: s.secret, AppVersion: s.version, ServerURL: s.url,
	}
	if !s.embedded() {
		return o, func() {}
	}
	o.AppID, o.AppSecret = demoAppID, demoSecret
	d := dispatcher.New(dispatcher.Config{AppID: demoAppID, Secret: demoSecret, Faults: true})
	o.Dispatcher = d
	return o, d.Close
}
