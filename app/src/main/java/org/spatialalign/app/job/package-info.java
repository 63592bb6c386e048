/**
 * The bridge from engine jobs to the window: progress sampled by a timer, states as properties.
 */
@NullMarked
package org.spatialalign.app.job;

import org.jspecify.annotations.NullMarked;
