/**
 * Preference pairs: by score, by people, or by both; verdicts and how far people agree. No files, no tensors.
 */
@NullMarked
package org.spatialalign.engine.prefer;

import org.jspecify.annotations.NullMarked;
