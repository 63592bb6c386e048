package org.spatialalign.engine.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.lora.Lora;
import org.spatialalign.engine.model.lora.LoraFormat;
import org.spatialalign.engine.model.lora.LoraWriter;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

/**
 * The checkpoints in the folder of a run, two files each: {@code step-000100.safetensors} is the LoRA in the names of
 * diffusers, to be used anywhere; {@code step-000100.state} is the state of the training. A checkpoint counts when its
 * state is there, and that is written last and removed first, so that there is no half of one.
 */
public final class Checkpoints {

    /** The folder's name in the folder of a run. */
    public static final String FOLDER = "checkpoints";

    private static final Pattern STATE = Pattern.compile("step-(\\d{6,9})(?:\\+(\\d{1,6}))?\\.state");
    private static final String VALIDATION = "validation_loss";

    /**
     * One checkpoint.
     *
     * @param step optimiser steps done
     * @param position micro-batches of the next step done; above 0 when the run was stopped in between
     * @param lora the LoRA, readable by {@code generate} and {@code lora check}
     * @param validation loss of the held-out pairs, where it was looked at
     */
    public record Checkpoint(long step, int position, Path lora, Path state, OptionalDouble validation) {}

    private final Path folder;
    private final TrainingConfig.Checkpoints rule;

    /** @param run the folder of a run */
    public Checkpoints(Path run, TrainingConfig.Checkpoints rule) {
        this.folder = run.resolve(FOLDER);
        this.rule = rule;
    }

    /** In the order of their steps; empty when there are none. */
    public static List<Checkpoint> list(Path run) throws WorkbenchException {
        Path folder = run.resolve(FOLDER);
        List<Checkpoint> all = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = STATE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    int position = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
                    long step = Long.parseLong(name.group(1));
                    all.add(new Checkpoint(
                            step, position, folder.resolve(stem(step, position) + ".safetensors"), file, loss(file)));
                }
            }
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + folder + ": " + FileFault.reason(e), e);
        }
        all.sort(Comparator.comparingLong(Checkpoint::step).thenComparingInt(Checkpoint::position));
        return all;
    }

    private static OptionalDouble loss(Path state) throws WorkbenchException {
        try (SafetensorsFile file = SafetensorsFile.open(state)) {
            String text = file.metadata().get(VALIDATION);
            return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new WorkbenchException(state + ": the metadata's '" + VALIDATION + "' is no number", e);
        }
    }

    /** The one with the lowest loss on the held-out pairs. */
    public static Optional<Checkpoint> best(List<Checkpoint> all) {
        return all.stream()
                .filter(checkpoint -> checkpoint.validation().isPresent())
                .min(Comparator.comparingDouble(
                        checkpoint -> checkpoint.validation().getAsDouble()));
    }

    /** The one after so many steps, between two of them. */
    public static Optional<Checkpoint> at(Path run, long step) throws WorkbenchException {
        return list(run).stream()
                .filter(checkpoint -> checkpoint.step() == step && checkpoint.position() == 0)
                .findFirst();
    }

    /** The last one of a run. */
    public static Optional<Checkpoint> latest(Path run) throws WorkbenchException {
        List<Checkpoint> all = list(run);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /**
     * Keeps the state of a training, and forgets what the rule does not keep.
     *
     * @param notes for the LoRA's metadata
     * @param validation loss of the held-out pairs at this step
     * @param best step of the checkpoint that stays whatever the rule says; empty for none
     */
    Checkpoint write(Trainer trainer, Map<String, String> notes, OptionalDouble validation, OptionalLong best)
            throws WorkbenchException {
        String stem = stem(trainer.step(), trainer.position());
        Path state = folder.resolve(stem + ".state");
        Path file = folder.resolve(stem + ".safetensors");
        Map<String, String> all = new LinkedHashMap<>(notes);
        all.put(Lora.STEP, Long.toString(trainer.step()));
        LoraWriter.write(trainer.adapter().snapshot(all), LoraFormat.DIFFUSERS, file);
        Map<String, String> said =
                validation.isPresent() ? Map.of(VALIDATION, Double.toString(validation.getAsDouble())) : Map.of();
        trainer.save(state, said);
        forget(best);
        return new Checkpoint(trainer.step(), trainer.position(), file, state, validation);
    }

    private static String stem(long step, int position) {
        return String.format("step-%06d", step) + (position == 0 ? "" : "+" + position);
    }

    private void forget(OptionalLong best) throws WorkbenchException {
        Path run = folder.toAbsolutePath().getParent();
        List<Checkpoint> all = list(run == null ? folder : run);
        List<Checkpoint> regular = all.stream()
                .filter(checkpoint -> checkpoint.position() == 0 && checkpoint.step() % rule.every() == 0)
                .toList();
        int first = rule.keepLast() == 0 ? 0 : Math.max(0, regular.size() - rule.keepLast());
        Set<Checkpoint> kept = new HashSet<>(regular.subList(first, regular.size()));
        kept.add(all.get(all.size() - 1));
        regular.stream()
                .filter(checkpoint -> best.equals(OptionalLong.of(checkpoint.step())))
                .forEach(kept::add);
        if (rule.keepBest()) {
            best(all).ifPresent(kept::add);
        }
        try {
            for (Checkpoint checkpoint : all) {
                if (!kept.contains(checkpoint)) {
                    Files.deleteIfExists(checkpoint.state());
                    Files.deleteIfExists(checkpoint.lora());
                }
            }
        } catch (IOException e) {
            throw new WorkbenchException(
                    "cannot remove an old checkpoint in " + folder + ": " + FileFault.reason(e), e);
        }
    }

    /** Removes what a killed run left of files that it was writing. */
    void cleanUp() throws WorkbenchException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                boolean orphan = name.endsWith(".safetensors")
                        && !Files.exists(folder.resolve(name.replaceFirst("\\.safetensors$", ".state")));
                if (orphan || name.matches("\\..*\\.part(\\..*)?")) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new WorkbenchException("cannot tidy " + folder + ": " + FileFault.reason(e), e);
        }
    }
}
