/**
 * SSR curves and the DSR-Score with every term kept. Pure mathematics: no video, no files, no database.
 */
@NullMarked
package org.spatialalign.engine.score;

import org.jspecify.annotations.NullMarked;
