package org.spatialalign.app.player;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;

/**
 * Which frame is shown, and how that changes with time. Driven by a clock that is passed in ({@link #tick}), so that
 * several clips can share one playhead and a test needs no toolkit. Frames count from 0; the frame is always within the
 * clip. FX thread.
 */
public final class Playhead {

    /** The speeds that faster and slower go through. */
    public static final List<Double> SPEEDS = List.of(0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 4.0);

    /** After a hiccup of the window the clip goes on where it was instead of jumping ahead. */
    private static final double LONGEST_TICK_SECONDS = 0.25;

    private final ReadOnlyIntegerWrapper frameCount = new ReadOnlyIntegerWrapper(0);
    private final ReadOnlyDoubleWrapper frameRate = new ReadOnlyDoubleWrapper(16);
    private final IntegerProperty frame = new SimpleIntegerProperty() {
        @Override
        public void set(int value) {
            super.set(within(value, 0, lastFrame()));
        }
    };
    private final BooleanProperty playing = new SimpleBooleanProperty();
    private final BooleanProperty backwards = new SimpleBooleanProperty();
    private final BooleanProperty looping = new SimpleBooleanProperty(true);
    private final DoubleProperty speed = new SimpleDoubleProperty(1) {
        @Override
        public void set(double value) {
            super.set(Math.max(SPEEDS.get(0), Math.min(SPEEDS.get(SPEEDS.size() - 1), value)));
        }
    };
    private final ReadOnlyIntegerWrapper loopFrom = new ReadOnlyIntegerWrapper(0);
    private final ReadOnlyIntegerWrapper loopTo = new ReadOnlyIntegerWrapper(0);

    private static final long NO_TIME = Long.MIN_VALUE;
    private long lastNanos = NO_TIME;
    private double position;
    private boolean moving;

    public Playhead() {
        frame.addListener((o, before, now) -> {
            if (!moving) {
                position = now.intValue() + 0.5;
            }
        });
        playing.addListener((o, before, now) -> {
            lastNanos = NO_TIME;
            if (now) {
                startFromTheOtherEndWhenDone();
            }
        });
    }

    /** Another clip: stopped, at the first frame, without loop range. Speed and looping stay. */
    public void open(int frames, double framesPerSecond) {
        if (frames < 0 || !(framesPerSecond > 0)) {
            throw new IllegalArgumentException("a clip has frames and a rate, got " + frames + ", " + framesPerSecond);
        }
        playing.set(false);
        backwards.set(false);
        frameCount.set(frames);
        frameRate.set(framesPerSecond);
        clearLoopRange();
        frame.set(0);
        position = 0.5;
    }

    /**
     * Moves on when playing. The first tick after a start only notes the time.
     *
     * @param nanos a clock that never goes back, as an animation timer passes it
     */
    public void tick(long nanos) {
        if (!playing.get() || frameCount.get() == 0) {
            return;
        }
        if (lastNanos == NO_TIME) {
            lastNanos = nanos;
            return;
        }
        double seconds = Math.min(LONGEST_TICK_SECONDS, Math.max(0, (nanos - lastNanos) / 1e9));
        lastNanos = nanos;
        position += (backwards.get() ? -1 : 1) * seconds * frameRate.get() * speed.get();
        int low = firstPlayed();
        int high = lastPlayed();
        if (position >= high + 1 || position < low) {
            if (!looping.get()) {
                moveTo(position < low ? low : high);
                playing.set(false);
                return;
            }
            int length = high - low + 1;
            position = low + ((position - low) % length + length) % length;
        }
        moveTo((int) Math.floor(position));
    }

    private void moveTo(int target) {
        moving = true;
        frame.set(target);
        moving = false;
    }

    private void startFromTheOtherEndWhenDone() {
        if (!backwards.get() && frame.get() >= lastPlayed()) {
            frame.set(firstPlayed());
        } else if (backwards.get() && frame.get() <= firstPlayed()) {
            frame.set(lastPlayed());
        }
        position = frame.get() + 0.5;
    }

    /** Steps exactly; stops a running clip. */
    public void step(int frames) {
        playing.set(false);
        frame.set(frame.get() + frames);
    }

    public void goTo(int target) {
        playing.set(false);
        frame.set(target);
    }

    public void goToFirst() {
        goTo(0);
    }

    public void goToLast() {
        goTo(lastFrame());
    }

    public void togglePlay() {
        if (playing.get()) {
            playing.set(false);
        } else {
            backwards.set(false);
            playing.set(true);
        }
    }

    public void playForwards() {
        play(false);
    }

    public void playBackwards() {
        play(true);
    }

    private void play(boolean reverse) {
        if (playing.get() && backwards.get() == reverse) {
            return;
        }
        playing.set(false);
        backwards.set(reverse);
        playing.set(true);
    }

    public void pause() {
        playing.set(false);
    }

    public void faster() {
        SPEEDS.stream().filter(s -> s > speed.get() + 1e-9).findFirst().ifPresent(speed::set);
    }

    public void slower() {
        SPEEDS.stream().filter(s -> s < speed.get() - 1e-9).reduce((a, b) -> b).ifPresent(speed::set);
    }

    /** The loop starts at the current frame. */
    public void setLoopIn() {
        setLoopRange(frame.get(), Math.max(frame.get(), loopTo.get()));
    }

    /** The loop ends with the current frame. */
    public void setLoopOut() {
        setLoopRange(Math.min(frame.get(), loopFrom.get()), frame.get());
    }

    /** Frames {@code from} to {@code to}, both included. */
    public void setLoopRange(int from, int to) {
        int low = within(from, 0, lastFrame());
        loopFrom.set(low);
        loopTo.set(within(to, low, lastFrame()));
        looping.set(true);
    }

    public void clearLoopRange() {
        loopFrom.set(0);
        loopTo.set(lastFrame());
    }

    /** Whether the loop is shorter than the clip. */
    public boolean hasLoopRange() {
        return frameCount.get() > 0 && (loopFrom.get() > 0 || loopTo.get() < lastFrame());
    }

    /** When the current frame lies outside the loop range, the whole clip is played. */
    private int firstPlayed() {
        return inLoop() ? loopFrom.get() : 0;
    }

    private int lastPlayed() {
        return inLoop() ? loopTo.get() : lastFrame();
    }

    private boolean inLoop() {
        return looping.get() && frame.get() >= loopFrom.get() && frame.get() <= loopTo.get();
    }

    public int lastFrame() {
        return Math.max(0, frameCount.get() - 1);
    }

    /** The time at which the current frame begins. */
    public double seconds() {
        return frame.get() / frameRate.get();
    }

    public IntegerProperty frameProperty() {
        return frame;
    }

    public int frame() {
        return frame.get();
    }

    public int frameCount() {
        return frameCount.get();
    }

    public ReadOnlyDoubleProperty frameRateProperty() {
        return frameRate.getReadOnlyProperty();
    }

    public BooleanProperty playingProperty() {
        return playing;
    }

    public BooleanProperty loopingProperty() {
        return looping;
    }

    public DoubleProperty speedProperty() {
        return speed;
    }

    public ReadOnlyIntegerProperty loopFromProperty() {
        return loopFrom.getReadOnlyProperty();
    }

    public ReadOnlyIntegerProperty loopToProperty() {
        return loopTo.getReadOnlyProperty();
    }

    private static int within(int value, int low, int high) {
        return Math.max(low, Math.min(high, value));
    }
}
