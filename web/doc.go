// Package web holds the app as it was built from src/ into dist/. It promises that
// a checkout serves exactly what is committed: the test run builds dist/ again and
// compares. Package web/edge serves it.
package web
