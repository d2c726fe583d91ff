package dispatcher

import (
	"crypto/md5"
	"crypto/subtle"
	"encoding/hex"
)

// signed says whether signature is the lower-case hex MD5 of the body followed
// by the app's secret, which is how every client of the vendor signs.
func signed(body []byte, secret, signature string) bool {
	sum := md5.Sum(append(body[:len(body):len(body)], secret...))
	return subtle.ConstantTimeCompare([]byte(hex.EncodeToString(sum[:])), []byte(signature)) == 1
}
