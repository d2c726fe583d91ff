package preinit

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestRunOfAProgramThatDoesNotWait(t *testing.T) {
	for then, want := range map[string]string{
		"calls":  "the program can't be run without a page: it calls answer",
		"prints": `the program prints before there is a page: "begun\n"`,
		"panics": `the program ends, and does not wait for the page; it prints "panic: told to`,
		"ends":   `the program ends, and does not wait for the page; it prints ""`,
	} {
		_, err := Run(t.Context(), program(t, then))
		require.ErrorContains(t, err, want, then)
	}
}

// TestRunOfAProgramThatLoops gives up sooner than the build does.
func TestRunOfAProgramThatLoops(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	_, err := Run(ctx, program(t, "loops"))
	require.ErrorContains(t, err, "the program goes on and on, and does not wait for the page")
	require.ErrorIs(t, err, context.DeadlineExceeded)
}
