package org.spatialalign.app;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.Notification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.store.ClipRecord;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Clips made by keyboard in the whole window, with the tiny model; the queue moved, paused and cancelled. */
class GenerateWalkTest {

    private static final long PATIENCE_SECONDS = 60;

    private final FxRobot robot = new FxRobot();
    private final FakeDialogs dialogs = new FakeDialogs();
    private Path folder;
    private @Nullable AppContext running;
    private @Nullable Stage stage;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        FxToolkit.registerPrimaryStage();
        begin();
        robot.interact(() -> context().opener().create(folder.resolve("study"), () -> {}));
        await(() -> context().opener().sessionProperty().get() != null);
        for (String id : List.of("1_LR", "2_RL")) {
            String type = id.substring(2);
            session()
                    .project()
                    .prompts()
                    .add(
                            new DsrPrompt(
                                    id, DsrType.of(type), "cat", "chair", "", "", "", "A cat passes a chair " + id, ""),
                            "test");
        }
        press(KeyCode.CONTROL, KeyCode.DIGIT3);
        require("#generate-grid");
    }

    @AfterEach
    void stop() throws Exception {
        end();
        FxToolkit.cleanupStages();
        assertThat(dialogs.errors).isEmpty();
    }

    /** The tiny model, small clips, few steps. */
    private void choose(String seeds, String steps) throws Exception {
        set("#generate-frames", "5");
        set("#generate-size", "48x32");
        set("#generate-steps", steps);
        set("#generate-seeds", seeds);
        set("#generate-model", tinyModel().toString());
        await(() -> !onFx(() -> require("#generate-fill-all").isDisabled()));
    }

    static Path tinyModel() {
        return Path.of(System.getProperty("basedir", "."), "../engine/src/test/resources/fixtures/wan-pipeline-tiny")
                .toAbsolutePath()
                .normalize();
    }

    private void set(String query, String text) throws Exception {
        TextInputControl field = (TextInputControl) require(query);
        robot.interact(() -> field.setText(text));
    }

    @Test
    void fillsHolesByKeyAndOpensAClipInInspect() throws Exception {
        choose("0-1", "2");
        focus("#generate-grid");
        press(KeyCode.F);
        await(() -> text("#generate-counts").startsWith("1 of 4 clips made"));
        press(KeyCode.CONTROL, KeyCode.ENTER);
        await(() -> text("#generate-counts").equals("4 of 4 clips made"));
        assertThat(session().project().clips().all())
                .extracting(ClipRecord::promptId, ClipRecord::seed)
                .doesNotHaveDuplicates()
                .hasSize(4);
        await(() -> require("#generate-fill").isDisabled());

        set("#generate-steps", "1");
        await(() -> text("#generate-counts").equals("0 of 4 clips made"));
        assertThat(session().project().clips().all()).hasSize(4);
        set("#generate-steps", "2");
        await(() -> text("#generate-counts").equals("4 of 4 clips made"));

        focus("#generate-grid");
        press(KeyCode.I);
        await(() -> dialogs.shown.stream().anyMatch(text -> text.contains("\"format\":\"spatialalign-recipe")));
        press(KeyCode.O);
        await(() -> find("#clip-table") != null);
    }

    @Test
    void showsAPreviewOfTheClipThatIsMade() throws Exception {
        choose("0", "900");
        focus("#generate-grid");
        press(KeyCode.F);
        await(() -> onFx(() -> require("#generate-details").lookupAll(".image-view").stream()
                .anyMatch(node -> node instanceof ImageView view && view.getImage() != null)));
        assertThat(jobs().get(0).state()).isEqualTo(JobState.RUNNING);
        session().jobs().cancel(jobs().get(0).id());
        await(() -> jobs().get(0).state() == JobState.CANCELLED);
    }

    @Test
    void movesPausesAndCancelsTheQueueByKey() throws Exception {
        choose("0", "400");
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        await(() -> session().jobs().paused());
        assertThat(toasts()).as("who pauses knows").isEmpty();
        focus("#generate-grid");
        press(KeyCode.F);
        await(() -> jobs().size() == 1);
        press(KeyCode.DOWN);
        press(KeyCode.F);
        await(() -> jobs().size() == 2);
        press(KeyCode.Q);
        await(() -> onFx(() -> context().jobs().rows().size() == 2));
        robot.interact(() ->
                context().jobs().selectedProperty().set(context().jobs().rows().get(1)));
        press(KeyCode.ALT, KeyCode.HOME);
        await(() -> jobs().get(1).place() < jobs().get(0).place());
        press(KeyCode.ALT, KeyCode.DOWN);
        await(() -> jobs().get(1).place() > jobs().get(0).place());
        press(KeyCode.ALT, KeyCode.UP);
        await(() -> jobs().get(1).place() < jobs().get(0).place());

        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        await(() -> jobs().get(1).state() == JobState.RUNNING);
        press(KeyCode.CONTROL, KeyCode.DELETE);
        await(() -> jobs().get(1).state() == JobState.CANCELLED);
        await(() -> jobs().get(0).state() == JobState.RUNNING);
        robot.interact(
                () -> context().jobs().selectedProperty().set(row(jobs().get(0).id())));
        press(KeyCode.CONTROL, KeyCode.DELETE);
        await(() -> jobs().get(0).state() == JobState.CANCELLED);
        assertThat(session().project().clips().all()).isEmpty();
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.R);
        await(() -> jobs().get(0).state() == JobState.RUNNING);
        press(KeyCode.CONTROL, KeyCode.DELETE);
        await(() -> jobs().get(0).state() == JobState.CANCELLED);
    }

    @Test
    void aCancelByKeyIsAnsweredWithinAStep() throws Exception {
        choose("0", "900");
        AtomicLong before = new AtomicLong(-1);
        session().jobs().addListener(job -> {
            if (job.state() == JobState.RUNNING && job.progress().done() >= 3 && before.get() < 0) {
                before.set(job.progress().done());
                // On the job's own thread: the next step begins when the wish has arrived.
                while (jobs().get(0).state() == JobState.RUNNING) {
                    Thread.onSpinWait();
                }
            }
        });
        focus("#generate-grid");
        press(KeyCode.F);
        await(() -> before.get() >= 0);
        press(KeyCode.Q);
        await(() -> onFx(() -> context().jobs().rows().size() == 1));
        robot.interact(
                () -> context().jobs().selectedProperty().set(row(jobs().get(0).id())));
        press(KeyCode.CONTROL, KeyCode.DELETE);
        await(() -> jobs().get(0).state() == JobState.CANCELLED);
        assertThat(jobs().get(0).progress().done() - before.get())
                .as("steps after the key")
                .isBetween(0L, 1L);
        assertThat(session().project().clips().all()).isEmpty();
    }

    @Test
    void tellsWhyADroppedClipHasNoRecipeToShow() throws Exception {
        choose("0", "1");
        focus("#generate-grid");
        press(KeyCode.F);
        await(() -> text("#generate-counts").startsWith("1 of 2 clips made"));
        Path clip =
                session().project().clipFile(session().project().clips().all().get(0));
        String whole = Files.readString(clip, StandardCharsets.ISO_8859_1);
        Path damaged = Files.writeString(
                folder.resolve("damaged.mp4"),
                whole.replace("\"precision\"", "\"precisiom\""),
                StandardCharsets.ISO_8859_1);
        drop(damaged);
        await(() -> toasts().stream()
                .anyMatch(text -> text.contains("damaged.mp4 carries a recipe that cannot be read")
                        && text.contains("precisiom")));
        Path foreign = Files.writeString(
                folder.resolve("foreign.mp4"),
                whole.replace("spatialalign-recipe", "something-else-yet"),
                StandardCharsets.ISO_8859_1);
        drop(foreign);
        await(() -> text("#status-message").contains("foreign.mp4 carries no recipe"));
        drop(Files.writeString(folder.resolve("broken.mp4"), "no video"));
        await(() -> toasts().stream().anyMatch(text -> text.contains("broken.mp4")));
    }

    private void drop(Path file) {
        robot.interact(() -> context().drops().dropped(List.of(file)));
    }

    private List<String> toasts() {
        return onFx(() -> scene().getRoot().lookupAll(".toast").stream()
                .map(node -> ((Notification) node).getMessage())
                .toList());
    }

    @Test
    void showsTheRecipeOfADroppedClip() throws Exception {
        choose("0", "1");
        focus("#generate-grid");
        press(KeyCode.F);
        await(() -> text("#generate-counts").startsWith("1 of 2 clips made"));
        ClipRecord clip = session().project().clips().all().get(0);
        Path copy = Files.copy(session().project().clipFile(clip), folder.resolve("dropped.mp4"));
        dialogs.willChoose(1);
        robot.interact(() -> context().drops().dropped(List.of(copy)));
        await(() -> dialogs.shown.stream().anyMatch(text -> text.startsWith("Recipe of dropped.mp4")));
        await(() -> jobs().size() == 2 && jobs().get(1).state() == JobState.SUCCEEDED);
        assertThat(session().jobs().log(jobs().get(1).id())).anyMatch(line -> line.contains("came out the same"));
        assertThat(session().project().clips().all()).hasSize(1);
    }

    private List<JobRecord> jobs() {
        return session().jobs().jobs();
    }

    private org.spatialalign.app.job.JobRow row(long id) {
        return context().jobs().rows().stream()
                .filter(row -> row.id() == id)
                .findFirst()
                .orElseThrow();
    }

    private void begin() {
        AppPaths paths = new AppPaths(folder.resolve("config"), null, folder);
        onFx(() -> {
            Stage fresh = new Stage();
            AppContext made = new AppContext(paths, fresh, dialogs);
            made.theme().install();
            fresh.setScene(made.window().scene());
            fresh.setWidth(1280);
            fresh.setHeight(800);
            fresh.show();
            fresh.requestFocus();
            made.window().start();
            stage = fresh;
            running = made;
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void end() {
        AppContext context = running;
        Stage shown = stage;
        if (context != null && shown != null) {
            running = null;
            onFx(() -> {
                shown.hide();
                context.close();
                return true;
            });
        }
    }

    private AppContext context() {
        return Objects.requireNonNull(running);
    }

    private ProjectSession session() {
        return Objects.requireNonNull(context().opener().sessionProperty().get());
    }

    private String text(String query) throws TimeoutException {
        return ((Label) require(query)).getText();
    }

    private @Nullable Node find(String query) {
        return onFx(() -> scene().lookup(query));
    }

    /** Waits for it: parts of a page come with its first layout. */
    private Node require(String query) throws TimeoutException {
        await(() -> find(query) != null);
        return Objects.requireNonNull(find(query));
    }

    private void focus(String query) throws TimeoutException {
        Node node = require(query);
        robot.interact(node::requestFocus);
    }

    private Scene scene() {
        return Objects.requireNonNull(stage).getScene();
    }

    private static <T> T onFx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(1000 * PATIENCE_SECONDS, work);
    }

    private static void await(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
