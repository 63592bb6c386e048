package org.spatialalign.engine.samples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.ClipEncoder;
import org.spatialalign.engine.media.ClipEncoder.EncodeOptions;
import org.spatialalign.engine.samples.SampleClip.Look;
import org.spatialalign.engine.samples.SampleClip.Stop;

/** The clips, prompts and seed boxes in the samples folder. Everything follows from the numbers in this file. */
final class Samples {

    /** Small files; the pictures are simple enough. */
    private static final long BITS_PER_SECOND = 170_000;

    private static final Look ROOM = new Look(0xcfd8dc, 0xa1887f, 0x8d6e63, 0xe08a3c, 0x8a4a1c, true);
    private static final Look MEADOW = new Look(0xa9d2ee, 0x6fae4e, 0x9a9a94, 0xf2ece2, 0x7b4a2a, false);
    private static final Look HALL = new Look(0xe9d8c0, 0x8c6a4a, 0x5d7fa3, 0xb9b2a8, 0x6f675c, false);
    private static final Look BEACH = new Look(0xbfe3df, 0xc9b68a, 0xb5523b, 0x4d7ac7, 0x20345f, true);

    private static final String LR = "sample_LR_0";
    private static final String RL = "sample_RL_1";
    private static final String LT = "sample_LT_2";
    private static final String TR = "sample_TR_3";

    static final List<String> PROMPT_ROWS = List.of(
            "type,prompt_id,animal,object,scene,initial_SR,final_SR,prompt",
            "LR," + LR + ",cat,crate,\"In a bright room,\",on the left of,to the right of,"
                    + "\"In a bright room, a cat is on the left of a crate, then the cat walks to the right of the crate.\"",
            "RL," + RL + ",dog,box,\"On a green meadow,\",on the right of,to the left of,"
                    + "\"On a green meadow, a dog is on the right of a box, then the dog runs to the left of the box.\"",
            "LT," + LT + ",rabbit,chest,\"In an old hall,\",on the left of,to the top of,"
                    + "\"In an old hall, a rabbit is on the left of a chest, then the rabbit jumps to the top of the chest.\"",
            "TR," + TR + ",bird,crate,\"On a quiet beach,\",on the top of,to the right of,"
                    + "\"On a quiet beach, a bird is on the top of a crate, then the bird hops to the right of the crate.\"");

    private Samples() {}

    static List<SampleClip> clips() {
        return List.of(
                cat("base", 0, "stays where it is: nothing moves", Stop.at(0, 84, 188), Stop.at(1, 84, 188)),
                cat("base", 1, "goes the wrong way, from right to left", Stop.at(0.1, 338, 188), Stop.at(0.9, 78, 188)),
                cat("tuned", 0, "does as asked", Stop.at(0.1, 76, 188), Stop.at(0.9, 342, 188)),
                cat(
                        "tuned",
                        1,
                        "sets off as asked, but stops in front of the crate",
                        Stop.at(0.15, 80, 188),
                        Stop.at(0.8, 226, 190)),
                dog(
                        "base",
                        0,
                        "walks out of the picture after half a second",
                        Stop.at(0, 356, 188),
                        Stop.at(0.28, 540, 188)),
                dog("tuned", 0, "does as asked", Stop.at(0.05, 346, 188), Stop.at(0.95, 74, 188)),
                rabbit(
                        "base",
                        0,
                        "walks to and fro on the left, never jumps",
                        Stop.at(0.05, 70, 188),
                        Stop.at(0.5, 118, 188),
                        Stop.at(0.95, 74, 188)),
                rabbit(
                        "tuned",
                        0,
                        "does as asked",
                        Stop.at(0.1, 62, 188),
                        Stop.at(0.5, 122, 188),
                        Stop.at(0.72, 232, 108)),
                bird(
                        "base",
                        0,
                        "starts on the ground and ends on top: the other way round",
                        Stop.at(0.15, 330, 190),
                        Stop.at(0.4, 262, 190),
                        Stop.at(0.65, 186, 104)),
                bird(
                        "tuned",
                        0,
                        "does as asked",
                        Stop.at(0.15, 176, 104),
                        Stop.at(0.4, 276, 190),
                        Stop.at(0.9, 348, 190)));
    }

    private static SampleClip cat(String model, int seed, String story, Stop... stops) {
        SampleClip.Path path = new SampleClip.Path(List.of(stops), 1, 2, 1);
        return new SampleClip(model, LR, seed, "cat", 208, 84, 78, ROOM, path, "The cat " + story + ".");
    }

    private static SampleClip dog(String model, int seed, String story, Stop... stops) {
        SampleClip.Path path = new SampleClip.Path(List.of(stops), 1.05, 2, -1);
        return new SampleClip(model, RL, seed, "dog", 214, 92, 70, MEADOW, path, "The dog " + story + ".");
    }

    private static SampleClip rabbit(String model, int seed, String story, Stop... stops) {
        SampleClip.Path path = new SampleClip.Path(List.of(stops), 0.86, 6, 1);
        return new SampleClip(model, LT, seed, "rabbit", 234, 104, 80, HALL, path, "The rabbit " + story + ".");
    }

    private static SampleClip bird(String model, int seed, String story, Stop... stops) {
        SampleClip.Path path = new SampleClip.Path(List.of(stops), 0.92, 5, 1);
        return new SampleClip(model, TR, seed, "bird", 178, 96, 84, BEACH, path, "The bird " + story + ".");
    }

    /** Writes everything but the README into a folder. */
    static void write(Path folder) throws Exception {
        List<String> seeds = new ArrayList<>();
        for (SampleClip clip : clips()) {
            Path file = folder.resolve("clips").resolve(clip.model()).resolve(clip.fileName());
            encode(clip, file);
            seeds.add(seed(clip, "clips/" + clip.model() + "/" + clip.fileName()));
        }
        Files.writeString(folder.resolve("seed_boxes.json"), "[\n" + String.join(",\n", seeds) + "\n]\n");
        Files.writeString(folder.resolve("prompts.csv"), String.join("\n", PROMPT_ROWS) + "\n");
    }

    private static void encode(SampleClip clip, Path file) throws WorkbenchException {
        SampleScene scene = new SampleScene(clip);
        EncodeOptions options = new EncodeOptions(
                BITS_PER_SECOND, Map.of("title", clip.promptId(), "comment", "Synthetic sample. " + clip.story()));
        ClipEncoder.<WorkbenchException>write(
                file, SampleScene.WIDTH, SampleScene.HEIGHT, SampleClip.FRAME_RATE, options, encoder -> {
                    for (int i = 0; i < SampleClip.FRAMES; i++) {
                        encoder.add(scene.shot(i).frame().bgra());
                    }
                });
    }

    /** The boxes of the first frame, as a person would draw them. */
    private static String seed(SampleClip clip, String path) {
        FrameBoxes boxes = new SampleScene(clip).shot(0).boxes();
        PixelBox animal = boxes.box(Role.ANIMAL).orElseThrow();
        PixelBox object = boxes.box(Role.OBJECT).orElseThrow();
        return "  {\"clip\": \"" + path + "\", \"frame\": 0, \"animal\": " + corners(animal) + ", \"object\": "
                + corners(object) + "}";
    }

    private static String corners(PixelBox box) {
        return String.format(Locale.ROOT, "[%.0f, %.0f, %.0f, %.0f]", box.x1(), box.y1(), box.x2(), box.y2());
    }
}
