package org.spatialalign.engine.workflow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.interchange.CocoClip;
import org.spatialalign.engine.interchange.CocoJson;
import org.spatialalign.engine.interchange.CvatVideo;
import org.spatialalign.engine.interchange.CvatVideoXml;
import org.spatialalign.engine.interchange.MotSequence;
import org.spatialalign.engine.interchange.MotTxt;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.workflow.imports.ImportReport.Line;
import org.spatialalign.engine.workflow.imports.ImportReport.Outcome;

class ImportJobTest {

    private static final String PROMPTS =
            """
            type,prompt_id,animal,object,scene,initial_SR,final_SR,prompt
            LR,p,cat,box,,on the left of,to the right of,A cat.
            """;

    /** One record: frame 1, labels box and cat, two boxes; as Python writes lists of small numbers. */
    private static final String PICKLE =
            "\u0080\u0002]((K\u0001(U\u0003boxU\u0003catl((K\u0001K\u0002K\u0003K\u0004l(K\u0005K\u0006K\u0007K\u0008lll"
                    + "e.";

    private final Path folder;
    private final List<String> log = new ArrayList<>();
    private Project project;

    ImportJobTest(@TempDir Path folder) throws ProjectException {
        this.folder = folder;
        this.project = Project.create(folder.resolve("project"));
    }

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(folder.resolve("in/wan"));
    }

    @AfterEach
    void close() throws ProjectException {
        project.close();
    }

    @Test
    void badFilesAreNamedAndTheRestIsTaken() throws Exception {
        Path wan = folder.resolve("in/wan");
        byte[] whole = Files.readAllBytes(TinyClips.write(wan.resolve("p_F12_seed00.mp4"), 12, 1));
        TinyClips.write(wan.resolve("p_F1_seed01.mp4"), 1, 2);
        TinyClips.write(wan.resolve("holiday.mp4"), 3, 3);
        Files.write(wan.resolve("empty.mp4"), new byte[0]);
        Files.writeString(wan.resolve("text.mp4"), "This is no video.");
        Files.write(wan.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 8));
        Files.writeString(wan.resolve("notes.txt"), "not meant");
        Path bad = Files.writeString(folder.resolve("bad.csv"), "type,prompt_id\n");
        Path list = Files.writeString(
                folder.resolve("list.csv"), PROMPTS + "LX,q,cat,box,,on the left of,to the right of,\n");

        ImportReport report = run(new ImportSpec(
                List.of(folder.resolve("in"), folder.resolve("absent.mp4")),
                List.of(bad, list),
                List.of(),
                List.of(),
                List.of(),
                null,
                null));

        assertThat(report.clipsAdded()).isEqualTo(3);
        assertThat(report.promptsAdded()).isEqualTo(1);
        assertThat(report.of(Outcome.SKIPPED))
                .extracting(Line::what)
                .containsExactlyInAnyOrder(
                        "bad.csv",
                        "list.csv, line 3, column type",
                        "wan/cut.mp4",
                        "wan/empty.mp4",
                        "wan/text.mp4",
                        folder.getFileName() + "/absent.mp4");
        assertThat(report.of(Outcome.SKIPPED)).allMatch(line -> line.why().length() > 10);
        assertThat(report.of(Outcome.PROBLEM)).singleElement().satisfies(line -> {
            assertThat(line.what()).isEqualTo("wan/holiday.mp4");
            assertThat(line.why()).contains("no prompt", "match it by hand");
        });
        assertThat(report.summary()).startsWith("3 clips added, 1 prompt added, 6 skipped: bad.csv \u2014 line 1");
        assertThat(project.clips().all())
                .extracting(ClipRecord::fileName)
                .containsExactly("holiday.mp4", "p_F12_seed00.mp4", "p_F1_seed01.mp4");
        assertThat(project.clips().all()).extracting(ClipRecord::model).containsOnly("wan");
        assertThat(project.clips().all()).allMatch(clip -> Files.exists(project.thumbnailFile(clip)));
        assertThat(filesIn("clips")).hasSize(3);
        assertThat(log).anyMatch(line -> line.startsWith("skipped: wan/text.mp4 \u2014 "));
    }

    @Test
    void aTruncatedClipIsTakenWithItsProblem() throws Exception {
        Path whole = TinyClips.write(folder.resolve("in/wan/p_F40_seed00.mp4"), 40, 1);
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(whole, Arrays.copyOf(bytes, bytes.length - bytes.length / 4));
        ImportReport report = run(clips(folder.resolve("in")));
        assertThat(report.clipsAdded()).isEqualTo(1);
        assertThat(report.of(Outcome.PROBLEM)).singleElement().satisfies(line -> assertThat(line.why())
                .contains("frames could be read")
                .doesNotContain(folder.toString()));
        ClipRecord clip = project.clips().all().get(0);
        assertThat(clip.video().frameCount()).isBetween(1, 39);
        assertThat(clip.problem()).contains("frames could be read");
    }

    @Test
    void theSameContentIsTheSameClip() throws Exception {
        Path first = TinyClips.write(folder.resolve("in/wan/clip.mp4"), 4, 1);
        assertThat(run(clips(first)).clipsAdded()).isEqualTo(1);
        Path copy = folder.resolve("in/p_F4_seed07.mp4");
        Files.copy(first, copy);
        ImportReport report = run(clips(copy));
        assertThat(report.clipsAdded()).isZero();
        assertThat(report.of(Outcome.ALREADY_THERE)).singleElement().satisfies(line -> assertThat(line.text())
                .contains("in/p_F4_seed07.mp4", "as wan/clip.mp4", "now matched to prompt p"));
        assertThat(project.clips().all())
                .singleElement()
                .matches(clip ->
                        "p".equals(clip.promptId()) && Integer.valueOf(7).equals(clip.seed()));
        assertThat(run(clips(copy)).summary()).isEqualTo("nothing added, 1 was already there");
    }

    @Test
    void aPatternAndAModelMayBeGiven() throws Exception {
        Path file = TinyClips.write(folder.resolve("in/wan/cat-box-s3.mp4"), 3, 1);
        run(new ImportSpec(
                List.of(file), List.of(), List.of(), List.of(), List.of(), "mine", "(?<prompt>.+)-s(?<seed>\\d+)"));
        assertThat(project.clips().all()).singleElement().satisfies(clip -> {
            assertThat(clip.model()).isEqualTo("mine");
            assertThat(clip.promptId()).isEqualTo("cat-box");
            assertThat(clip.seed()).isEqualTo(3);
        });
        assertThatThrownBy(() -> run(
                        new ImportSpec(List.of(file), List.of(), List.of(), List.of(), List.of(), null, "(?<seed>.*)")))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("(?<prompt>...)");
    }

    @Test
    void seedsFindTheirClips() throws Exception {
        TinyClips.write(folder.resolve("in/wan/p_F5_seed00.mp4"), 5, 1);
        Path seeds = Files.writeString(
                folder.resolve("seeds.json"),
                """
                [{"clip": "in/wan/p_F5_seed00.mp4", "frame": 2, "animal": [-4, 4, 20, 20]},
                 {"clip": "in/wan/p_F5_seed00.mp4", "frame": 2, "object": [30, 4, 60, 20]},
                 {"clip": "in/wan/p_F5_seed00.mp4", "frame": 2, "object": [31, 4, 60, 20]},
                 {"clip": "in/wan/p_F5_seed00.mp4", "frame": 5, "object": [30, 4, 60, 20]},
                 {"clip": "in/wan/p_F5_seed00.mp4", "frame": 0, "object": [70, 4, 90, 20]},
                 {"clip": "in/wan/p_F5_seed00.mp4", "frame": 0, "object": [10, 4, 10, 20]},
                 {"clip": "in/absent.mp4", "frame": 0, "object": [0, 0, 5, 5]},
                 {"clip": "moved/wan/p_F5_seed00.mp4", "frame": 4, "object": [0, 0, 5, 5]}]""");
        ImportSpec spec = new ImportSpec(
                List.of(folder.resolve("in")), List.of(), List.of(seeds), List.of(), List.of(), null, null);
        ImportReport report = run(spec);
        String clipId = project.clips().all().get(0).id();
        List<FrameBoxes> expected = List.of(
                FrameBoxes.of(2, new PixelBox(-4, 4, 20, 20), new PixelBox(30, 4, 60, 20)),
                new FrameBoxes(4, null, new PixelBox(0, 0, 5, 5)));
        assertThat(project.seeds().of(clipId)).isEqualTo(expected);
        assertThat(report.seedsAdded()).isEqualTo(2);
        assertThat(report.lines())
                .extracting(Line::text)
                .anyMatch(t -> t.contains("entry 6 (line 6)") && t.contains("no extent"))
                .anyMatch(t -> t.contains("frame 2 has other seed boxes already"))
                .anyMatch(t -> t.contains("frame 5 is not in the clip, which has frames 0 to 4"))
                .anyMatch(t -> t.contains("wholly outside the picture of 64x48"))
                .anyMatch(t -> t.contains("in/absent.mp4") && t.contains("no clip of this name"));
        assertThat(run(spec).seedsAdded()).isZero();
        assertThat(project.seeds().of(clipId)).isEqualTo(expected);
    }

    @Test
    void detectionsBecomeTracksOnce() throws Exception {
        TinyClips.write(folder.resolve("in/wan/p_F3_seed00.mp4"), 3, 1);
        TinyClips.write(folder.resolve("in/ours/p_F3_seed00.mp4"), 3, 2);
        Path det = Files.createDirectories(folder.resolve("in/wan_det"));
        Path pickle = pickle(det.resolve("p_F3_seed00.mp4.pkl"), PICKLE);
        pickle(det.resolve("p_F3_seed09.mp4.pkl"), PICKLE);
        pickle(det.resolve("hostile.pkl"), "\u0080\u0002cposix\nsystem\n.");
        Path prompts = Files.writeString(folder.resolve("list.csv"), PROMPTS);
        ImportSpec spec = new ImportSpec(
                List.of(folder.resolve("in")), List.of(prompts), List.of(), List.of(det), List.of(), null, null);
        ImportReport report = run(spec);
        assertThat(report.tracksAdded()).isEqualTo(1);
        assertThat(report.of(Outcome.SKIPPED))
                .extracting(Line::what)
                .containsExactly("hostile.pkl", "p_F3_seed09.mp4.pkl");
        assertThat(report.of(Outcome.PROBLEM)).singleElement().satisfies(line -> assertThat(line.text())
                .contains("2 files of boxes have no clip", "score --boxes"));
        ClipRecord wan = clip("wan");
        TrackRecord track = project.tracks().current(wan.id()).orElseThrow();
        assertThat(track.source()).isEqualTo("pickle");
        assertThat(track.tracks().animal().get(1).box()).isEqualTo(new PixelBox(5, 6, 7, 8));
        assertThat(track.tracks().object().get(1).box()).isEqualTo(new PixelBox(1, 2, 3, 4));
        assertThat(track.tracks().of(Role.ANIMAL).get(0).state()).isEqualTo(BoxState.NONE);
        assertThat(project.tracks().current(clip("ours").id())).isEmpty();

        assertThat(run(spec).tracksAdded()).isZero();
        assertThat(project.tracks().history(wan.id())).hasSize(1);

        // Changed boxes of the same kind count from now on, as long as no person has corrected the clip.
        pickle(pickle, PICKLE.replace('\u0001', '\u0000'));
        assertThat(run(spec).tracksAdded()).isEqualTo(1);
        assertThat(project.tracks().current(wan.id()).orElseThrow().id()).isNotEqualTo(track.id());
        Corrections swapped = new Corrections(List.of(), List.of(), List.of(1), List.of());
        long current = project.tracks().current(wan.id()).orElseThrow().id();
        project.edits().apply("Swap", "me", new Annotation(wan.id(), current, swapped));
        pickle(pickle, PICKLE.replace('\u0001', '\u0002').replace("cat", "dog"));
        ImportReport kept = run(spec);
        assertThat(kept.of(Outcome.PROBLEM)).first().satisfies(line -> assertThat(line.why())
                .contains("no frame has exactly the labels 'cat' and 'box'", "kept beside"));
        assertThat(project.tracks().current(wan.id()).orElseThrow().id()).isEqualTo(current);
    }

    @Test
    void aRejectedVideoHasTracksWithoutBoxes() throws Exception {
        TinyClips.write(folder.resolve("in/wan/p_F3_seed00.mp4"), 3, 1);
        Path pickle = pickle(folder.resolve("in/p_F3_seed00.mp4.pkl"), "\u0080\u0004].");
        Path prompts = Files.writeString(folder.resolve("list.csv"), PROMPTS);
        ImportSpec spec = new ImportSpec(
                List.of(folder.resolve("in")), List.of(), List.of(), List.of(pickle), List.of(), null, null);
        assertThat(run(spec).of(Outcome.SKIPPED)).singleElement().satisfies(line -> assertThat(line.why())
                .contains("the prompt of its clip is not known"));
        run(new ImportSpec(List.of(), List.of(prompts), List.of(), List.of(), List.of(), null, null));
        ImportReport report = run(spec);
        assertThat(report.tracksAdded()).isEqualTo(1);
        assertThat(report.hasTrouble()).isFalse();
        assertThat(report.of(Outcome.TAKEN)).singleElement().satisfies(line -> assertThat(line.why())
                .contains("the detector rejected this video"));
    }

    @Test
    void motAndCvatFilesBecomeTracks() throws Exception {
        TinyClips.write(folder.resolve("in/wan/a.mp4"), 4, 1);
        TinyClips.write(folder.resolve("in/wan/b.mp4"), 4, 2);
        PixelBox box = new PixelBox(1, 2, 30, 40);
        Path mot = folder.resolve("boxes/a.txt");
        MotTxt.write(mot, List.of(FrameBoxes.of(1, box, box), FrameBoxes.of(9, box, box)));
        Path cvat = folder.resolve("boxes/task.xml");
        CvatVideo.Track animal = new CvatVideo.Track(
                "animal",
                List.of(
                        new CvatVideo.Box(1, box, true, false, false),
                        new CvatVideo.Box(2, box, false, false, false),
                        new CvatVideo.Box(3, box, true, true, false)));
        CvatVideo.Track lamp = new CvatVideo.Track("lamp", List.of());
        CvatVideoXml.write(cvat, new CvatVideo("b.mp4", null, 4, 64, 48, List.of(animal, lamp)));
        ImportSpec spec = new ImportSpec(
                List.of(folder.resolve("in")), List.of(), List.of(), List.of(), List.of(mot, cvat), null, null);
        ImportReport report = run(spec);
        assertThat(report.tracksAdded()).isEqualTo(2);
        assertThat(report.of(Outcome.PROBLEM))
                .extracting(Line::why)
                .anyMatch(why -> why.contains("boxes in 1 frame beyond the end of the clip"))
                .anyMatch(why -> why.contains("label 'lamp' was left out"));
        TrackRecord a = project.tracks().current(clipNamed("a.mp4").id()).orElseThrow();
        assertThat(a.source()).isEqualTo("mot");
        assertThat(a.tracks().animal())
                .extracting(m -> m.state())
                .containsExactly(BoxState.NONE, BoxState.DETECTED, BoxState.NONE, BoxState.NONE);
        TrackRecord b = project.tracks().current(clipNamed("b.mp4").id()).orElseThrow();
        assertThat(b.source()).isEqualTo("cvat");
        assertThat(b.tracks().animal())
                .extracting(m -> m.state())
                .containsExactly(BoxState.NONE, BoxState.SEED, BoxState.DETECTED, BoxState.OUTSIDE);
        assertThat(run(spec).tracksAdded()).isZero();

        CvatVideoXml.write(cvat, new CvatVideo("b.mp4", null, 4, 832, 480, List.of(animal)));
        assertThat(run(spec).of(Outcome.SKIPPED)).singleElement().satisfies(line -> assertThat(line.why())
                .contains("832x480", "64x48"));
    }

    @Test
    void boxesFindTheirClipByContentWhateverItIsCalled() throws Exception {
        TinyClips.write(folder.resolve("in/wan/a.mp4"), 4, 1);
        TinyClips.write(folder.resolve("in/wan/b.mp4"), 4, 2);
        run(clips(folder.resolve("in")));
        ClipRecord a = clipNamed("a.mp4");
        PixelBox box = new PixelBox(1, 2, 30, 40);
        List<CvatVideo.Track> tracks = List.of(
                new CvatVideo.Track("animal", List.of(new CvatVideo.Box(0, box, false, false, false))),
                new CvatVideo.Track("object", List.of(new CvatVideo.Box(2, box, true, false, false))));
        // Under the name of another clip: the content decides.
        CvatVideo boxes = new CvatVideo("b.mp4", a.hash(), 4, 64, 48, tracks);
        Path mot = folder.resolve("boxes/b.txt");
        MotTxt.write(mot, List.of(FrameBoxes.of(1, box, box)));
        new MotSequence("b.mp4", a.hash(), 16, 4, 64, 48).write(mot);
        Path cvat = folder.resolve("boxes/b.xml");
        CvatVideoXml.write(cvat, boxes);
        Path coco = folder.resolve("boxes/b.json");
        CocoClip known = new CocoClip("wan", null, "", null, null, 16, "", null, null, boxes);
        CvatVideo changed = new CvatVideo("b.mp4", ContentHash.ofText("an older b"), 4, 64, 48, tracks);
        CvatVideo unseen = new CvatVideo("c.mp4", ContentHash.ofText("c"), 4, 64, 48, tracks);
        CocoJson.write(
                coco,
                List.of(
                        known,
                        new CocoClip("wan", null, "", null, null, 16, "", null, null, changed),
                        new CocoClip("wan", null, "", null, null, 16, "", null, null, unseen)));
        ImportSpec spec = ImportSpec.sniff(List.of(folder.resolve("boxes")));
        assertThat(spec.boxes()).containsExactlyInAnyOrder(mot, cvat, coco);
        ImportReport report = run(spec);
        assertThat(report.tracksAdded()).isEqualTo(4);
        assertThat(project.tracks().history(a.id()))
                .extracting(TrackRecord::source)
                .containsExactlyInAnyOrder("mot", "cvat", "coco");
        assertThat(project.tracks()
                        .current(clipNamed("b.mp4").id())
                        .orElseThrow()
                        .source())
                .isEqualTo("coco");
        assertThat(report.of(Outcome.PROBLEM))
                .extracting(Line::why)
                .anyMatch(why -> why.contains("made on a clip of this name with another content"));
        assertThat(report.of(Outcome.SKIPPED)).singleElement().satisfies(line -> assertThat(line.what())
                .isEqualTo("b.json: c.mp4"));
        Files.writeString(folder.resolve("boxes/b.seqinfo.ini"), "sha256=no");
        assertThat(run(new ImportSpec(List.of(), List.of(), List.of(), List.of(), List.of(mot), null, null))
                        .of(Outcome.SKIPPED))
                .singleElement()
                .satisfies(line -> assertThat(line.why()).contains("hexadecimal"));
    }

    @Test
    void cancellingLeavesWholeClips() throws Exception {
        for (int i = 0; i < 4; i++) {
            TinyClips.write(folder.resolve("in/wan/p_F3_seed0" + i + ".mp4"), 3, i);
        }
        CancelToken cancel = new CancelToken();
        List<Progress> seen = new ArrayList<>();
        Progress.Listener listener = progress -> {
            seen.add(progress);
            if (progress.done() == 2) {
                cancel.cancel();
            }
        };
        ImportJob job = new ImportJob(project, clips(folder.resolve("in")));
        assertThatThrownBy(() -> job.importAll(listener, cancel, log::add)).isInstanceOf(CancelledException.class);
        assertThat(seen).allMatch(p -> p.unit().equals("clips") && p.total() == 4);
        assertThat(project.clips().all().size()).isBetween(2, 3);
        assertThat(filesIn("clips")).hasSize(project.clips().all().size());
        int before = project.clips().all().size();
        ImportReport rest = run(clips(folder.resolve("in")));
        assertThat(rest.clipsAdded()).isEqualTo(4 - before);
        assertThat(rest.of(Outcome.ALREADY_THERE)).hasSize(before);
    }

    @Test
    void aLostFileIsPutBack() throws Exception {
        Path file = TinyClips.write(folder.resolve("in/wan/p_F3_seed00.mp4"), 3, 1);
        run(clips(file));
        Files.delete(project.clipFile(project.clips().all().get(0)));
        project.close();
        project = Project.open(folder.resolve("project"), Project.Access.WRITE);
        assertThat(run(clips(file)).of(Outcome.SKIPPED)).isEmpty();
        assertThat(project.clipFile(project.clips().all().get(0))).hasSameBinaryContentAs(file);
    }

    @Test
    void aReadOnlyProjectEndsTheImport() throws Exception {
        Path file = TinyClips.write(folder.resolve("in/wan/p_F3_seed00.mp4"), 3, 1);
        project.close();
        project = Project.open(folder.resolve("project"), Project.Access.READ_ONLY);
        assertThatThrownBy(() -> run(clips(file)))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("read-only");
    }

    private ImportReport run(ImportSpec spec) throws WorkbenchException, CancelledException {
        return new ImportJob(project, spec).importAll(Progress.Listener.NONE, CancelToken.never(), log::add);
    }

    private static ImportSpec clips(Path place) {
        return new ImportSpec(List.of(place), List.of(), List.of(), List.of(), List.of(), null, null);
    }

    private ClipRecord clip(String model) throws ProjectException {
        return project.clips().all().stream()
                .filter(clip -> clip.model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    private ClipRecord clipNamed(String fileName) throws ProjectException {
        return project.clips().all().stream()
                .filter(clip -> clip.fileName().equals(fileName))
                .findFirst()
                .orElseThrow();
    }

    private static Path pickle(Path file, String bytes) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private List<Path> filesIn(String name) throws IOException {
        try (var files = Files.list(folder.resolve("project").resolve(name))) {
            return files.toList();
        }
    }
}
