package org.spatialalign.app.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.fx.Subject;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.pairs.PairsProject;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.prefer.PreferencePair.Source;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.PromptSet;
import org.spatialalign.engine.store.PromptSetChange;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.workflow.WorkflowJobs;
import org.spatialalign.engine.workflow.provenance.Node;
import org.spatialalign.engine.workflow.provenance.NodeId;
import org.spatialalign.engine.workflow.provenance.NodeKind;

/** Steps through a project, back and forward, without a window. */
class TraceViewModelTest {

    private static final int PROMPTS = TraceViewModel.LISTED + 20;

    private final List<Throwable> problems = new ArrayList<>();
    private final TraceViewModel model = new TraceViewModel(new SameThreadUiExecutor(), problems::add);
    private ProjectSession session;
    private Project project;
    private List<String> clips = List.of();

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        Path study = folder.resolve("study");
        PairsProject.write(study, 1, 1, 64, 48, 24);
        project = Project.open(study, Project.Access.WRITE);
        session = new ProjectSession(project, new WorkflowJobs(project));
        clips = project.clips().all().stream().map(ClipRecord::id).toList();
        project.pairSets()
                .add(PairSet.of(
                        "set",
                        PairSet.Policy.SCORE,
                        null,
                        "paper",
                        Clock.systemUTC().instant(),
                        List.of(pair(clips.get(0), clips.get(1)))));
        model.open(session);
        model.setVisible(true);
    }

    private PreferencePair pair(String chosen, String rejected) throws Exception {
        return new PreferencePair(
                "7_LR",
                "",
                DsrType.of("LR"),
                chosen,
                rejected,
                false,
                null,
                null,
                null,
                Source.SCORE,
                List.of(),
                null,
                List.of(),
                project.scores().inputHash(chosen).hex(),
                project.scores().inputHash(rejected).hex());
    }

    @AfterEach
    void close() throws Exception {
        model.open(null);
        session.close();
        assertThat(problems).isEmpty();
    }

    private TraceViewModel.Shown shown() {
        return Objects.requireNonNull(model.shownProperty().get());
    }

    private static TraceLine first(List<TraceLine> lines, NodeKind kind) {
        return lines.stream()
                .filter(line -> line.node() != null && line.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private void correct(String clip) throws Exception {
        Corrections moved = new Corrections(
                List.of(new Corrections.KeyFrame(Role.ANIMAL, 0, new PixelBox(1, 1, 9, 9))),
                List.of(),
                List.of(),
                List.of());
        Annotation now = project.tracks().annotation(clip);
        project.edits().apply("Move", "ann", new Annotation(clip, now.trackId(), moved));
    }

    @Test
    void aWalkGoesOnAndBackAndForward() {
        model.show(Subject.of(NodeId.clip(clips.get(0))));
        assertThat(shown().node().id()).isEqualTo(NodeId.clip(clips.get(0)));
        assertThat(shown().from()).extracting(TraceLine::text).startsWith("1 prompt");
        assertThat(model.canGoBackProperty().get()).isFalse();

        model.follow(first(shown().of(), NodeKind.BOXES), false);
        model.follow(first(shown().of(), NodeKind.SCORE), false);
        assertThat(Objects.requireNonNull(shown().place())).isEqualTo(new Place("inspect", "Inspect", clips.get(0)));
        model.follow(first(shown().of(), NodeKind.PAIR), false);
        model.follow(first(shown().of(), NodeKind.PAIR_SET), false);
        assertThat(model.hereProperty().get()).isEqualTo(NodeId.pairSet("set"));

        model.goBack();
        model.goBack();
        assertThat(shown().node().id().kind()).isEqualTo(NodeKind.SCORE);
        model.goForward();
        assertThat(shown().node().id().kind()).isEqualTo(NodeKind.PAIR);
        model.show(NodeId.prompt("7_LR"));
        assertThat(model.canGoForwardProperty().get()).isFalse();
        model.goBack();
        assertThat(shown().node().id().kind()).isEqualTo(NodeKind.PAIR);
    }

    @Test
    void longListsComeInParts() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < PROMPTS; i++) {
            String id = "many_" + i;
            project.prompts()
                    .add(new DsrPrompt(id, DsrType.of("LR"), "cat", "chair", "", "", "", "Cat " + i, ""), "test");
            ids.add(id);
        }
        project.edits().apply("Make set eval", "Ann", new PromptSetChange.Create("eval", PromptSet.Purpose.EVAL, ids));
        long set = project.promptSets().latest("eval").orElseThrow().id();
        model.show(NodeId.promptSet(set));
        List<TraceLine> of = shown().of();
        assertThat(of).hasSize(1 + TraceViewModel.LISTED + 1);
        assertThat(of.get(0)).isEqualTo(TraceLine.heading(NodeKind.PROMPT, PROMPTS));
        TraceLine more = of.get(of.size() - 1);
        assertThat(more.text()).isEqualTo("20 prompts more");
        model.follow(more, false);
        assertThat(shown().of()).hasSize(1 + PROMPTS);
        assertThat(model.canGoBackProperty().get()).isFalse();
    }

    @Test
    void aCorrectionIsSeenAtTheNextLookAndLeadsToItsBoxes() throws Exception {
        NodeId pair = NodeId.pair(pair(clips.get(0), clips.get(1)).key());
        model.show(pair);
        assertThat(shown().node().stale()).isEmpty();
        correct(clips.get(1));
        assertThat(shown().node().stale()).isEmpty();
        model.sample();
        Node now = shown().node();
        assertThat(now.stale()).singleElement().satisfies(reason -> assertThat(reason.words())
                .contains("“Move” by ann"));
        model.goToCause();
        assertThat(model.hereProperty().get()).isEqualTo(NodeId.boxes(clips.get(1)));
        model.goToCause();
        assertThat(model.hereProperty().get()).isEqualTo(NodeId.boxes(clips.get(1)));
    }

    @Test
    void whatIsNotThereIsSaidAndTheWayBackStays() {
        model.show(NodeId.clip(clips.get(0)));
        model.show(NodeId.run(99));
        assertThat(model.shownProperty().get()).isNull();
        assertThat(model.problemProperty().get()).isEqualTo("there is no training run 99");
        model.goBack();
        assertThat(model.problemProperty().get()).isEmpty();
        assertThat(shown().node().id()).isEqualTo(NodeId.clip(clips.get(0)));
    }

    @Test
    void nothingOfAClosedProjectStays() {
        model.show(NodeId.clip(clips.get(0)));
        model.show(NodeId.clip(clips.get(1)));
        model.open(null);
        assertThat(model.shownProperty().get()).isNull();
        assertThat(model.canGoBackProperty().get()).isFalse();
        model.goBack();
        assertThat(model.hereProperty().get()).isNull();
    }
}
