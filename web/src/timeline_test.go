package src_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMeasureLeavesTheLatestEntryOfEachName(t *testing.T) {
	assert.Equal(t, []string{
		"none during the turn: 0",
		"a from 2, b from 3",
		"a from 4, b from 3",
	}, node(t, `
		import { measure } from "./timeline.js";
		const entries = () => performance.getEntriesByType("measure");
		const shown = () => entries().map(({ name, startTime }) => name + " from " + startTime).sort().join(", ");
		measure("a", 1);
		measure("a", 2);
		measure("b", 3);
		console.log("none during the turn:", entries().length);
		await undefined;
		console.log(shown());
		measure("a", 4);
		await undefined;
		console.log(shown());
	`))
}
