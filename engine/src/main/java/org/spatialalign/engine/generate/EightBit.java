package org.spatialalign.engine.generate;

/** How the decoder's numbers become bytes. Both cut, neither rounds; they differ in the last bit here and there. */
public enum EightBit {
    /** trunc((x + 1) * 127.5), clamped to 0..255. */
    DIFFSYNTH,
    /** trunc(clamp(x / 2 + 0.5, 0, 1) * 255). */
    DIFFUSERS
}
