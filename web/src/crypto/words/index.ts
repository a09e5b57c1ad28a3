/**
 * Turns random bits into Dutch words that people can say, hear, write down and
 * type again, and back (FORMAT.md, part 8). Twin of crypto/words, whose list it
 * reads: there is only one.
 *
 * It promises 2 048 words that differ in their first four letters and in sound,
 * say nothing about why somebody has them, and never change: the list is frozen
 * with its hash. A phrase of eight words carries 80 random bits and 8 bits that
 * catch a mistake.
 *
 * It refuses, with E28, words that are not in the list, naming which one and what
 * it may have been, and never tells whether the others are right.
 */
export * from "./words.ts";
