package src_test

import "testing"

func TestFailure(t *testing.T) {
	evaluate(t, `import { failure } from "./failure.js";`, []gives{
		{`failure(90200, "why")`, `{"status":900,"reason_code":90200,"status_message":"why","severity":"ERROR"}`},
	})
}
