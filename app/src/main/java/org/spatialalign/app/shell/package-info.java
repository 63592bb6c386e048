/**
 * The main window: navigation rail, command palette, job drawer, status bar, shortcut sheet, drag and drop.
 */
@NullMarked
package org.spatialalign.app.shell;

import org.jspecify.annotations.NullMarked;
