package main

import "slices"

// figure summarises a series of measurements.
type figure struct {
	Median float64 `json:"median"`
	P95    float64 `json:"p95"`
	N      int     `json:"n"`
}

// figureOf returns the figure of a series, or nil if it is empty.
func figureOf(series []float64) *figure {
	if len(series) == 0 {
		return nil
	}
	ordered := slices.Sorted(slices.Values(series))
	return &figure{Median: quantile(ordered, 0.5), P95: quantile(ordered, 0.95), N: len(series)}
}

// exactly returns the figure of one exact value.
func exactly(value float64) *figure { return &figure{Median: value, P95: value, N: 1} }

// quantile returns the quantile q of an ordered series, interpolated if it falls between
// two of its members.
func quantile(ordered []float64, q float64) float64 {
	at := q * float64(len(ordered)-1)
	i := int(at)
	if i+1 == len(ordered) {
		return ordered[i]
	}
	return ordered[i] + (at-float64(i))*(ordered[i+1]-ordered[i])
}
