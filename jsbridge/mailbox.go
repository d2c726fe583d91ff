//go:build js && wasm

package jsbridge

import "syscall/js"

// mailbox is where the browser's half finds the texts of a call that comes often. As
// an argument each would leave a reference behind for the collector, at ten times the
// cost.
var (
	mailbox     js.Value
	mailboxSize int
	letter      []byte // what is put into it, kept for the next one
)

// smallestMailbox is more than an ordinary packet has, in bytes.
const smallestMailbox = 4 << 10

// post puts texts that have no zero byte into the mailbox, from where the next helper
// that is called takes them by their size.
func post(texts ...string) (size int) {
	letter = letter[:0]
	for i, text := range texts {
		if i > 0 {
			letter = append(letter, 0)
		}
		letter = append(letter, text...)
	}
	if len(letter) > mailboxSize {
		mailboxSize = max(2*len(letter), smallestMailbox)
		mailbox = mailboxFunc.Invoke(mailboxSize)
	}
	return js.CopyBytesToJS(mailbox, letter)
}
