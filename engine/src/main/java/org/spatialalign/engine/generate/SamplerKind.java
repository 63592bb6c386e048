package org.spatialalign.engine.generate;

/** How a clip is integrated from noise. */
public enum SamplerKind {
    /** Flow-match Euler as in DiffSynth, which the paper used. */
    EULER,
    /** UniPC of second order as in diffusers, which the published model folders ask for. */
    UNIPC
}
