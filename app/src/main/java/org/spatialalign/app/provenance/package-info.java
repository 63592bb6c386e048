/** The Trace page: where things of the project come from, what came of them, and what is stale. */
@NullMarked
package org.spatialalign.app.provenance;

import org.jspecify.annotations.NullMarked;
