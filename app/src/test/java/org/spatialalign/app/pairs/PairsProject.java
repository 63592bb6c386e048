package org.spatialalign.app.pairs;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.ClipEncoder;
import org.spatialalign.engine.media.Picture;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.NewClip;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.track.MachineBox;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.MachineTracks;
import org.spatialalign.engine.workflow.Scoring;

/** A real project of one prompt with small clips: in some the animal goes where it should, in the others it stays. */
public final class PairsProject {

    /** Every clip carries its number as so many bars, dark or light, in the upper third of its pictures. */
    public static final int BITS = 10;

    private static final int TRACKED = 24;

    private PairsProject() {}

    /** Made, scored and closed; every moving clip makes a pair with every still one. */
    public static void write(Path folder, int moving, int still, int width, int height, int frames) throws Exception {
        DsrType type = DsrType.of("LR");
        DsrPrompt prompt = new DsrPrompt(
                "7_LR",
                type,
                "cat",
                "chair",
                "",
                "on the left of",
                "to the right of",
                "A cat is on the left of a chair, then the cat walks to the right of the chair.",
                "");
        try (Project project = Project.create(folder)) {
            project.prompts().add(prompt, "prompts.csv");
            for (int i = 0; i < moving + still; i++) {
                Path file = folder.resolveSibling("7_LR_F" + frames + "_seed" + i + ".mp4");
                draw(file, i, width, height, frames);
                ClipRecord clip = project.clips()
                        .add(new NewClip(
                                file,
                                ContentHash.ofFile(file),
                                "wan",
                                prompt.promptId(),
                                i,
                                new ClipDecoder().probe(file).info(),
                                null));
                track(project, clip, i < moving);
            }
        }
    }

    private static void draw(Path file, int number, int width, int height, int frames) throws Exception {
        try (ClipEncoder encoder = new ClipEncoder(file, width, height, 16)) {
            for (int i = 0; i < frames; i++) {
                Picture picture = Picture.blank(width, height, 0xff203040);
                for (int bit = 0; bit < BITS; bit++) {
                    int colour = (number >> bit & 1) == 1 ? 0xfff0f0f0 : 0xff101010;
                    picture.fill(bit * width / (double) BITS, 0, width / (double) BITS, height / 3.0, colour);
                }
                picture.fill(i * width / (2.0 * frames), height / 2.0, width / 8.0, height / 4.0, 0xffd0a020);
                encoder.add(picture.bgra());
            }
        }
    }

    private static void track(Project project, ClipRecord clip, boolean moves) throws Exception {
        List<MachineBox> animal = new ArrayList<>();
        List<MachineBox> object = new ArrayList<>();
        for (int i = 0; i < TRACKED; i++) {
            double x = moves ? 10 + 6 * i : 10;
            animal.add(new MachineBox(new PixelBox(x, 20, x + 20, 40), BoxState.TRACKED, 0.9));
            object.add(new MachineBox(new PixelBox(70, 20, 90, 40), BoxState.TRACKED, 0.9));
        }
        long id = project.tracks()
                .add(clip.id(), "csrt", new MachineTracks(animal, object), new ObjectMapper().createObjectNode())
                .id();
        project.tracks().setCurrent(clip.id(), id);
        new Scoring(project, ScorePreset.PAPER).score(clip.id());
    }
}
