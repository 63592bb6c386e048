package org.spatialalign.engine.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.lora.Lora;
import org.spatialalign.engine.tensor.Compute;

/**
 * What a run was made of: enough to know it again, and to do it again.
 *
 * @param model folder of the model when the run began
 * @param base identity of the model
 * @param pairSet name of the set of pairs
 * @param pairsHash of that set
 * @param compute where and in which type it is computed: "cpu() FLOAT32"
 * @param pairs their numbers in the log are their places here
 * @param parent the run that this one goes on with; null for one from the beginning
 */
public record RunRecord(
        TrainingConfig config,
        String model,
        ContentHash base,
        String pairSet,
        ContentHash pairsHash,
        String compute,
        String codeVersion,
        List<TrainingPair> pairs,
        @Nullable Parent parent) {

    /**
     * Where a run begins that goes on with another.
     *
     * @param run number of the other's job
     * @param step of its checkpoint that this one begins with
     */
    public record Parent(long run, long step) {}

    /** The file's name in the folder of a run. */
    public static final String FILE = "run.json";

    public RunRecord {
        pairs = List.copyOf(pairs);
    }

    /** A run from the beginning. */
    public RunRecord(
            TrainingConfig config,
            String model,
            ContentHash base,
            String pairSet,
            ContentHash pairsHash,
            String compute,
            String codeVersion,
            List<TrainingPair> pairs) {
        this(config, model, base, pairSet, pairsHash, compute, codeVersion, pairs, null);
    }

    /** For {@link #compute()}. */
    public static String words(Compute compute) {
        return compute.device() + " " + compute.matrices();
    }

    /** @throws WorkbenchException when there is none, or it is damaged */
    public static RunRecord read(Path run) throws WorkbenchException {
        Path file = run.resolve(FILE);
        try {
            return Json.read(Files.readString(file), RunRecord.class);
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        } catch (WorkbenchException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
    }

    void write(Path run) throws WorkbenchException {
        Path file = run.resolve(FILE);
        try {
            AtomicFiles.<IOException>write(file, temporary -> Files.writeString(temporary, Json.write(this)));
        } catch (IOException e) {
            throw new WorkbenchException("cannot write " + file + ": " + FileFault.reason(e), e);
        }
    }

    /** @throws WorkbenchException when a run that was begun as {@code this} cannot go on as {@code now} */
    void requireSame(RunRecord now) throws WorkbenchException {
        if (!base.equals(now.base)) {
            throw new WorkbenchException("the model in " + now.model + " is not the one that this run was begun with ("
                    + model + ", " + base.brief() + "); a resumed run needs the same");
        }
        if (!config.equals(now.config) || !pairs.equals(now.pairs)) {
            throw new WorkbenchException(
                    "settings or pairs are not those that this run was begun with; start a new run");
        }
        if (!compute.equals(now.compute)) {
            throw new WorkbenchException("this run was begun on '" + compute + "' and would go on on '" + now.compute
                    + "', which gives other numbers; choose the same device");
        }
    }

    /** For the metadata of a LoRA. */
    Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(Lora.BASE_HASH, base.hex());
        notes.put(Lora.DATASET_HASH, pairsHash.hex());
        notes.put("preset", config.name());
        notes.put("code_version", codeVersion);
        return notes;
    }
}
