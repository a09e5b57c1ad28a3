// Package words turns random bits into Dutch words that people can say, hear,
// write down and type again, and back.
//
// It promises 2,048 words that differ in their first four letters and in sound,
// say nothing about why somebody has them, and never change: the list is frozen
// with its hash. A phrase of eight words carries 80 random bits and 8 bits that
// catch a mistake.
//
// The list was made for Sluis, by hand, in batches by subject; every word was
// read, and its spelling looked up in the word list of OpenTaal (Debian package
// wdutch; revised BSD licence or CC BY 3.0), of which nothing was copied. It is
// under the licence of Sluis. No two words differ by one letter, and no way to
// write one by ear (ei or ij, au or ou, g or ch, f or v, s or z, d or t at the
// end) begins as another.
//
// It refuses words that are not in the list, naming which one and what it may
// have been, and never tells whether the others are right.
package words
