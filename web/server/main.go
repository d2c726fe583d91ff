// Command server is the local server of the demo: the page, the files that it
// loads, and the embedded dispatcher. It listens on the loopback interface only.
//
// Environment: PORT (8080), APP_VERSION. To use the real service: APP_ID and APP_SECRET, both,
// and SERVER_URL if it is not the vendor's.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"playerstate/web/server/site"
)

// patience is how long requests in progress may take once the server stops.
const patience = 3 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Getenv, os.Stdout, patience); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return
		}
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(1)
	}
}

// run serves until ctx is done, and tells on out what to open once it listens. Requests in
// progress have the grace to end.
func run(ctx context.Context, args []string, getenv func(string) string, out io.Writer, grace time.Duration) error {
	flags := flag.NewFlagSet("server", flag.ContinueOnError)
	web := flags.String("web", "web", "folder of demo and dist")
	watched := flags.Bool("watch", false, "build on each change of a source, and have the page loaded anew")
	if err := flags.Parse(args); err != nil {
		return err
	}
	s, err := readSettings(getenv)
	if err != nil {
		return err
	}
	options, closeDispatcher := s.site(*web)
	defer closeDispatcher()
	handler, err := site.New(options)
	if err != nil {
		return err
	}
	if *watched {
		if handler, err = watching(ctx, *web, handler, out); err != nil {
			return err
		}
	}
	listener, err := listen(s.port)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	fmt.Fprintf(out, "Open http://%s/ (%s). Ctrl-C stops it.\n", listener.Addr(), s.talksTo())

	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	closeDispatcher() // its hanging answers would hold up what follows
	ending, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := server.Shutdown(ending); err != nil {
		return server.Close()
	}
	return nil
}

func listen(port int) (net.Listener, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("port %d is in use: stop what listens there, or set PORT to another", port)
	}
	return listener, err
}
