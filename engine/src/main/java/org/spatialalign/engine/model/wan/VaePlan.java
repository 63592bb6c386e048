package org.spatialalign.engine.model.wan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the autoencoder is built of, in the order in which it computes. The shapes of the parameters, their original
 * names and the layers themselves are all read off it.
 */
record VaePlan(List<Stage> encoder, List<Stage> decoder, int zDim) {

    enum Kind {
        /** A causal convolution alone. */
        CONVOLUTION,
        RESIDUAL,
        ATTENTION,
        /** Halves height and width. */
        DOWN,
        /** Halves the frames too. */
        DOWN_TIME,
        /** Doubles height and width and halves the channels. */
        UP,
        /** Doubles the frames too. */
        UP_TIME,
        /** Norm and convolution to the output; its name is that of the whole half. */
        HEAD
    }

    /** One layer; the name is the module's in diffusers. */
    record Part(Kind kind, String name, long in, long out) {}

    /** Layers that the checkpoint's module tree groups. */
    record Stage(String name, List<Part> parts) {}

    static VaePlan of(VaeConfig config) {
        return new VaePlan(encoder(config), decoder(config), config.zDim());
    }

    private static long width(VaeConfig config, int level) {
        return (long) config.baseDim() * config.dimMult().get(level);
    }

    private static List<Stage> encoder(VaeConfig config) {
        List<Stage> stages = new ArrayList<>();
        stages.add(single(Kind.CONVOLUTION, "encoder.conv_in", VaeConfig.RGB, config.baseDim()));
        long in = config.baseDim();
        int index = 0;
        int levels = config.dimMult().size();
        for (int level = 0; level < levels; level++) {
            long out = width(config, level);
            for (int block = 0; block < config.numResBlocks(); block++) {
                stages.add(single(Kind.RESIDUAL, "encoder.down_blocks." + index++, in, out));
                in = out;
            }
            if (level < levels - 1) {
                Kind kind = config.temporalDownsample().get(level) ? Kind.DOWN_TIME : Kind.DOWN;
                stages.add(single(kind, "encoder.down_blocks." + index++, out, out));
            }
        }
        stages.add(middle("encoder.mid_block", in));
        stages.add(new Stage("encoder.conv_out", List.of(new Part(Kind.HEAD, "encoder", in, 2L * config.zDim()))));
        return stages;
    }

    private static List<Stage> decoder(VaeConfig config) {
        int levels = config.dimMult().size();
        long widest = width(config, levels - 1);
        List<Stage> stages = new ArrayList<>();
        stages.add(single(Kind.CONVOLUTION, "decoder.conv_in", config.zDim(), widest));
        stages.add(middle("decoder.mid_block", widest));
        long in = widest;
        for (int block = 0; block < levels; block++) {
            int level = levels - 1 - block;
            String name = "decoder.up_blocks." + block;
            long out = width(config, level);
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i <= config.numResBlocks(); i++) {
                parts.add(new Part(Kind.RESIDUAL, name + ".resnets." + i, i == 0 ? in : out, out));
            }
            in = out;
            if (level > 0) {
                Kind kind = config.temporalDownsample().get(level - 1) ? Kind.UP_TIME : Kind.UP;
                parts.add(new Part(kind, name + ".upsamplers.0", out, out / 2));
                in = out / 2;
            }
            stages.add(new Stage(name, parts));
        }
        stages.add(new Stage("decoder.conv_out", List.of(new Part(Kind.HEAD, "decoder", in, VaeConfig.RGB))));
        return stages;
    }

    private static Stage single(Kind kind, String name, long in, long out) {
        return new Stage(name, List.of(new Part(kind, name, in, out)));
    }

    private static Stage middle(String name, long width) {
        return new Stage(
                name,
                List.of(
                        new Part(Kind.RESIDUAL, name + ".resnets.0", width, width),
                        new Part(Kind.ATTENTION, name + ".attentions.0", width, width),
                        new Part(Kind.RESIDUAL, name + ".resnets.1", width, width)));
    }

    Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        encoder.forEach(stage -> stage.parts().forEach(part -> shapes(part, shapes)));
        convolution(shapes, "quant_conv", 2L * zDim, 2L * zDim, 1, 1, 1);
        convolution(shapes, "post_quant_conv", zDim, zDim, 1, 1, 1);
        decoder.forEach(stage -> stage.parts().forEach(part -> shapes(part, shapes)));
        return shapes;
    }

    private static void shapes(Part part, Map<String, List<Long>> shapes) {
        String name = part.name();
        long in = part.in();
        long out = part.out();
        switch (part.kind()) {
            case CONVOLUTION -> convolution(shapes, name, in, out, 3, 3, 3);
            case HEAD -> {
                norm(shapes, name + ".norm_out", in);
                convolution(shapes, name + ".conv_out", in, out, 3, 3, 3);
            }
            case RESIDUAL -> {
                norm(shapes, name + ".norm1", in);
                convolution(shapes, name + ".conv1", in, out, 3, 3, 3);
                norm(shapes, name + ".norm2", out);
                convolution(shapes, name + ".conv2", out, out, 3, 3, 3);
                if (in != out) {
                    convolution(shapes, name + ".conv_shortcut", in, out, 1, 1, 1);
                }
            }
            case ATTENTION -> {
                shapes.put(name + ".norm.gamma", List.of(in, 1L, 1L));
                convolution(shapes, name + ".to_qkv", in, 3 * in, 1, 1);
                convolution(shapes, name + ".proj", in, in, 1, 1);
            }
            case DOWN, DOWN_TIME, UP, UP_TIME -> {
                convolution(shapes, name + ".resample.1", in, out, 3, 3);
                if (part.kind() == Kind.DOWN_TIME || part.kind() == Kind.UP_TIME) {
                    convolution(shapes, name + ".time_conv", in, part.kind() == Kind.UP_TIME ? 2 * in : in, 3, 1, 1);
                }
            }
        }
    }

    private static void norm(Map<String, List<Long>> shapes, String name, long channels) {
        shapes.put(name + ".gamma", List.of(channels, 1L, 1L, 1L));
    }

    private static void convolution(Map<String, List<Long>> shapes, String name, long in, long out, long... kernel) {
        List<Long> shape = new ArrayList<>(List.of(out, in));
        for (long size : kernel) {
            shape.add(size);
        }
        shapes.put(name + ".weight", List.copyOf(shape));
        shapes.put(name + ".bias", List.of(out));
    }
}
