/**
 * A clip with overlays in image coordinates: picture, boxes, trails, timeline, curves. Knows engine records, no project and no page.
 */
@NullMarked
package org.spatialalign.app.player;

import org.jspecify.annotations.NullMarked;
