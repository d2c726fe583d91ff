package preinit

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRunOfAProgramThatDoesNotWait(t *testing.T) {
	for then, want := range map[string]string{
		"calls":  "the program can't be run without a page: it calls answer",
		"prints": `the program prints before there is a page: "begun\n"`,
		"panics": `the program ends, and does not wait for the page; it prints "panic: told to`,
		"ends":   `the program ends, and does not wait for the page; it prints ""`,
	} {
		_, err := Run(program(t, then))
		require.ErrorContains(t, err, want, then)
	}
}
