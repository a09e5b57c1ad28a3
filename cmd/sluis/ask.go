//go:build !noagent

package main

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// input is stdin, from behind what was asked so far.
func (a *app) input() io.Reader {
	if a.lines == nil {
		a.lines = bufio.NewReader(a.in)
	}
	return a.lines
}

// ask puts a question to whoever is at the keyboard, and gives the line that was typed;
// "" when there is none.
func (a *app) ask(question string, args ...any) (string, error) {
	a.note(question, args...)
	a.input()
	line, err := a.lines.ReadString('\n')
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return strings.TrimSpace(line), err
}

// agreed asks for a yes. Without it nothing is done: that is an end of its own, which
// scripts see by the exit status.
func (a *app) agreed(question string, args ...any) error {
	typed, err := a.ask(question, args...)
	if err != nil {
		return err
	}
	if !strings.EqualFold(typed, "ja") {
		a.note("Niets gedaan.")
		return &reported{errors.New("not agreed")}
	}
	return nil
}
