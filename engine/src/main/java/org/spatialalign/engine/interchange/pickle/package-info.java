/**
 * Reads Python's pickle format as plain data. Nothing that a file names is looked up or called: a fixed list of names
 * stands for a few harmless constructions, written here in Java, and every other name makes the file refused.
 */
@NullMarked
package org.spatialalign.engine.interchange.pickle;

import org.jspecify.annotations.NullMarked;
