package org.spatialalign.engine.model.wan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

/** The autoencoder against diffusers' AutoencoderKLWan, stage by stage where its outputs are there. */
@Tag("golden")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaeGoldenTest {

    /** About ten times what one unit in the last place of every weight moves. */
    private static final double TOLERANCE = 1e-4;

    private static final String VIDEO = ".in.video";

    private Golden io;
    private AutoencoderKLWan model;

    @BeforeAll
    void load() throws Exception {
        Path folder = Golden.folder("wan-vae-tiny");
        VaeConfig config = VaeConfig.read(folder.resolve("config.json"));
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("diffusion_pytorch_model.safetensors"))) {
            assertThat(file.names())
                    .containsExactlyInAnyOrderElementsOf(
                            config.parameterShapes().keySet());
            model = AutoencoderKLWan.load(config, file, Compute.cpu());
        }
        io = Golden.open(folder.resolve("io.safetensors"));
    }

    @AfterAll
    void close() {
        if (io != null) {
            io.close();
        }
        if (model != null) {
            model.close();
        }
    }

    @Test
    void originalNames() {
        Path folder = Golden.folder("wan-vae-tiny");
        Map<String, String> want = new LinkedHashMap<>();
        Golden.json(folder.resolve("original_names.json"))
                .properties()
                .forEach(name -> want.put(name.getKey(), name.getValue().asText()));
        assertThat(VaeNames.originals(model.config())).isEqualTo(want);
    }

    /** The newer configuration with all its keys. */
    @Test
    void thePipelinesAutoencoder() throws Exception {
        Path folder = Golden.folder("wan-pipeline-tiny");
        VaeConfig config = VaeConfig.read(folder.resolve("vae/config.json"));
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("vae/diffusion_pytorch_model.safetensors"));
                AutoencoderKLWan vae = AutoencoderKLWan.load(config, file, Compute.cpu());
                Golden pipeline = Golden.open(folder.resolve("io.safetensors"));
                GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            int steps = Golden.json(folder.resolve("case.json")).get("steps").asInt();
            NDArray latents = pipeline.get("latents_after_step");
            NDArray last = latents.getShape().dimension() == 6 ? latents.get(steps - 1) : latents;
            pipeline.matches(vae.decode(last, VaeRun.plain()), "decoded_minus1_to_1", 5e-4);
        }
    }

    @Test
    void bytesByBothRules() throws Exception {
        Path folder = Golden.folder("wan-pipeline-tiny");
        try (Golden pipeline = Golden.open(folder.resolve("io.safetensors"));
                GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            sameBytes(VaeFrames.byDiffusers(0, pipeline.get("decoded_minus1_to_1")), pipeline.longs("video_uint8"));
            sameBytes(
                    VaeFrames.byDiffSynth(0, pipeline.get("diffsynth.decoded_minus1_to_1.bf16_timesteps")),
                    pipeline.longs("diffsynth.video_uint8.bf16_timesteps"));
        }
    }

    /** One level off in a few places: where a level ends is a matter of rounding. */
    private static void sameBytes(List<Frame> frames, long[] rgb) {
        int at = 0;
        int different = 0;
        for (Frame frame : frames) {
            for (int y = 0; y < frame.height(); y++) {
                for (int x = 0; x < frame.width(); x++) {
                    int argb = frame.argb(x, y);
                    for (int channel = 0; channel < 3; channel++) {
                        int off = Math.abs(((argb >> (16 - 8 * channel)) & 0xff) - (int) rgb[at + channel]);
                        assertThat(off)
                                .as("frame %d at (%d, %d), channel %d", frame.index(), x, y, channel)
                                .isLessThanOrEqualTo(1);
                        different += off;
                    }
                    at += 3;
                }
            }
        }
        assertThat(at).isEqualTo(rgb.length);
        assertThat(different).isLessThanOrEqualTo((int) (0.002 * rgb.length));
    }

    private List<String> cases() {
        List<String> cases = io.file().names().stream()
                .filter(name -> name.endsWith(VIDEO))
                .map(name -> name.substring(0, name.length() - VIDEO.length()))
                .toList();
        assertThat(cases).isNotEmpty();
        return cases;
    }

    @TestFactory
    List<DynamicTest> encodes() {
        return cases().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    try (GradMode mode = GradMode.off();
                            Scope scope = Scope.open()) {
                        Stages stages = new Stages();
                        VaePosterior posterior = model.encode(io.get(name + VIDEO), VaeRun.plain(), stages);
                        assertThat(stages.compare(name)).isEqualTo(stages.expected(name, "encoder."));
                        io.matches(posterior.moments(), name + ".moments", TOLERANCE);
                        io.matches(posterior.mode(), name + ".mode", TOLERANCE);
                        io.matches(posterior.std(), name + ".std", TOLERANCE);
                        io.matches(posterior.normalised(), name + ".latents_normalised", TOLERANCE);
                    }
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> decodes() {
        return cases().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    try (GradMode mode = GradMode.off();
                            Scope scope = Scope.open()) {
                        Stages stages = new Stages();
                        NDArray latents = io.get(name + ".in.latents_normalised");
                        NDArray raw = model.unclamped(latents, VaeRun.plain(), stages);
                        assertThat(stages.compare(name)).isEqualTo(stages.expected(name, "decoder."));
                        io.matches(raw, name + ".decoder.unclamped", TOLERANCE);
                        io.matches(model.decode(latents, VaeRun.plain()), name + ".decoded", TOLERANCE);
                    }
                }))
                .toList();
    }

    /** Collects the chunks of each stage. */
    private final class Stages implements VaeState.Probe {

        private final Map<String, NDList> chunks = new LinkedHashMap<>();

        @Override
        public void on(String stage, NDArray chunk) {
            NDArray copy = chunk.duplicate();
            copy.attach(io.manager());
            NDScope.unregister(copy);
            chunks.computeIfAbsent(stage, s -> new NDList()).add(copy);
        }

        /** The stages that the fixture has, all of which match. */
        List<String> compare(String name) throws Exception {
            List<String> matched = new ArrayList<>();
            for (Map.Entry<String, NDList> stage : chunks.entrySet()) {
                String golden = name + "." + stage.getKey();
                if (io.has(golden)) {
                    io.matches(NDArrays.concat(stage.getValue(), 2), golden, TOLERANCE);
                    matched.add(golden);
                }
            }
            return matched.stream().sorted().toList();
        }

        List<String> expected(String name, String half) {
            return io.file().names().stream()
                    .filter(golden -> golden.startsWith(name + "." + half) && !golden.endsWith(".unclamped"))
                    .sorted()
                    .toList();
        }
    }
}
