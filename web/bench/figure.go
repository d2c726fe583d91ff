package main

import "slices"

// figure is what a series of measurements came to.
type figure struct {
	Median float64 `json:"median"`
	P95    float64 `json:"p95"`
	N      int     `json:"n"`
}

// figureOf is the figure of some measurements, nil where there are none.
func figureOf(series []float64) *figure {
	if len(series) == 0 {
		return nil
	}
	ordered := slices.Sorted(slices.Values(series))
	return &figure{Median: quantile(ordered, 0.5), P95: quantile(ordered, 0.95), N: len(series)}
}

// exactly is a figure that needs no statistics.
func exactly(value float64) *figure { return &figure{Median: value, P95: value, N: 1} }

// quantile is the quantile q of an ordered series, between two of its members where
// it falls between them.
func quantile(ordered []float64, q float64) float64 {
	at := q * float64(len(ordered)-1)
	i := int(at)
	if i+1 == len(ordered) {
		return ordered[i]
	}
	return ordered[i] + (at-float64(i))*(ordered[i+1]-ordered[i])
}
