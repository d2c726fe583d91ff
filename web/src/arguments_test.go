package src_test

import "testing"

func TestReadArguments(t *testing.T) {
	evaluate(t, `
		import { readArguments } from "./arguments.js";
		import { flag, nonEmptyText, object, optional, text } from "./checks.js";
		const read = (...args) => readArguments("_bc.f", [
			["name", nonEmptyText],
			["options", object(["on", flag], ["more", object(["word", optional(text, "none")])])],
			["last", optional(text, "")],
		], args);
	`, []gives{
		{`read("ann", { on: true, more: { word: "w" } }, "end")`, `["ann",true,"w","end"]`},
		{`read("ann", { on: true, more: {} })`, `["ann",true,"none",""]`},
		{`read("ann", { on: true, more: {}, other: 1 }, "", () => {})`, `["ann",true,"none",""]`},
		{`read()`, `TypeError: _bc.f: name must be a string that is not empty, not undefined`},
		{`read("")`, `TypeError: _bc.f: name must be a string that is not empty, not an empty string`},
		{`read("\ud800 ann")`, `TypeError: _bc.f: name must be a string that is not empty, not a string with lone surrogates`},
		{`read(null)`, `TypeError: _bc.f: name must be a string that is not empty, not null`},
		{`read(["ann"])`, `TypeError: _bc.f: name must be a string that is not empty, not that list`},
		{`read(() => {})`, `TypeError: _bc.f: name must be a string that is not empty, not a function`},
		{`read("ann", null)`, `TypeError: _bc.f: options must be an object, not null`},
		{`read("ann", "a password")`, `TypeError: _bc.f: options must be an object, not that string`},
		{`read("ann", { on: 1 })`, `TypeError: _bc.f: options.on must be true or false, not that number`},
		{`read("ann", { on: true })`, `TypeError: _bc.f: options.more must be an object, not undefined`},
		{`read("ann", { on: true, more: { word: {} } })`, `TypeError: _bc.f: options.more.word must be a string, or left out, not an object`},
		{`(() => { Object.prototype.word = 5; try { return read("ann", { on: true, more: {} }) } finally { delete Object.prototype.word } })()`, `["ann",true,"none",""]`},
		{`(() => { Object.prototype.word = 5; try { return read("ann", { on: true, more: { word: "w" } }) } finally { delete Object.prototype.word } })()`, `["ann",true,"w",""]`},
		{`read("ann", new (class { get on() { return true } get more() { return {} } })())`, `["ann",true,"none",""]`},
		{`read("ann", { on: true, more: {} }, 1n)`, `TypeError: _bc.f: last must be a string, or left out, not a bigint`},
	})
}
