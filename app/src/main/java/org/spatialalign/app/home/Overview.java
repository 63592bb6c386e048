package org.spatialalign.app.home;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.store.ClipListing;
import org.spatialalign.engine.store.ClipStatus;

/**
 * A project at a glance.
 *
 * @param prompts prompts in the project
 * @param byStatus number of clips of each status
 */
record Overview(int clips, int prompts, Map<ClipStatus, Integer> byStatus) {

    static final Overview EMPTY = new Overview(0, 0, Map.of());

    static Overview of(List<ClipListing> clips, int prompts) {
        Map<ClipStatus, Integer> byStatus = new EnumMap<>(ClipStatus.class);
        clips.forEach(clip -> byStatus.merge(clip.status(), 1, Integer::sum));
        return new Overview(clips.size(), prompts, byStatus);
    }

    int count(ClipStatus status) {
        return byStatus.getOrDefault(status, 0);
    }

    /** Clips that tracking or scoring would bring further without anybody drawing or choosing something first. */
    int readyForWork() {
        return count(ClipStatus.NOT_TRACKED) + count(ClipStatus.NOT_SCORED) + count(ClipStatus.STALE);
    }
}
