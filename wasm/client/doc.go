// Package client is the portable half of the program: who is logged in, which calls
// wait, which packet is in flight and which logouts are not confirmed yet.
//
// It is one state machine with one owner. Everything that happens to it (a call, a
// reply, a timer, an event) comes in as a function call on one thread, and nothing in it
// blocks, so there are no locks and no goroutines. [Host] is what it needs of the
// browser; in the tests that is a fake clock, network and storage. testdata/*.txt shows
// it from outside, rule by rule.
//
// A session owns its app, its server's URL, its packet numbers and its end. Its state
// changes in one function, [Client.move]:
//
//	        login called            attachSession
//	             |                        |
//	             v        answered 200    v
//	          pending ----------------> open
//	             |    \                 |  \
//	      logout |     \ login fails    |   \ the server calls it over
//	             v      v        logout |    v
//	         unwanted -> over           |   over
//	             |  login fails         |
//	answered 200 |                      |
//	             +------> ending <------+
//	                      |    \
//	     LOGOUT confirmed |     \ LOGOUT not confirmed
//	                      v      v
//	                    over   stored: the outbox delivers it
//
// Glossary:
//
//	app           the game: its id, secret and version (initialize)
//	session       one login of one player, from the call to its end
//	current       the session that the next call is made in: open, or pending
//	visible       the open session that the page sees
//	before        the session that a login would replace; it stays if the login fails
//	operation     a service operation ("servop") and how the client treats it
//	op            one call of an operation, with the callers that wait for its result
//	queue         the ops that are not sent yet, in the order of their calls
//	packet        the ops of one session that travel together, under one number
//	flight        a packet on its way, over all of its attempts
//	attempt       one request of a flight; each has the same bytes
//	end           the LOGOUT of a session
//	background    an end that no caller waits for: it goes to the outbox at once
//	outbox        the owner of every LOGOUT from the moment that it is stored
//	entry         one such LOGOUT: a signed packet, and the state of its delivery
//	record        an entry as it is stored
//	confirmed     the server has ended the session, or called it over
//	notice        the text by which pages of an origin tell each other of a logout
//	order         the number of a login among those of the origin's pages; a logout has the next one
//	farewell      the end of a session that the host has ready, should the page be left
//	retained      what outlives the program if it dies, and the page in its tab: its sessions
//	earlier       the open session that the page before this one has left
package client
