package org.spatialalign.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.UnscorableReason;
import org.spatialalign.engine.store.ProjectException.Reason;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.MachineTracks;

class RepositoriesTest {

    private Path temp;
    private Project project;
    private final List<ProjectChange> changes = new ArrayList<>();

    @BeforeEach
    void create(@TempDir Path folder) throws Exception {
        temp = folder;
        project = Project.create(temp.resolve("my project 100%"));
        project.addListener(changes::add);
    }

    @AfterEach
    void close() throws Exception {
        project.close();
    }

    private void reopen() throws Exception {
        project.close();
        project = Project.open(project.folder(), Project.Access.WRITE);
        project.addListener(changes::add);
    }

    @Test
    void promptsComeBackWhole() throws Exception {
        DsrPrompt first = Fixtures.prompt("z", "LT");
        DsrPrompt second = Fixtures.prompt("a", "RU");
        assertThat(project.prompts().add(first, "eval.csv")).isTrue();
        assertThat(project.prompts().add(second, "eval.csv")).isTrue();
        reopen();
        assertThat(project.prompts().all()).containsExactly(first, second);
        assertThat(project.prompts().find("a")).contains(second);
        assertThat(project.prompts().find("b")).isEmpty();
        assertThat(changes)
                .containsExactly(
                        new ProjectChange(ProjectChange.Kind.PROMPTS, null),
                        new ProjectChange(ProjectChange.Kind.PROMPTS, null));
    }

    @Test
    void theSamePromptTwiceIsOneAndADifferentOneOfThatIdIsRefused() throws Exception {
        project.prompts().add(Fixtures.prompt("p1", "LT"), "eval30.csv");
        assertThat(project.prompts().add(Fixtures.prompt("p1", "LT"), "again.csv"))
                .isFalse();
        assertThatThrownBy(() -> project.prompts().add(Fixtures.prompt("p1", "RT"), "other.csv"))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("p1")
                .hasMessageContaining("eval30.csv")
                .hasMessageContaining("(LT)")
                .hasMessageContaining("(RT)");
        assertThat(project.prompts().all()).hasSize(1);
    }

    @Test
    void aClipIsAFileAndARow() throws Exception {
        ClipRecord clip = Fixtures.addClip(project, temp, 1);
        assertThat(clip.path()).isEqualTo("clips/" + clip.hash().hex() + ".mp4");
        assertThat(clip.fileName()).isEqualTo("p1_F81_seed01.MP4");
        assertThat(project.clipFile(clip)).hasContent("content of clip 1");
        reopen();
        assertThat(project.clips().find(clip.id())).contains(clip);
        assertThat(project.clips().all()).containsExactly(clip);
        assertThat(project.clips().contains(clip.hash())).isTrue();
        try (var files = Files.list(project.folder().resolve("clips"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void theSameContentTwiceIsOneClip() throws Exception {
        ClipRecord clip = Fixtures.addClip(project, temp, 1);
        Path copy = Fixtures.clipFile(temp, "another name.mp4", "content of clip 1");
        assertThat(project.clips().add(Fixtures.newClip(copy, "other", 2))).isEqualTo(clip);
        assertThat(project.clips().all()).containsExactly(clip);
    }

    @Test
    void aFileThatChangesUnderTheImportIsRefusedAndLeavesNothing() throws Exception {
        Path file = Fixtures.clipFile(temp, "a.mp4", "one");
        NewClip clip = Fixtures.newClip(file, "p", 1);
        Files.writeString(file, "two");
        assertThatThrownBy(() -> project.clips().add(clip)).hasMessageContaining("changed while");
        Files.delete(file);
        assertThatThrownBy(() -> project.clips().add(clip)).hasMessageContaining("a.mp4 does not exist");
        assertThat(project.clips().all()).isEmpty();
        try (var files = Files.list(project.folder().resolve("clips"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aLostFileIsListedAndComesBackWithTheNextImport() throws Exception {
        ClipRecord clip = Fixtures.addClip(project, temp, 1);
        Fixtures.addClip(project, temp, 2);
        Files.delete(project.clipFile(clip));
        reopen();
        assertThat(project.clips().listing("paper-v5"))
                .extracting(ClipListing::missing)
                .containsExactly(true, false);
        Fixtures.addClip(project, temp, 1);
        assertThat(project.clipFile(clip)).hasContent("content of clip 1");
        assertThat(project.clips().listing("paper-v5"))
                .extracting(ClipListing::missing)
                .containsExactly(false, false);
    }

    @Test
    void leftoversOfAKilledImportAreClearedAwayAndNothingElse() throws Exception {
        ClipRecord whole = Fixtures.addClip(project, temp, 1);
        Path clips = project.folder().resolve("clips");
        String unfinished = "0".repeat(64) + ".mp4";
        Files.writeString(clips.resolve(unfinished), "its row was never written");
        Files.createFile(clips.resolve("." + unfinished + ".adding"));
        Files.createFile(clips.resolve("." + project.clipFile(whole).getFileName() + ".adding"));
        Files.writeString(clips.resolve("." + unfinished + ".123.part.mp4"), "half a copy");
        Files.writeString(clips.resolve("1".repeat(64) + ".mp4"), "from another copy of the database, perhaps");
        Files.writeString(clips.resolve("notes.txt"), "somebody's");
        reopen();
        try (var files = Files.list(clips)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            project.clipFile(whole).getFileName().toString(), "1".repeat(64) + ".mp4", "notes.txt");
        }
    }

    @Test
    void theWholeFolderOfClipsMayBeMissing() throws Exception {
        ClipRecord clip = Fixtures.addClip(project, temp, 1);
        Files.delete(project.clipFile(clip));
        Files.delete(project.folder().resolve("clips"));
        reopen();
        assertThat(project.clips().listing("paper-v5"))
                .extracting(ClipListing::missing)
                .containsExactly(true);
        Fixtures.addClip(project, temp, 2);
    }

    @Test
    void statusFollowsWhatIsThere() throws Exception {
        ClipRecord clip = Fixtures.addClip(project, temp, 1);
        assertThat(status()).isEqualTo(ClipStatus.NO_PROMPT);
        project.prompts().add(Fixtures.prompt("p1", "LT"), "eval.csv");
        assertThat(status()).isEqualTo(ClipStatus.NO_SEED);
        List<FrameBoxes> seeds = List.of(
                FrameBoxes.of(0, new PixelBox(0, 0, 5, 5), new PixelBox(9, 9, 12, 12.5)),
                new FrameBoxes(4, null, null));
        project.seeds().put(clip.id(), seeds, "seed_boxes.json");
        assertThat(project.seeds().of(clip.id())).isEqualTo(seeds);
        assertThat(status()).isEqualTo(ClipStatus.NOT_TRACKED);
        long track = project.tracks()
                .add(clip.id(), "csrt", Fixtures.tracks(81, new Random(1)), Fixtures.recipe())
                .id();
        assertThat(status()).isEqualTo(ClipStatus.NOT_TRACKED);
        project.tracks().setCurrent(clip.id(), track);
        assertThat(status()).isEqualTo(ClipStatus.NOT_SCORED);
        Fixtures.score(project, clip.id(), Fixtures.scored(0.75));
        ClipListing listing = project.clips().listing("paper-v5").get(0);
        assertThat(listing)
                .isEqualTo(new ClipListing(
                        clip, Fixtures.prompt("p1", "LT"), ClipStatus.SCORED, 0.75, null, false, false));
        assertThat(project.clips().listing("other").get(0).status()).isEqualTo(ClipStatus.NOT_SCORED);

        project.edits().apply("Move", "me", new Annotation(clip.id(), track, Fixtures.corrections(new Random(2))));
        listing = project.clips().listing("paper-v5").get(0);
        assertThat(listing.status()).isEqualTo(ClipStatus.STALE);
        assertThat(listing.dsrScore()).isEqualTo(0.75);
        assertThat(listing.corrected()).isTrue();
        project.edits().undo();
        assertThat(status()).isEqualTo(ClipStatus.SCORED);

        project.prompts().add(Fixtures.prompt("p2", "RT"), "eval.csv");
        project.clips().assignPrompt(clip.id(), "p2", null);
        assertThat(status()).isEqualTo(ClipStatus.STALE);
        Fixtures.score(project, clip.id(), Fixtures.unscorable());
        listing = project.clips().listing("paper-v5").get(0);
        assertThat(listing.status()).isEqualTo(ClipStatus.UNSCORABLE);
        assertThat(listing.reason()).isEqualTo(UnscorableReason.TOO_FEW_VALID_FRAMES);
        assertThat(listing.dsrScore()).isNull();
        assertThat(listing.clip().seed()).isNull();
    }

    private ClipStatus status() throws ProjectException {
        return project.clips().listing("paper-v5").get(0).status();
    }

    @Test
    void tracksAndScoresComeBackExactly() throws Exception {
        ClipRecord clip = Fixtures.addClip(project, temp, 1);
        MachineTracks tracks = Fixtures.tracks(81, new Random(3));
        TrackRecord first = project.tracks().add(clip.id(), "csrt", tracks, Fixtures.recipe());
        TrackRecord second =
                project.tracks().add(clip.id(), "pickle", Fixtures.tracks(81, new Random(4)), Fixtures.recipe());
        ScoreRecord score = Fixtures.score(project, clip.id(), Fixtures.scored(0.123456789012345));
        reopen();
        assertThat(project.tracks().find(first.id())).contains(first);
        assertThat(project.tracks().history(clip.id())).containsExactly(first, second);
        assertThat(project.tracks().find(99)).isEmpty();
        assertThat(project.tracks().current(clip.id())).isEmpty();
        project.tracks().setCurrent(clip.id(), second.id());
        assertThat(project.tracks().current(clip.id())).contains(second);
        assertThat(project.scores().find(clip.id(), "paper-v5")).contains(score);
        assertThat(project.scores().all("paper-v5")).containsExactly(score);
        assertThat(project.scores().all("other")).isEmpty();
        ScoreRecord other = Fixtures.score(project, clip.id(), Fixtures.unscorable());
        assertThat(project.scores().find(clip.id(), "paper-v5")).contains(other);
    }

    @Test
    void whatPointsNowhereIsRefused() throws Exception {
        ClipRecord clip = Fixtures.addClip(project, temp, 1);
        ClipRecord other = Fixtures.addClip(project, temp, 2);
        long track = project.tracks()
                .add(other.id(), "csrt", Fixtures.tracks(3, new Random(1)), Fixtures.recipe())
                .id();
        assertThatThrownBy(() -> project.tracks().setCurrent(clip.id(), track))
                .isInstanceOfSatisfying(
                        ProjectException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
        assertThatThrownBy(() -> project.seeds().put("nobody", List.of(), "x")).hasMessageContaining("nobody");
        assertThatThrownBy(() -> project.clips().assignPrompt("nobody", "p", 1)).hasMessageContaining("nobody");
        assertThatThrownBy(() -> project.edits().apply("x", "me", new Annotation("nobody", null, Corrections.NONE)))
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> project.resolve("../elsewhere")).isInstanceOf(IllegalArgumentException.class);
        assertThat(project.edits().history(10)).isEmpty();
    }

    @Test
    void viewsAndWindowStateAreKept() throws Exception {
        project.views().put("worst", Json.object().put("below", 0.5));
        project.views().put("best", Json.object().put("above", 0.5));
        project.views().put("worst", Json.object().put("below", 0.4));
        project.uiState().put("page", Json.tree("inspect"));
        reopen();
        assertThat(project.views().all().keySet()).containsExactly("best", "worst");
        assertThat(project.views().find("worst")).contains(Json.object().put("below", 0.4));
        assertThat(project.uiState().find("page")).contains(Json.tree("inspect"));
        project.views().remove("best");
        assertThat(project.views().find("best")).isEmpty();
        assertThat(changes)
                .extracting(ProjectChange::kind)
                .containsOnly(ProjectChange.Kind.VIEWS)
                .hasSize(4);
    }
}
