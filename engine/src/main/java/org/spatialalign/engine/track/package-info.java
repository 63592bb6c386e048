/**
 * One animal track and one object track per clip: made from seed boxes, corrected by people, and checked. Machine boxes are a dense base layer; corrections are sparse and never overwrite it. No neural network lives here.
 */
@NullMarked
package org.spatialalign.engine.track;

import org.jspecify.annotations.NullMarked;
