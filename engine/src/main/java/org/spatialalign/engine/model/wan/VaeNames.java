package org.spatialalign.engine.model.wan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.model.wan.VaePlan.Kind;
import org.spatialalign.engine.model.wan.VaePlan.Part;

/**
 * The two names of each parameter of the autoencoder: the one of diffusers, which is the one used here, and the
 * original one, in {@code Wan2.1_VAE.pth}. There the layers of the decoder are numbered through, so the translation
 * depends on the number of blocks.
 */
public final class VaeNames {

    private static final Map<String, String> RESIDUAL = Map.of(
            "norm1", "residual.0",
            "conv1", "residual.2",
            "norm2", "residual.3",
            "conv2", "residual.6",
            "conv_shortcut", "shortcut");

    private VaeNames() {}

    /** The original name of each parameter by its name in diffusers, in the order of the network. */
    public static Map<String, String> originals(VaeConfig config) {
        VaePlan plan = VaePlan.of(config);
        Map<String, String> modules = new LinkedHashMap<>();
        modules.put("quant_conv", "conv1");
        modules.put("post_quant_conv", "conv2");
        half("encoder", plan.encoder(), modules);
        half("decoder", plan.decoder(), modules);
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : plan.shapes().keySet()) {
            int dot = name.lastIndexOf('.');
            names.put(name, modules.get(name.substring(0, dot)) + name.substring(dot));
        }
        return names;
    }

    private static void half(String half, List<VaePlan.Stage> stages, Map<String, String> modules) {
        modules.put(half + ".conv_in", half + ".conv1");
        modules.put(half + ".norm_out", half + ".head.0");
        modules.put(half + ".conv_out", half + ".head.2");
        String sequence = half + (half.equals("encoder") ? ".downsamples." : ".upsamples.");
        int index = 0;
        for (VaePlan.Stage stage : stages) {
            boolean middle = stage.name().equals(half + ".mid_block");
            int inMiddle = 0;
            for (Part part : stage.parts()) {
                if (part.kind() == Kind.CONVOLUTION || part.kind() == Kind.HEAD) {
                    continue;
                }
                layer(part, middle ? half + ".middle." + inMiddle++ : sequence + index++, modules);
            }
        }
    }

    private static void layer(Part part, String original, Map<String, String> modules) {
        switch (part.kind()) {
            case RESIDUAL ->
                RESIDUAL.forEach((ours, theirs) -> modules.put(part.name() + "." + ours, original + "." + theirs));
            case ATTENTION ->
                List.of("norm", "to_qkv", "proj")
                        .forEach(same -> modules.put(part.name() + "." + same, original + "." + same));
            default ->
                List.of("resample.1", "time_conv")
                        .forEach(same -> modules.put(part.name() + "." + same, original + "." + same));
        }
    }
}
