package org.spatialalign.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;

@Tag("golden")
class ScheduleGoldenTest {

    private static final Pattern NAME = Pattern.compile("(\\w+)\\.shift([0-9.]+)\\.steps(\\d+)(\\.bf16_timesteps)?");

    private final Path folder = Golden.folder("schedulers");

    private record Case(String name, String kind, double shift, int steps, boolean rounded) {

        Sampler sampler() {
            return kind.equals("unipc") ? new UniPc(shift) : new FlowMatchEuler(shift, rounded);
        }
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry :
                Golden.json(folder.resolve("cases.json")).get("cases").properties()) {
            Matcher name = NAME.matcher(entry.getKey());
            assertThat(name.matches()).as(entry.getKey()).isTrue();
            cases.add(new Case(
                    entry.getKey(),
                    name.group(1),
                    Double.parseDouble(name.group(2)),
                    Integer.parseInt(name.group(3)),
                    name.group(4) != null));
        }
        return cases;
    }

    @TestFactory
    List<DynamicTest> sampling() {
        return cases().stream()
                .filter(one -> !one.kind().equals("diffusers_euler"))
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> follows(one)))
                .toList();
    }

    private void follows(Case one) throws WorkbenchException {
        try (Golden golden = Golden.open(folder.resolve("io.safetensors"));
                GradMode mode = GradMode.off();
                SamplerRun run = one.sampler().start(one.steps())) {
            assertThat(run.timesteps()).containsExactly(numbers(golden, one.name() + ".timesteps"));
            assertThat(run.sigmas()).containsExactly(numbers(golden, one.name() + ".sigmas"), within(1e-6));
            NDArray latent = golden.get("in.latent");
            NDArray wanted = golden.get(one.name() + ".trajectory");
            for (int i = 0; i < run.steps(); i++) {
                try (Scope scope = Scope.open()) {
                    NDArray velocity = latent.tanh().mul(0.3).add(0.1 * run.timesteps()[i] / 1000);
                    latent = scope.keep(run.step(i, latent, velocity));
                    assertThat(Golden.relative(latent, wanted.get(new NDIndex(i))))
                            .as("after step %d", i)
                            .isLessThanOrEqualTo(1e-5);
                }
            }
        }
    }

    private static double[] numbers(Golden golden, String name) throws WorkbenchException {
        if (golden.file().info(name).type().isFloat()) {
            float[] values = golden.get(name).toFloatArray();
            return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
        }
        long[] values = golden.longs(name);
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Test
    void eulerIsNotTheScheduleThatShiftsTwice() throws WorkbenchException {
        List<Case> others = cases().stream()
                .filter(one -> one.kind().equals("diffusers_euler"))
                .toList();
        assumeThat(others).isNotEmpty();
        try (Golden golden = Golden.open(folder.resolve("io.safetensors"))) {
            for (Case other : others) {
                double[] theirs = numbers(golden, other.name() + ".sigmas");
                double[] ours = new FlowMatchEuler(other.shift(), false)
                        .start(other.steps())
                        .sigmas();
                int last = other.steps() - 1;
                assertThat(ours[last]).isGreaterThan(theirs[last] + 0.01);
            }
        }
    }

    @Test
    void trainingTable() throws WorkbenchException {
        TrainingTimesteps table = new TrainingTimesteps(5);
        try (Golden golden = Golden.open(folder.resolve("io.safetensors"))) {
            double[] sigma = numbers(golden, "train.sigma_table");
            double[] time = numbers(golden, "train.timestep_table");
            double[] rounded = numbers(golden, "train.timestep_bf16");
            double[] nearest = numbers(golden, "train.nearest_index");
            double[] used = numbers(golden, "train.sigma_used");
            double[] weight = numbers(golden, "train.sft_weight");
            assertThat(sigma).hasSize(table.size());
            for (int k = 0; k < table.size(); k++) {
                assertThat((double) table.sigma(k)).as("sigma %d", k).isEqualTo(sigma[k], within(1e-6));
                assertThat((double) table.timestep(k)).as("time %d", k).isEqualTo(time[k]);
                assertThat((double) table.networkTimestep(k))
                        .as("rounded time %d", k)
                        .isEqualTo(rounded[k]);
                assertThat((double) table.nearestIndex(k)).as("index %d", k).isEqualTo(nearest[k]);
                assertThat((double) table.mixingSigma(k)).as("used %d", k).isEqualTo(used[k], within(1e-6));
                assertThat(table.supervisedWeight(k)).as("weight %d", k).isEqualTo(weight[k], within(1e-6));
            }
        }
    }
}
