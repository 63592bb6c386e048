package org.spatialalign.app.evaluate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.ClipEncoder;
import org.spatialalign.engine.media.Picture;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.Relation;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.NewClip;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.track.MachineBox;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.MachineTracks;
import org.spatialalign.engine.workflow.Scoring;
import org.spatialalign.engine.workflow.WorkflowJobs;

/** Real projects of small drawn clips of several models, with the boxes that were drawn. */
public final class TwoModels {

    static final int WIDTH = 160;
    static final int HEIGHT = 120;
    static final int FRAMES = 24;
    private static final PixelBox OBJECT = PixelBox.ofCenter(80, 60, 28, 28);

    private TwoModels() {}

    /**
     * Two prompts with two seeds each: the base's clips stand still, those of "base+lora" go where they should, save
     * one that loses its animal.
     */
    public static Project create(Path folder) throws Exception {
        Project project = Project.create(folder.resolve("project"));
        for (String type : List.of("LR", "TL")) {
            String id = "1_" + type;
            project.prompts().add(prompt(id, type), "prompts.csv");
            for (int seed = 0; seed < 2; seed++) {
                add(project, folder, "base", id, type, seed, 0, FRAMES);
                int seen = type.equals("TL") && seed == 1 ? 5 : FRAMES;
                add(project, folder, "base+lora", id, type, seed, 1, seen);
            }
        }
        return project;
    }

    public static ProjectSession session(Project project) throws Exception {
        return new ProjectSession(project, new WorkflowJobs(project));
    }

    static DsrPrompt prompt(String id, String type) {
        DsrType dsr = DsrType.of(type);
        String sentence = "A cat is " + dsr.initial().initialPhrase() + " a chair, then the cat walks "
                + dsr.last().finalPhrase() + " the chair.";
        return new DsrPrompt(
                id,
                dsr,
                "cat",
                "chair",
                "",
                dsr.initial().initialPhrase(),
                dsr.last().finalPhrase(),
                sentence,
                "");
    }

    /**
     * Draws a clip and adds it with its boxes and score.
     *
     * @param progress how much of the asked way the animal goes; 1 for all of it
     * @param seen in how many frames it has a box
     */
    static ClipRecord add(
            Project project, Path folder, String model, String prompt, String type, int seed, double progress, int seen)
            throws Exception {
        Path file = folder.resolve(model).resolve(prompt + "_F" + FRAMES + "_seed0" + seed + ".mp4");
        Files.createDirectories(file.getParent());
        DsrType dsr = DsrType.of(type);
        List<MachineBox> animal = new ArrayList<>();
        List<MachineBox> object = new ArrayList<>();
        try (ClipEncoder encoder = new ClipEncoder(file, WIDTH, HEIGHT, 16)) {
            for (int i = 0; i < FRAMES; i++) {
                PixelBox box = animal(dsr, progress * i / (FRAMES - 1), seed);
                Picture picture =
                        Picture.blank(WIDTH, HEIGHT, 0xff203040 + 0x0c0c0c * seed + model.length() * 0x040000);
                fill(picture, OBJECT, 0xffd0a020);
                fill(picture, box, 0xff20a0e0);
                encoder.add(picture.bgra());
                animal.add(
                        i < seen ? new MachineBox(box, BoxState.TRACKED, 0.9) : new MachineBox(null, BoxState.LOST, 0));
                object.add(new MachineBox(OBJECT, BoxState.TRACKED, 0.9));
            }
        }
        ClipRecord clip = project.clips()
                .add(new NewClip(
                        file,
                        ContentHash.ofFile(file),
                        model,
                        prompt,
                        seed,
                        new ClipDecoder().probe(file).info(),
                        null));
        TrackRecord record = project.tracks()
                .add(clip.id(), "drawn", new MachineTracks(animal, object), JsonNodeFactory.instance.objectNode());
        project.tracks().setCurrent(clip.id(), record.id());
        new Scoring(project, ScorePreset.PAPER).score(clip.id());
        return clip;
    }

    private static PixelBox animal(DsrType type, double share, int seed) {
        double[] from = place(type.initial());
        double[] to = place(type.last());
        return PixelBox.ofCenter(
                80 + from[0] + share * (to[0] - from[0]) + seed, 60 + from[1] + share * (to[1] - from[1]), 20, 20);
    }

    private static double[] place(Relation relation) {
        return switch (relation) {
            case LEFT -> new double[] {-45, 0};
            case RIGHT -> new double[] {45, 0};
            case TOP -> new double[] {0, -40};
            case UNDER -> new double[] {0, 40};
        };
    }

    private static void fill(Picture picture, PixelBox box, int argb) {
        picture.fill(box.x1(), box.y1(), box.width(), box.height(), argb);
    }
}
