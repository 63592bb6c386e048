package org.spatialalign.engine.model.lora;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter changes in one module: its weight by a pair of matrices or by a full difference, and its bias.
 *
 * @param pair the low-rank change of the weight; null when there is none
 * @param difference the full change of the weight; null when there is none
 * @param biasDifference the change of the bias; null when there is none
 */
public record LoraModule(
        @Nullable LoraPair pair, @Nullable LoraTensor difference, @Nullable LoraTensor biasDifference) {

    public LoraModule {
        if (pair != null && difference != null) {
            throw new IllegalArgumentException(
                    "a module is changed by a pair of matrices or by a difference, not both");
        }
        if (pair == null && difference == null && biasDifference == null) {
            throw new IllegalArgumentException("a module that nothing changes");
        }
    }

    /** A module with nothing but a pair. */
    public static LoraModule of(LoraPair pair) {
        return new LoraModule(pair, null, null);
    }

    /** Shape that the module's weight must have; empty when only the bias is changed. */
    List<Long> weightShape() {
        if (pair != null) {
            return pair.weightShape();
        }
        return difference == null ? List.of() : difference.shape();
    }

    long parameters() {
        long count = biasDifference == null ? 0 : biasDifference.elements();
        count += difference == null ? 0 : difference.elements();
        return count + (pair == null ? 0 : (long) pair.a().elements() + pair.b().elements());
    }

    LoraModule withAlpha(double alpha) {
        return pair == null
                ? this
                : new LoraModule(new LoraPair(pair.a(), pair.b(), alpha), difference, biasDifference);
    }
}
