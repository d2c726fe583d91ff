package servop

// Failure is a result that is made here, as the server gave none.
type Failure struct {
	// Status is StatusClient, or StatusForbidden if no session is there to call in.
	Status, ReasonCode int
	// Message says why, in words for a developer.
	Message string
}

// JSON is the result object: {"status","reason_code","status_message","severity"}, as
// the vendor's clients make it. Quote writes a JSON string.
func (f Failure) JSON(quote func(string) string) string {
	return `{"status":` + Decimal(f.Status) + `,"reason_code":` + Decimal(f.ReasonCode) +
		`,"status_message":` + quote(f.Message) + `,"severity":"ERROR"}`
}
