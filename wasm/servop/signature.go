package servop

// Signature is what the X-SIG header carries: MD5 in lower-case hex.
type Signature [32]byte

// Sign is the signature of a packet's body under the app's secret, the MD5 of
// the two behind each other (every vendor client).
func Sign(body, secret []byte) (sig Signature) {
	const digits = "0123456789abcdef"
	for i, b := range md5Sum(body, secret) {
		sig[2*i], sig[2*i+1] = digits[b>>4], digits[b&15]
	}
	return sig
}
