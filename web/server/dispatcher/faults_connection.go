package dispatcher

// connectionFaults reset or close the connection before the answer is complete.
var connectionFaults = []Fault{
	{
		Name: "reset-before", Group: "connection", Title: "Reset, not processed",
		Description: "The connection is reset before the server acts on the packet.",
		run:         func(x *exchange) { x.cut(0, nil, nil, true) },
	},
	{
		Name: "reset-after", Group: "connection", Title: "Reset, processed", Processed: true,
		Description: "The server acts on the packet, then resets the connection before the first byte of the answer.",
		run:         func(x *exchange) { x.cut(0, nil, nil, true) },
	},
	{
		Name: "reset-in-headers", Group: "connection", Title: "Reset within the headers", Processed: true,
		Description: "The connection is reset in the middle of the answer's headers.",
		run: func(x *exchange) {
			x.cut(0, []byte("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Ty"), nil, true)
		},
	},
	{
		Name: "reset-in-body", Group: "connection", Title: "Reset within the body", Processed: true,
		Description: "The connection is reset after half of the answer's body.",
		run: func(x *exchange) {
			body := x.answer.encode()
			half := body[:len(body)/2]
			x.cut(200, rawAnswer(len(body), half), half, true)
		},
	},
	{
		Name: "close-before", Group: "connection", Title: "Closed, not processed",
		Description: "The connection is closed in order, without a byte, before the server acts on the packet.",
		run:         func(x *exchange) { x.cut(0, nil, nil, false) },
	},
	{
		Name: "close-after", Group: "connection", Title: "Closed, processed", Processed: true,
		Description: "The server acts on the packet, then closes the connection in order, without a byte.",
		run:         func(x *exchange) { x.cut(0, nil, nil, false) },
	},
}
