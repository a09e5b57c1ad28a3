package edge_test

import (
	"context"
	"net/http/httptrace"
	"net/textproto"
)

// watchEarly counts answers that come before the answer.
func watchEarly(ctx context.Context, n *int) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		Got1xxResponse: func(int, textproto.MIMEHeader) error { *n++; return nil },
	})
}
