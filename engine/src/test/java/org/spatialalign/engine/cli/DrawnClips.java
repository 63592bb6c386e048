package org.spatialalign.engine.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.ClipEncoder;

/** Small clips in which a striped box walks past one that stands, with the prompts and seed boxes that belong to them. */
public record DrawnClips(Path folder) {

    static final int WIDTH = 160;
    static final int HEIGHT = 96;
    static final int FRAMES = 24;

    /** Two clips of two models, a clip without seeds, a prompt list and a seed file. */
    public static DrawnClips make(Path folder) throws IOException, WorkbenchException {
        DrawnClips clips = new DrawnClips(folder);
        clips.clip("tuned/p1_LR_F24_seed00.mp4", 20, 140);
        clips.clip("base/p1_LR_F24_seed00.mp4", 20, 40);
        clips.clip("base/p1_LR_F24_seed01.mp4", 30, 50);
        Files.writeString(
                folder.resolve("prompts.csv"),
                """
                type,prompt_id,animal,object,scene,initial_SR,final_SR,prompt
                LR,p1_LR,cat,chair,"In a room, at noon,",on the left of,to the right of,"A cat is on the left of a chair."
                """);
        Files.writeString(
                folder.resolve("seeds.json"),
                """
                [{"clip": "tuned/p1_LR_F24_seed00.mp4", "frame": 0, "animal": [10, 15, 30, 35], "object": [70, 50, 98, 90]},
                 {"clip": "base/p1_LR_F24_seed00.mp4", "frame": 0, "animal": [10, 15, 30, 35], "object": [70, 50, 98, 90]}]
                """);
        return clips;
    }

    /** A clip whose walker goes from one centre to another, in pixels. */
    public void clip(String name, double fromX, double toX) throws IOException, WorkbenchException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ByteBuffer pixels = ByteBuffer.allocateDirect(4 * WIDTH * HEIGHT);
        try (ClipEncoder encoder = new ClipEncoder(file, WIDTH, HEIGHT, 16)) {
            for (int f = 0; f < FRAMES; f++) {
                double x = fromX + (toX - fromX) * f / (FRAMES - 1);
                draw(pixels, x);
                encoder.add(pixels);
            }
        }
    }

    private static void draw(ByteBuffer pixels, double walkerX) {
        pixels.clear();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double dx = x - (walkerX - 10);
                int shade = 90 + ((x * 7 + y * 13) & 15);
                int red = shade;
                int green = shade;
                int blue = shade;
                if (dx >= 0 && dx < 20 && y >= 15 && y < 35) {
                    red = (((int) dx / 5) + (y / 5)) % 2 == 0 ? 240 : 130;
                    green = 60;
                } else if (x >= 70 && x < 98 && y >= 50 && y < 90) {
                    green = y / 6 % 2 == 0 ? 200 : 60;
                    blue = 200;
                }
                pixels.put((byte) blue).put((byte) green).put((byte) red).put((byte) 0xff);
            }
        }
        pixels.flip();
    }
}
