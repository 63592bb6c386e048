package org.spatialalign.engine.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.track.Corrections.KeyFrame;
import org.spatialalign.engine.track.Corrections.Span;
import org.spatialalign.engine.track.MachineBox.BoxState;

/** Machine layers and corrections of every shape, from a given source of randomness. */
final class RandomTracks {

    private static final List<BoxState> STATES = List.of(BoxState.values());

    private RandomTracks() {}

    static MachineTracks machine(Random random, int frames) {
        return new MachineTracks(layer(random, frames), layer(random, frames));
    }

    private static List<MachineBox> layer(Random random, int frames) {
        List<MachineBox> boxes = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            BoxState state = STATES.get(random.nextInt(STATES.size()));
            boxes.add(
                    state.hasBox()
                            ? new MachineBox(box(random), state, random.nextInt(1001) / 1000.0)
                            : MachineBox.absent(state));
        }
        return boxes;
    }

    /** Also boxes without extent and outside the picture. */
    static PixelBox box(Random random) {
        double width = random.nextInt(5) == 0 ? 0 : random.nextDouble() * 200;
        double x = random.nextDouble() * 900 - 100;
        double y = random.nextDouble() * 600 - 100;
        return new PixelBox(x, y, x + width, y + random.nextDouble() * 150);
    }

    static Role role(Random random) {
        return random.nextBoolean() ? Role.ANIMAL : Role.OBJECT;
    }

    static Span span(Random random, int frames) {
        int from = random.nextInt(frames + 2);
        return new Span(role(random), from, from + random.nextInt(frames));
    }

    static Corrections corrections(Random random, int frames) {
        List<KeyFrame> keys = new ArrayList<>();
        List<Span> outside = new ArrayList<>();
        List<Integer> swaps = new ArrayList<>();
        List<Span> lines = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            keys.add(new KeyFrame(role(random), random.nextInt(frames + 2), box(random)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            outside.add(span(random, frames));
            swaps.add(random.nextInt(frames + 2));
            lines.add(span(random, frames));
        }
        return new Corrections(keys, outside, swaps, lines);
    }
}
