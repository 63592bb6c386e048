package org.spatialalign.engine.track;

/**
 * What a tracking run may vary; part of a track's recipe, so equal options on an equal clip give equal tracks. Stored
 * as JSON.
 *
 * @param method name of the method and its version; changes whenever results may change
 * @param detectLoss whether loss, leaving the picture and jumps end a track; without it plain CSRT gives nearly every
 *     frame a box, right or wrong
 */
public record TrackerOptions(String method, boolean detectLoss) {

    /** The one method there is: see {@link SeedTracker}. */
    private static final String METHOD = "flow-csrt-1";

    public static final TrackerOptions DEFAULT = new TrackerOptions(METHOD, true);

    public TrackerOptions {
        if (!method.equals(METHOD)) {
            throw new IllegalArgumentException("unknown tracking method '" + method + "'; expected " + METHOD);
        }
    }
}
