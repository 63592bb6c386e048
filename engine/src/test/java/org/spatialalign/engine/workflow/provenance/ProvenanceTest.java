package org.spatialalign.engine.workflow.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.LoraFiles;
import org.spatialalign.engine.model.lora.LoraFormat;
import org.spatialalign.engine.model.lora.LoraWriter;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.PromptChange;
import org.spatialalign.engine.train.Checkpoints;
import org.spatialalign.engine.workflow.ProvenanceStudy;
import org.spatialalign.engine.workflow.TrainRun;

/** From a LoRA back to the prompts, on from a corrected box to the LoRAs, and what is stale on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvenanceTest {

    private Path temp = Path.of("");
    private Project project;
    private Provenance provenance;
    private TrainRun run;
    private Checkpoints.Checkpoint last;
    private List<PreferencePair> pairs = List.of();

    @BeforeAll
    void study(@TempDir Path folder) throws Exception {
        temp = folder;
        project = Project.create(folder.resolve("study"));
        ProvenanceStudy.fill(project, folder);
        run = ProvenanceStudy.train(project, folder);
        last = Checkpoints.latest(run.folder()).orElseThrow();
        ProvenanceStudy.generate(project, run);
        pairs = project.pairSets().find(ProvenanceStudy.SET).orElseThrow().pairs();
    }

    @BeforeEach
    void look() {
        provenance = new Provenance(project);
    }

    /** Every test leaves the project as it found it. */
    @AfterEach
    void nothingIsStale() throws Exception {
        while (project.edits().undo().isPresent()) {
            // One more.
        }
        provenance.refresh();
        assertThat(stale()).isEmpty();
    }

    @AfterAll
    void close() throws Exception {
        project.close();
    }

    private NodeId lora() throws Exception {
        return NodeId.lora(ContentHash.ofFile(last.lora()));
    }

    /** All that can be reached. */
    private Set<NodeId> everything() throws WorkbenchException {
        Set<NodeId> seen = new LinkedHashSet<>();
        Deque<NodeId> next = new ArrayDeque<>(List.of(NodeId.run(run.job().id())));
        while (!next.isEmpty()) {
            NodeId id = next.removeFirst();
            if (seen.add(id)) {
                next.addAll(provenance.from(id));
                next.addAll(provenance.of(id));
            }
        }
        return seen;
    }

    private Set<NodeId> stale() throws WorkbenchException {
        Set<NodeId> stale = new LinkedHashSet<>();
        for (NodeId id : everything()) {
            if (!provenance.describe(id).stale().isEmpty()) {
                stale.add(id);
            }
        }
        return stale;
    }

    private static Set<NodeKind> kinds(Set<NodeId> ids) {
        return ids.stream().map(NodeId::kind).collect(Collectors.toCollection(() -> EnumSet.noneOf(NodeKind.class)));
    }

    private Set<NodeId> upstream(NodeId start) throws WorkbenchException {
        Set<NodeId> seen = new LinkedHashSet<>();
        Deque<NodeId> next = new ArrayDeque<>(provenance.from(start));
        while (!next.isEmpty()) {
            NodeId id = next.removeFirst();
            if (seen.add(id)) {
                next.addAll(provenance.from(id));
            }
        }
        return seen;
    }

    @Test
    void neighboursAgreeAndEveryKindIsReached() throws Exception {
        Set<NodeId> all = everything();
        assertThat(kinds(all)).isEqualTo(EnumSet.allOf(NodeKind.class));
        for (NodeId id : all) {
            assertThat(provenance.describe(id).id()).isEqualTo(id);
            for (NodeId from : provenance.from(id)) {
                assertThat(provenance.of(from)).as("of %s", from).contains(id);
            }
            for (NodeId of : provenance.of(id)) {
                assertThat(provenance.from(of)).as("from %s", of).contains(id);
            }
        }
    }

    @Test
    void aLoraLeadsBackToRunPairsVerdictsBoxesClipsAndPrompts() throws Exception {
        Set<NodeId> upstream = upstream(lora());
        assertThat(kinds(upstream))
                .containsExactlyInAnyOrder(
                        NodeKind.PROMPT_SET,
                        NodeKind.PROMPT,
                        NodeKind.CLIP,
                        NodeKind.BOXES,
                        NodeKind.SCORE,
                        NodeKind.VERDICT,
                        NodeKind.PAIR,
                        NodeKind.PAIR_SET,
                        NodeKind.RUN);
        assertThat(upstream).contains(NodeId.run(run.job().id()), NodeId.pairSet(ProvenanceStudy.SET));
        assertThat(upstream.stream().filter(id -> id.kind() == NodeKind.CLIP)).hasSize(6);
        Node described = provenance.describe(lora());
        assertThat(described.title())
                .isEqualTo("step-000002 of run " + run.job().id());
        assertThat(described.facts()).contains(new Node.Fact("step", "2"));
        NodeId made = provenance.of(lora()).get(0);
        assertThat(provenance.from(made))
                .contains(lora(), NodeId.prompt(pairs.get(0).promptId()));
        assertThat(provenance.describe(made).facts()).contains(new Node.Fact("seed", "7"));
    }

    @Test
    void aCorrectionMakesStaleWhatRestsOnTheBoxesAndNothingElse() throws Exception {
        // Neither held out nor judged: that is the third prompt or another, as the split has it.
        PreferencePair pair = trainedPair();
        ProvenanceStudy.correct(project, pair.chosen());
        provenance.refresh();
        Set<NodeId> stale = stale();
        NodeId clipOfLora = provenance.of(provenance.of(lora()).get(0)).get(0);
        Set<NodeId> expected = new LinkedHashSet<>(List.of(
                NodeId.score(pair.chosen(), ScorePreset.PAPER.id()),
                NodeId.pair(pair.key()),
                NodeId.pairSet(ProvenanceStudy.SET),
                NodeId.run(run.job().id()),
                provenance.of(lora()).get(0),
                clipOfLora,
                NodeId.evaluation("base"),
                NodeId.evaluation(
                        project.clips().find(clipOfLora.key()).orElseThrow().model())));
        // That of step 0 has seen nothing yet.
        expected.add(lora());
        if (!project.verdicts().pairsOf(pair.chosen()).isEmpty()) {
            expected.addAll(provenance.of(NodeId.boxes(pair.chosen())).stream()
                    .filter(id -> id.kind() == NodeKind.VERDICT)
                    .toList());
        }
        assertThat(stale).containsExactlyInAnyOrderElementsOf(expected);
        StaleReason reason =
                provenance.describe(NodeId.run(run.job().id())).stale().get(0);
        assertThat(reason.words())
                .startsWith("1 of 2 pairs of run " + run.job().id() + ": boxes were changed since (base/")
                .contains("“Move the cat's box in frame 0” by ann, ");
        assertThat(reason.cause()).isEqualTo(NodeId.pair(pair.key()));
        assertThat(provenance.describe(clipOfLora).stale().get(0).cause()).isEqualTo(lora());
    }

    private PreferencePair trainedPair() throws WorkbenchException {
        KnownRun known = KnownRun.of(run, new HashMap<>());
        return pairs.stream().filter(known::trainsOn).findFirst().orElseThrow();
    }

    @Test
    void theTrainingsThatABoxTouchedAreNamed() throws Exception {
        PreferencePair pair = trainedPair();
        assertThat(provenance.trainedOn(pair.chosen()).words()).isEqualTo("1 LoRA was trained with these boxes");
        assertThat(provenance.trainedOn(pair.chosen()).trained())
                .containsExactly(NodeId.run(run.job().id()));
        ProvenanceStudy.correct(project, pair.chosen());
        provenance.refresh();
        assertThat(provenance.trainedOn(pair.chosen()).words())
                .isEqualTo("1 LoRA was trained with other boxes of this clip");
        KnownRun known = KnownRun.of(run, new HashMap<>());
        PreferencePair watched =
                pairs.stream().filter(one -> !known.trainsOn(one)).findFirst().orElseThrow();
        assertThat(provenance.trainedOn(watched.rejected()).words()).isEqualTo("1 LoRA was validated with these boxes");
        String unused = provenance.of(provenance.of(lora()).get(0)).get(0).key();
        assertThat(provenance.trainedOn(unused).isEmpty()).isTrue();
        assertThat(provenance.describe(NodeId.boxes(pair.chosen())).facts())
                .contains(new Node.Fact(
                        "trainings",
                        "1 LoRA was trained with other boxes of this clip: run "
                                + run.job().id()));
    }

    @Test
    void aRewordedPromptMakesItsClipsAndPairsStale() throws Exception {
        DsrPrompt prompt = project.prompts().find(pairs.get(0).promptId()).orElseThrow();
        DsrPrompt reworded = new DsrPrompt(
                prompt.promptId(), prompt.type(), "cat", "chair", "", "", "", "A cat sits on a chair.", "");
        project.edits().apply("Reword", "ann", List.of(PromptChange.replace(prompt.promptId(), reworded)));
        provenance.refresh();
        assertThat(kinds(stale()))
                .containsExactlyInAnyOrder(
                        NodeKind.RECIPE,
                        NodeKind.CLIP,
                        NodeKind.PAIR,
                        NodeKind.PAIR_SET,
                        NodeKind.RUN,
                        NodeKind.LORA,
                        NodeKind.EVALUATION);
        NodeId recipe = provenance.of(lora()).get(0);
        assertThat(provenance.describe(recipe).stale().get(0))
                .isEqualTo(new StaleReason(
                        "the prompt says something else by now: “A cat sits on a chair.”",
                        NodeId.prompt(prompt.promptId())));
        NodeId set = provenance.from(NodeId.prompt(prompt.promptId())).get(0);
        assertThat(provenance.describe(set).facts())
                .contains(new Node.Fact(
                        "since then", "1 prompt of the project says something else now; the set keeps what it had"));
    }

    @Test
    void aVerdictThatIsTakenBackMakesItsSetStale() throws Exception {
        PreferencePair judged = pairs.get(2);
        NodeId verdict = provenance.from(NodeId.pair(judged.key())).stream()
                .filter(id -> id.kind() == NodeKind.VERDICT)
                .findFirst()
                .orElseThrow();
        assertThat(provenance.describe(verdict).title())
                .startsWith("ann: base/")
                .endsWith(" is better");
        var given = project.verdicts().takeBackLast("ann").orElseThrow();
        try {
            provenance.refresh();
            assertThat(provenance.describe(verdict).title()).endsWith("(taken back)");
            assertThat(provenance.describe(NodeId.pairSet(ProvenanceStudy.SET)).stale())
                    .containsExactly(new StaleReason(
                            "1 of 3 pairs: people say something else by now", NodeId.pair(judged.key())));
        } finally {
            project.verdicts().give(given);
        }
    }

    @Test
    void aLoraInAnotherFormIsKnownByItsNotes() throws Exception {
        Path copy = LoraWriter.write(
                LoraFiles.read(last.lora()).lora(), LoraFormat.KOHYA, temp.resolve("for-comfy.safetensors"));
        NodeId id = provenance.lora(copy);
        assertThat(id).isNotEqualTo(lora());
        assertThat(provenance.from(id)).containsExactly(NodeId.run(run.job().id()));
        assertThat(provenance.of(NodeId.run(run.job().id()))).contains(id);
        assertThat(provenance.describe(id).facts())
                .contains(new Node.Fact("training", "run " + run.job().id() + ": same pairs, model and preset"));
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> provenance.describe(NodeId.clip("nobody")))
                .isInstanceOf(WorkbenchException.class)
                .hasMessage("there is no clip 'nobody' in the project");
        for (NodeKind kind : NodeKind.values()) {
            assertThatThrownBy(() -> provenance.describe(new NodeId(kind, "no such")))
                    .as(kind.words())
                    .isInstanceOf(WorkbenchException.class);
        }
        assertThatThrownBy(() -> provenance.describe(NodeId.pair(PairKey.of("a", "b"))))
                .isInstanceOf(WorkbenchException.class);
    }

    @Test
    void idsAreWrittenAndReadBack() throws Exception {
        Set<String> written = new TreeSet<>();
        for (NodeId id : everything()) {
            assertThat(NodeId.parse(id.text())).contains(id);
            written.add(id.text());
        }
        assertThat(written).contains("run:" + run.job().id(), "pair-set:second", "evaluation:base");
        assertThat(NodeId.parse("nothing")).isEmpty();
    }
}
