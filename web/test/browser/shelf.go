package browser

import (
	"context"
	"slices"
	"sync"
)

// Shelf keeps the storages of a browser that tests are done with, each with an empty page, for
// origins that they have not been used for: the start of a page's process costs more than most
// tests do.
type Shelf struct {
	// Browser is the browser.
	Browser Browser

	mu   sync.Mutex
	kept []*shelved
}

// shelved is a storage that can be kept.
type shelved struct {
	Storage
	origins []string // that it has been used for
	pages   []*lent  // that tests have opened in it
	spare   *lent    // the empty one, if it has been kept
}

// lent is a page that tests have one after the other.
type lent struct {
	Page
	closed bool

	mu   sync.Mutex
	told Listener
}

// take takes a storage in which there is nothing of those origins, or makes one.
func (s *Shelf) take(ctx context.Context, origins []string) (*shelved, error) {
	s.mu.Lock()
	for i, kept := range s.kept {
		if !slices.ContainsFunc(origins, func(origin string) bool { return slices.Contains(kept.origins, origin) }) {
			s.kept = slices.Delete(s.kept, i, i+1)
			s.mu.Unlock()
			kept.origins = append(kept.origins, origins...)
			return kept, nil
		}
	}
	s.mu.Unlock()
	storage, err := s.Browser.NewStorage(ctx)
	return &shelved{Storage: storage, origins: origins}, err
}

// keep keeps a storage and one of its pages, and closes the others.
func (s *Shelf) keep(ctx context.Context, done *shelved) error {
	done.spare = nil
	for _, p := range done.pages {
		p.tell(deaf)
		switch {
		case p.closed:
			p.Leave()
		case done.spare == nil:
			if err := p.Blank(ctx); err != nil {
				return err
			}
			done.spare = p
		default:
			if err := p.Close(ctx); err != nil {
				return err
			}
			p.Leave()
		}
	}
	done.pages = nil
	s.mu.Lock()
	s.kept = append(s.kept, done)
	var oldest *shelved
	if len(s.kept) > most {
		oldest, s.kept = s.kept[0], s.kept[1:]
	}
	s.mu.Unlock()
	if oldest == nil {
		return nil
	}
	return oldest.drop(ctx)
}

// most is how many storages are kept at most: an open page takes its share of the browser.
const most = 8

// drop drops the storage, which is not kept any longer.
func (s *shelved) drop(ctx context.Context) error {
	if s.spare != nil {
		s.spare.Leave()
	}
	for _, p := range s.pages {
		p.Leave()
	}
	return s.Drop(ctx)
}

// open opens an empty page.
func (s *shelved) open(ctx context.Context, told Listener) (*lent, error) {
	p := s.spare
	s.spare = nil
	if p == nil {
		p = &lent{}
		var err error
		if p.Page, err = s.NewPage(ctx, Listener{
			Printed: func(level, text string) { p.listener().Printed(level, text) },
			Thrown:  func(text string) { p.listener().Thrown(text) },
		}); err != nil {
			return nil, err
		}
	}
	p.tell(told)
	s.pages = append(s.pages, p)
	return p, nil
}

// deaf is a listener that does not listen.
var deaf = Listener{Printed: func(string, string) {}, Thrown: func(string) {}}

// tell has another listener told from now on.
func (p *lent) tell(told Listener) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.told = told
}

// listener is who is told.
func (p *lent) listener() Listener {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.told
}
