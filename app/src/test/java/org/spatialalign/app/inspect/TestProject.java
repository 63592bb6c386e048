package org.spatialalign.app.inspect;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.ClipEncoder;
import org.spatialalign.engine.media.Picture;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.NewClip;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.track.MachineBox;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.MachineTracks;
import org.spatialalign.engine.workflow.Scoring;
import org.spatialalign.engine.workflow.WorkflowJobs;

/** A real project with small real clips: a patterned square that goes from left to right past one that stays. */
public final class TestProject {

    static final int WIDTH = 160;
    static final int HEIGHT = 96;
    public static final int FRAMES = 24;

    private final Path folder;
    final DsrPrompt prompt = TestRows.prompt("7_LR", "LR", "cat", "chair");

    public TestProject(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder.resolve("project");
    }

    /** An empty project with one prompt. */
    public Project create() throws Exception {
        Project project = Project.create(folder());
        project.prompts().add(prompt, "prompts.csv");
        return project;
    }

    public static ProjectSession session(Project project) throws Exception {
        return new ProjectSession(project, new WorkflowJobs(project));
    }

    /** Draws and imports a clip; clips of different seeds have different colours. */
    public ClipRecord addClip(Project project, int seed, @Nullable String promptId) throws Exception {
        Path file = write(folder.resolve("7_LR_F" + FRAMES + "_seed0" + seed + ".mp4"), seed);
        return project.clips()
                .add(new NewClip(
                        file,
                        ContentHash.ofFile(file),
                        "wan",
                        promptId,
                        seed,
                        new ClipDecoder().probe(file).info(),
                        null));
    }

    public static Path write(Path file, int seed) throws Exception {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (ClipEncoder encoder = new ClipEncoder(file, WIDTH, HEIGHT, 16)) {
            for (int i = 0; i < FRAMES; i++) {
                Picture picture = Picture.blank(WIDTH, HEIGHT, 0xff203040 + 0x101010 * seed);
                pattern(picture, object(), 0xffd0a020, 0xff604010);
                pattern(picture, animal(i), 0xff20a0e0, 0xfff0f0f0);
                encoder.add(picture.bgra());
            }
        }
        return file;
    }

    /** A folder as people have it: two clips of one prompt, the prompt list, a seed box file. */
    public static Path writeDrop(Path folder) throws Exception {
        DsrPrompt prompt = TestRows.prompt("7_LR", "LR", "cat", "chair");
        StringBuilder seeds = new StringBuilder("[");
        for (int seed = 1; seed <= 2; seed++) {
            String name = "7_LR_F" + FRAMES + "_seed0" + seed + ".mp4";
            write(folder.resolve("wan").resolve(name), seed);
            seeds.append(seed == 1 ? "" : ",")
                    .append("{\"clip\": \"wan/%s\", \"frame\": 4, \"animal\": %s, \"object\": %s}"
                            .formatted(name, corners(animal(4)), corners(object())));
        }
        Files.writeString(folder.resolve("seed_boxes.json"), seeds.append("]"));
        Files.writeString(
                folder.resolve("prompts.csv"),
                "type,prompt_id,animal,object,scene,initial_SR,final_SR,prompt\nLR,7_LR,cat,chair,\"%s\",%s,%s,\"%s\"\n"
                        .formatted(prompt.scene(), prompt.initialPhrase(), prompt.finalPhrase(), prompt.sentence()));
        return folder;
    }

    private static String corners(PixelBox box) {
        return List.of(box.x1(), box.y1(), box.x2(), box.y2()).toString();
    }

    private static void pattern(Picture picture, PixelBox box, int one, int two) {
        picture.fill(box.x1(), box.y1(), box.width(), box.height(), one);
        picture.fill(box.x1() + 4, box.y1() + 4, box.width() / 2 - 4, box.height() / 2 - 4, two);
        picture.fill(box.centerX() + 2, box.centerY() + 2, box.width() / 2 - 6, box.height() / 2 - 6, two);
    }

    public static PixelBox animal(int frame) {
        return new PixelBox(4 + 5 * frame, 30, 28 + 5 * frame, 54);
    }

    public static PixelBox object() {
        return new PixelBox(66, 56, 94, 90);
    }

    /** Boxes as a perfect tracker gives them. */
    static MachineTracks tracks() {
        List<MachineBox> animal = new ArrayList<>();
        List<MachineBox> object = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            animal.add(new MachineBox(animal(i), BoxState.TRACKED, 0.9));
            object.add(new MachineBox(object(), BoxState.TRACKED, 0.9));
        }
        return new MachineTracks(animal, object);
    }

    /** As after tracking and scoring. */
    public static long track(ProjectSession session, ClipRecord clip) throws Exception {
        TrackRecord record =
                session.project().tracks().add(clip.id(), "csrt", tracks(), new ObjectMapper().createObjectNode());
        session.project().tracks().setCurrent(clip.id(), record.id());
        new Scoring(session.project(), session.preset()).score(clip.id());
        return record.id();
    }
}
