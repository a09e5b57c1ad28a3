package hub

import "context"

type callerKey struct{}

// WithCaller returns a context that carries who a request comes from. Only the
// gate calls it, after the token was checked; a test may.
func WithCaller(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// CallerFrom returns the caller that the gate put into the context. Without one
// ok is false, and a room must refuse with E22.
func CallerFrom(ctx context.Context) (c Caller, ok bool) {
	c, ok = ctx.Value(callerKey{}).(Caller)
	return c, ok
}
