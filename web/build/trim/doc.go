// Package trim leaves out of the program the parts of Go's own packages that cannot run in a
// page: more than half of the download.
//
// A page has one thread, no signals, no environment, no other process and memory that cannot
// be given back, and the program has no maps, no timers and no finalizers, and reads no
// profile. The compiler cannot know that: the runtime refers to all of it. list.txt does, with
// the reason for each group, and so that nobody has to believe it,
//
//   - the build fails with another Go than the list is for, and if the toolchain has no function,
//     statement, condition, field that is read, constant or file as the list says: the next version
//     of Go is looked at before it ships;
//   - the build fails if the linked program has a function that a group takes for unlinked, as
//     when someone begins to use a map: the group goes then;
//   - a program that uses the runtime hard (testdata/torture) prints the same with the list as
//     without, and 100 MB of live memory are collected; what the shipped program has nothing
//     of is tried with the groups left out that are about it, and so are the bridge's tests in the
//     browser (web/test/wasmexec);
//   - FULL=1 builds and tests the program with all of Go's own packages.
//
// Of the scheduler and the collector the list has only what is for other threads, for limits
// that are not set, for the readers of statistics and for memory that is given back. Of stacks
// it has their first size, of panics the printing of values that this program does not panic
// with, of the traceback the arguments: a panic says its message, and the functions it came
// through by their names.
//
// A program that is built with the list is one that package pack has packed: functions are found
// in the records that pack writes.
//
// No source of Go's is kept here. The files are made at build time from those of the
// toolchain, by replacing the bytes of a body, a statement or an expression, so that the compiler's
// directives stay where they are, and are handed to 'go build -overlay'.
package trim
