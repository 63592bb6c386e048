package org.spatialalign.app.generate;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.Machine;
import org.spatialalign.engine.generate.ModelFit;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.GenerateSpec;
import org.spatialalign.engine.workflow.GenerationCheck;

/** What is known of model, LoRA and machine before anything is started; found out in the background. FX thread. */
final class ModelCheckViewModel {

    private final UiExecutor executor;
    private final Runnable onFound;
    private final Consumer<Throwable> onProblem;
    private final ReadOnlyObjectWrapper<@Nullable GenerationCheck> found = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper memory = new ReadOnlyStringWrapper("");
    private final Object checkKey = new Object();
    private final Object memoryKey = new Object();
    /** Its speed is measured once. */
    private @Nullable Machine machine;

    /** @param onFound called when there is news, and when there is nothing to look at any more */
    ModelCheckViewModel(UiExecutor executor, Runnable onFound, Consumer<Throwable> onProblem) {
        this.executor = executor;
        this.onFound = onFound;
        this.onProblem = onProblem;
    }

    /**
     * Looks at the model and at memory, disk and LoRA.
     *
     * @param into the project that gets the clips
     * @param clips how many, at most
     */
    void look(Project into, GenerateSpec wanted, int clips) {
        looking.set(true);
        Machine known = machine;
        Path folder = into.folder();
        executor.load(
                checkKey,
                () -> GenerationCheck.of(wanted, clips, folder, known, CancelToken.never()),
                check -> {
                    looking.set(false);
                    found.set(check);
                    if (check.fit() != null) {
                        machine = check.fit().machine();
                    }
                    onFound.run();
                },
                problem -> {
                    looking.set(false);
                    onProblem.accept(problem);
                });
    }

    /** There is nothing to look at. */
    void forget() {
        executor.forget(checkKey);
        looking.set(false);
        found.set(null);
        onFound.run();
    }

    /** Measures the machine's speed anew at the next look. */
    void forgetMachine() {
        machine = null;
    }

    /** Asks how much memory is free where clips are made; called every few seconds. */
    void lookAtMemory(@Nullable ComputeChoice device) {
        if (device == null || machine == null) {
            memory.set("");
            return;
        }
        executor.load(
                memoryKey,
                () -> Machine.look(device.compute()),
                now -> memory.set(ModelFit.gigabytes(now.freeBytes()) + " free on " + now.where()),
                problem -> memory.set(""));
    }

    /** Whether clips can be made. */
    boolean usable() {
        GenerationCheck check = found.get();
        return !looking.get() && check != null && check.usable();
    }

    /** What there is too little of now. */
    List<String> shortages() {
        GenerationCheck check = found.get();
        return check == null ? List.of() : check.shortages();
    }

    /** Null while nothing is chosen, or nothing is known yet. */
    ReadOnlyObjectProperty<@Nullable GenerationCheck> foundProperty() {
        return found.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty lookingProperty() {
        return looking.getReadOnlyProperty();
    }

    /** "5.1 GB free on the processor"; empty while not known. */
    ReadOnlyStringProperty memoryProperty() {
        return memory.getReadOnlyProperty();
    }
}
