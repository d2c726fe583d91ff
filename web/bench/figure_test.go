package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFigure(t *testing.T) {
	assert.Nil(t, figureOf(nil))
	assert.Equal(t, &figure{Median: 7, P95: 7, N: 1}, figureOf([]float64{7}))
	assert.Equal(t, &figure{Median: 1.5, P95: 1.95, N: 2}, figureOf([]float64{2, 1}))
	series := make([]float64, 101)
	for i := range series {
		series[i] = float64(100 - i)
	}
	assert.Equal(t, &figure{Median: 50, P95: 95, N: 101}, figureOf(series))
	assert.Equal(t, 100.0, series[0], "the series keeps its order")
}
