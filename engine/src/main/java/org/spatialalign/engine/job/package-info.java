/**
 * The mechanism of long jobs: queue, states, cancellation, progress, resume. It knows no concrete job, and declares the store it needs.
 */
@NullMarked
package org.spatialalign.engine.job;

import org.jspecify.annotations.NullMarked;
