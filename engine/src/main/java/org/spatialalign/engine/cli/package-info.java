/**
 * The headless command line: thin picocli commands over workflow. The only package that prints to standard output.
 */
@NullMarked
package org.spatialalign.engine.cli;

import org.jspecify.annotations.NullMarked;
