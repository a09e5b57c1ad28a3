// Package interop holds no code: its test writes everything that is sealed or
// signed, as Go makes it, and reads what the browser part made.
//
// It promises that each side reads whatever the other wrote and that both say the
// same of damaged files; web/test/interop/interop.test.ts drives it. Run alone, it
// reads what it wrote itself.
package interop
