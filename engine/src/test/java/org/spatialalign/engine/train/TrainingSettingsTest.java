package org.spatialalign.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.train.TrainingConfig.Sampling;

class TrainingSettingsTest {

    private final Path folder;

    TrainingSettingsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void thePaperIsAPresetAndAFileSaysOnlyWhatDiffers() throws Exception {
        TrainingConfig paper = TrainingPresets.find("paper");
        assertThat(paper.pairsPerStep()).isEqualTo(48);
        assertThat(paper.dpo()).isEqualTo(DpoSettings.PAPER);
        for (TrainingConfig config : TrainingPresets.all().values()) {
            config.check();
            Path file = Files.writeString(folder.resolve(config.name() + ".json"), Json.write(config));
            assertThat(TrainingPresets.read(file)).isEqualTo(config);
        }
        Path file = Files.writeString(folder.resolve("mine.json"), "{\"dpo\": {\"beta\": 3.5}, \"steps\": 10}");
        TrainingConfig mine = TrainingPresets.find(file.toString());
        assertThat(mine.name()).isEqualTo("mine");
        assertThat(mine.dpo()).isEqualTo(new DpoSettings(DpoSettings.Form.SPATIALALIGN, 3.5, 5, 0.5));
        assertThat(mine.steps()).isEqualTo(10);
        assertThat(mine.optimiser()).isEqualTo(paper.optimiser());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"betta\": 1}|there is no key 'betta'; known are name, dpo",
                "{\"dpo\": {\"alpha\": 1}}|there is no key 'dpo.alpha'; known are form, beta",
                "{\"steps\": \"many\"}|steps is \"many\"; expected something like 2400",
                "{\"steps\": 0}|steps is 0; expected 1 or more",
                "{\"steps\": 2.5}|steps",
                "{\"dpo\": {\"beta\": -1}}|beta -1.0",
                "{\"memory\": \"none\"}|memory",
                "{\"optimiser\": {\"total\": 5}}|optimiser.total is 5; expected more than the warm-up's 300 steps",
                "{\"adapter\": {\"targets\": []}}|adapter.targets is []",
                "{\"earlyStop\": {\"patience\": 0}}|earlyStop.patience is 0; expected 1 or more checkpoints",
                "{\"earlyStop\": {\"minimumGain\": -1}}|earlyStop.minimumGain is -1.0",
                "{\"earlyStop\": {\"figure\": \"LUCK\"}}|earlyStop.figure",
                "{\"earlyStop\": {\"figure\": \"HELD_OUT_LOSS\"}, \"validation\": {\"share\": 0}}|expected NONE",
                "[1]|expected a JSON object",
                "{\"steps\": 1, \"steps\": 2}|Duplicate"
            })
    void whatMakesNoSenseIsNamed(String text, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("bad.json"), text);
        assertThatThrownBy(() -> TrainingPresets.find(file.toString()))
                .hasMessageContaining("bad.json")
                .hasMessageContaining(message);
    }

    @Test
    void settingsFromBeforeThereWereEarlyStopsNeverStop() throws Exception {
        ObjectNode old = (ObjectNode) Json.tree(TrainingConfig.PAPER);
        old.remove("earlyStop");
        assertThat(Json.convert(old, TrainingConfig.class)).isEqualTo(TrainingConfig.PAPER);
        ObjectNode record = (ObjectNode) Json.tree(TinyTraining.record(TinyTraining.config(1, Sampling.PASSES)));
        record.remove("parent");
        ((ObjectNode) record.get("config")).remove("earlyStop");
        Files.writeString(folder.resolve(RunRecord.FILE), Json.write(record));
        assertThat(RunRecord.read(folder)).isEqualTo(TinyTraining.record(TinyTraining.config(1, Sampling.PASSES)));
    }

    @Test
    void aNameThatIsNoPresetListsThoseThereAre() {
        assertThatThrownBy(() -> TrainingPresets.find("papr")).hasMessageContaining("paper, diffusion-dpo");
    }

    @Test
    void promptsAreHeldOutWholeAndWhateverTheirOrder() {
        List<TrainingPair> pairs =
                TinyTraining.record(TinyTraining.config(1, Sampling.PASSES)).pairs();
        List<TrainingPair> split = TrainingPair.split(pairs, 0.4, 9);
        Set<String> out = prompts(split, true);
        assertThat(out).hasSize(2);
        assertThat(prompts(split, false)).doesNotContainAnyElementsOf(out);
        List<TrainingPair> turned = new ArrayList<>(pairs);
        java.util.Collections.reverse(turned);
        assertThat(prompts(TrainingPair.split(turned, 0.4, 9), true)).isEqualTo(out);
        assertThat(prompts(TrainingPair.split(pairs, 0, 9), true)).isEmpty();
        assertThat(prompts(TrainingPair.split(pairs, 0.99, 9), false)).hasSize(1);
        assertThat(prompts(TrainingPair.split(pairs.subList(0, 2), 0.5, 9), true))
                .isEmpty();
    }

    private static Set<String> prompts(List<TrainingPair> pairs, boolean heldOut) {
        Set<String> prompts = new TreeSet<>();
        pairs.stream().filter(pair -> pair.heldOut() == heldOut).forEach(pair -> prompts.add(pair.promptId()));
        return prompts;
    }

    @Test
    void aPassTakesEveryPairOnce() {
        RunRecord record = TinyTraining.record(TinyTraining.config(4, Sampling.PASSES));
        PairSampler sampler = new PairSampler(record.pairs(), record.config());
        long trained = record.pairs().stream().filter(pair -> !pair.heldOut()).count();
        List<Integer> drawn = new ArrayList<>();
        for (int micro = 0; drawn.size() < 3 * trained; micro++) {
            drawn.addAll(sampler.draw(micro / 3, micro % 3));
        }
        List<List<Integer>> passes = new ArrayList<>();
        for (int pass = 0; pass < 3; pass++) {
            passes.add(drawn.subList((int) (pass * trained), (int) ((pass + 1) * trained)));
            assertThat(new HashSet<>(passes.get(pass))).hasSize((int) trained);
        }
        assertThat(passes.get(0)).isNotEqualTo(passes.get(1));
        // Asked for in any order, the answers are the same.
        assertThat(sampler.draw(0, 1)).isEqualTo(drawn.subList(2, 4));
    }

    @Test
    void eachPromptIsAsLikelyAsTheNext() {
        RunRecord record = TinyTraining.record(TinyTraining.config(4, Sampling.PROMPTS));
        List<TrainingPair> pairs = new ArrayList<>(record.pairs());
        // One prompt has five times as many pairs.
        TrainingPair many =
                pairs.stream().filter(pair -> !pair.heldOut()).findFirst().orElseThrow();
        for (int i = 0; i < 8; i++) {
            pairs.add(many);
        }
        PairSampler sampler = new PairSampler(pairs, record.config());
        int ofMany = 0;
        for (int step = 0; step < 2000; step++) {
            for (int pair : sampler.draw(step, 0)) {
                ofMany += pairs.get(pair).promptId().equals(many.promptId()) ? 1 : 0;
            }
        }
        // A quarter of 4000, within five standard deviations.
        assertThat(ofMany).isBetween(863, 1137);
    }
}
