/**
 * Undo and redo of edits, backed by the project's edit journal.
 */
@NullMarked
package org.spatialalign.app.undo;

import org.jspecify.annotations.NullMarked;
