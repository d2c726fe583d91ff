package dispatcher

import (
	"crypto/md5"
	"crypto/subtle"
	"encoding/hex"
)

// signed reports whether signature is the lower-case hex MD5 of the body followed by
// the app's secret. The vendor's server accepts upper case too, which its C# and C++
// clients send; this one does not, because the client under test sends lower case.
func signed(body []byte, secret, signature string) bool {
	sum := md5.Sum(append(body[:len(body):len(body)], secret...))
	return subtle.ConstantTimeCompare([]byte(hex.EncodeToString(sum[:])), []byte(signature)) == 1
}
