package org.spatialalign.engine.track;

/**
 * What a tracking run may vary; part of a track's recipe, so equal options on an equal clip give equal tracks. Stored
 * as JSON.
 *
 * @param method name of the method and its version; changes whenever results may change
 * @param detectLoss whether loss, leaving the picture and jumps end a track; without it every frame gets a box
 */
public record TrackerOptions(String method, boolean detectLoss) {

    public static final TrackerOptions DEFAULT = new TrackerOptions("csrt-1", true);

    public TrackerOptions {
        if (!method.equals("csrt-1")) {
            throw new IllegalArgumentException("unknown tracking method '" + method + "'; expected csrt-1");
        }
    }
}
