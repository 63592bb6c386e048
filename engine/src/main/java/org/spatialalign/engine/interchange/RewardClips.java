package org.spatialalign.engine.interchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.prefer.PairClip;
import org.spatialalign.engine.prompt.DsrPrompt;

/**
 * The paper's metadata for training: a result list with videos and rewards ({@link PaperResultCsv} writes it, {@link
 * PromptCsv} reads it), as clips that can be paired. A refused one has no score.
 */
public final class RewardClips {

    private RewardClips() {}

    /** Clips are named by {@code prompt_id/video}, since a video's name need not be unique. */
    public static List<PairClip> of(PromptTable table) {
        Map<String, DsrPrompt> prompts = new HashMap<>();
        table.prompts().forEach(prompt -> prompts.put(prompt.promptId(), prompt));
        List<PairClip> clips = new ArrayList<>(table.rewards().size());
        for (ClipReward reward : table.rewards()) {
            DsrPrompt prompt = prompts.get(reward.promptId());
            if (prompt != null) {
                clips.add(PairClip.ofReward(
                        reward.promptId() + "/" + reward.video(), reward.promptId(), prompt.type(), reward.reward()));
            }
        }
        return clips;
    }
}
