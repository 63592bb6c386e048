package org.spatialalign.engine.train;

/**
 * What is optimised on a pair of a better and a worse clip.
 *
 * @param form how the margin is made and who shares noise
 * @param beta strength of the preference against the reference; more than 0
 * @param clip largest absolute margin, beyond which a pair has no preference gradient; 0 for none
 * @param lambda weight of the regulariser, which holds the velocities near the reference's; 0 for none
 */
public record DpoSettings(Form form, double beta, double clip, double lambda) {

    /** Two published ways of direct preference optimisation for diffusion models. */
    public enum Form {
        /** Margin {@code beta (score_w - score_l)}; winner and loser have noise of their own (arXiv 2602.22745). */
        SPATIALALIGN,

        /** Margin {@code beta / 2 (score_w - score_l)}; both have the same noise (Wallace et al. 2024). */
        DIFFUSION_DPO
    }

    /** As the paper trained: beta 1, clipped at 5, regulariser 0.5. */
    public static final DpoSettings PAPER = new DpoSettings(Form.SPATIALALIGN, 1, 5, 0.5);

    public DpoSettings {
        boolean sound = beta > 0 && Double.isFinite(beta) && clip >= 0 && lambda >= 0 && Double.isFinite(lambda);
        if (!sound || !Double.isFinite(clip)) {
            throw new IllegalArgumentException(
                    "no settings for DPO: beta " + beta + ", clip " + clip + ", lambda " + lambda);
        }
    }

    /** Diffusion-DPO, neither clipped nor regularised. */
    public static DpoSettings diffusionDpo(double beta) {
        return new DpoSettings(Form.DIFFUSION_DPO, beta, 0, 0);
    }

    /** What the difference of the scores is multiplied by. */
    double strength() {
        return form == Form.SPATIALALIGN ? beta : beta / 2;
    }

    /** Whether winner and loser are to be given the same noise. */
    public boolean sharesNoise() {
        return form == Form.DIFFUSION_DPO;
    }

    double clipped(double margin) {
        return clip == 0 ? margin : Math.max(-clip, Math.min(clip, margin));
    }
}
