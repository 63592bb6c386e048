/**
 * Ids, seeds, progress, cancellation and the few checked exceptions that every other package shares. Nothing about video, models or storage belongs here.
 */
@NullMarked
package org.spatialalign.engine.core;

import org.jspecify.annotations.NullMarked;
