package browser

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fake is a browser that notes what is made, and what becomes of it.
type fake struct {
	Browser
	storages []*fakeStorage
}

type fakeStorage struct {
	Storage
	pages   []*fakePage
	dropped bool
}

type fakePage struct {
	Page
	told  Listener
	calls string
}

func (f *fake) NewStorage(context.Context) (Storage, error) {
	f.storages = append(f.storages, &fakeStorage{})
	return f.storages[len(f.storages)-1], nil
}

func (s *fakeStorage) NewPage(_ context.Context, told Listener) (Page, error) {
	s.pages = append(s.pages, &fakePage{told: told})
	return s.pages[len(s.pages)-1], nil
}

func (s *fakeStorage) Drop(context.Context) error {
	s.dropped = true
	return nil
}

func (p *fakePage) Blank(context.Context) error { p.calls += "blank "; return nil }
func (p *fakePage) Close(context.Context) error { p.calls += "close "; return nil }
func (p *fakePage) Leave()                      { p.calls += "leave " }

func TestStorageIsTakenForOtherOriginsOnly(t *testing.T) {
	f := &fake{}
	s := &Shelf{Browser: f}
	t.Run("first", func(t *testing.T) { s.Open(t, "a", "b") })
	t.Run("other origins", func(t *testing.T) { s.Open(t, "c", "d") })
	require.Len(t, f.storages, 1)
	t.Run("one that was used before the last", func(t *testing.T) { s.Open(t, "e", "b") })
	require.Len(t, f.storages, 2)
	t.Run("a new one", func(t *testing.T) { s.OpenNew(t) })
	require.Len(t, f.storages, 3)
	assert.True(t, f.storages[2].dropped)
	assert.Equal(t, "leave ", f.storages[2].pages[0].calls)
	assert.False(t, f.storages[0].dropped || f.storages[1].dropped)
}

func TestOnePageIsKept(t *testing.T) {
	f := &fake{}
	s := &Shelf{Browser: f}
	var before Tab
	t.Run("three", func(t *testing.T) {
		b := s.Open(t, "a")
		before = b.Beside()
		b.Beside()
		b.Close()
	})
	pages := f.storages[0].pages
	require.Len(t, pages, 3)
	assert.Equal(t, []string{"close leave ", "blank ", "close leave "}, []string{pages[0].calls, pages[1].calls, pages[2].calls})
	pages[1].told.Printed("log", "between the tests")
	t.Run("the next test", func(t *testing.T) {
		b := s.Open(t, "b")
		pages[1].told.Printed("log", "its own")
		pages[1].told.Thrown("thrown")
		assert.Empty(t, before.console)
		assert.Equal(t, []string{"log: its own"}, b.console)
		assert.Equal(t, []string{"thrown"}, b.errors)
	})
	assert.Len(t, f.storages[0].pages, 3)
	t.Run("one that needs two", func(t *testing.T) { s.Open(t, "c").Beside() })
	assert.Len(t, f.storages[0].pages, 4)
}

func TestFewStoragesAreKept(t *testing.T) {
	f := &fake{}
	s := &Shelf{Browser: f}
	for range most + 1 {
		t.Run("the same origin", func(t *testing.T) { s.Open(t, "a") })
	}
	require.Len(t, f.storages, most+1)
	for i, storage := range f.storages {
		assert.Equal(t, i == 0, storage.dropped, i)
	}
	assert.Equal(t, "blank leave ", f.storages[0].pages[0].calls)
}
