package org.spatialalign.app.provenance;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignG;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.spatialalign.engine.workflow.provenance.NodeKind;

/** The picture of each kind of thing; the same as on its page where that has one. */
final class KindLook {

    private KindLook() {}

    static Ikon icon(NodeKind kind) {
        return switch (kind) {
            case PROMPT_SET -> MaterialDesignF.FORMAT_LIST_BULLETED;
            case PROMPT -> MaterialDesignT.TEXT_BOX_OUTLINE;
            case RECIPE -> MaterialDesignS.SCRIPT_TEXT_OUTLINE;
            case CLIP -> MaterialDesignF.FILMSTRIP;
            case BOXES -> MaterialDesignV.VECTOR_SQUARE;
            case SCORE -> MaterialDesignG.GAUGE;
            case VERDICT -> MaterialDesignG.GAVEL;
            case PAIR -> MaterialDesignC.COMPARE;
            case PAIR_SET -> MaterialDesignS.SET_ALL;
            case RUN -> MaterialDesignT.TUNE_VARIANT;
            case LORA -> MaterialDesignL.LAYERS_OUTLINE;
            case EVALUATION -> MaterialDesignC.CHART_BELL_CURVE_CUMULATIVE;
        };
    }
}
