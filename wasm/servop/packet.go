package servop

// Envelope is what a packet says besides its messages.
type Envelope struct {
	GameID    string // a JSON string, quotes included
	SessionID string // a JSON string, quotes included; `""` if there is none
	PacketID  int    // 0 for the first packet, one more for each after it
}

// AppendPacket appends to dst the body of a packet, in the JavaScript client's
// key order and without spaces.
func AppendPacket(dst []byte, messages []Message, e Envelope) []byte {
	dst = appendAll(dst, `{"messages":[`)
	for i, m := range messages {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendAll(dst, string(m))
	}
	dst = appendAll(dst, `],"gameId":`, e.GameID, `,"sessionId":`, e.SessionID, `,"packetId":`)
	return append(AppendInt(dst, e.PacketID), '}')
}

// appendAll appends texts. It is one function because each append costs a hundred bytes
// of program.
func appendAll(dst []byte, texts ...string) []byte {
	for _, text := range texts {
		dst = append(dst, text...)
	}
	return dst
}

// Decimal are the decimal digits of n.
func Decimal(n int) string { return string(AppendInt(nil, n)) }

// AppendInt appends the decimal digits of n to dst. strconv would add two
// kilobytes to the download for it.
func AppendInt(dst []byte, n int) []byte {
	if n < 0 {
		dst = append(dst, '-')
	}
	if n/10 != 0 {
		dst = AppendInt(dst, max(n/10, -(n/10)))
	}
	return append(dst, byte('0'+max(n%10, -(n%10))))
}
