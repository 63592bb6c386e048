/** Everything that is special about the tensor library: what it lacks, what it leaks, and how numbers get in and out. */
@NullMarked
package org.spatialalign.engine.tensor;

import org.jspecify.annotations.NullMarked;
