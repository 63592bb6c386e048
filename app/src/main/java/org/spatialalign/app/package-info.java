/**
 * Start-up. AppContext is the only place that constructs services; everything else gets what it needs through its constructor.
 */
@NullMarked
package org.spatialalign.app;

import org.jspecify.annotations.NullMarked;
