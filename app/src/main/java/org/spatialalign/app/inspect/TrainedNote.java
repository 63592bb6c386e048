package org.spatialalign.app.inspect;

import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.workflow.provenance.Provenance;
import org.spatialalign.engine.workflow.provenance.TrainedOn;

/** Says of the clip in the player which trainings relied on its boxes, so that who corrects one knows what it touches. */
final class TrainedNote {

    private final UiExecutor executor;
    private final OpenClipViewModel clip;
    private final Consumer<Throwable> onFailed;
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private @Nullable ProjectSession session;
    private @Nullable String told;

    TrainedNote(UiExecutor executor, OpenClipViewModel clip, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.clip = clip;
        this.onFailed = onFailed;
        clip.stateProperty().subscribe(this::look);
    }

    void open(@Nullable ProjectSession opened) {
        session = opened;
        look();
    }

    private void look() {
        ProjectSession in = session;
        ClipState state = clip.stateProperty().get();
        String id = state == null ? null : state.annotation().clipId();
        if (!Objects.equals(id, told)) {
            // What is said of one clip is not true of another; after an edit it stays until the new answer is there.
            text.set("");
            told = id;
        }
        executor.forget(this);
        if (in != null && id != null) {
            Provenance provenance = in.provenance();
            executor.load(
                    this,
                    () -> {
                        provenance.refresh();
                        return provenance.trainedOn(id);
                    },
                    (TrainedOn on) -> text.set(on.words()),
                    onFailed);
        }
    }

    /** "2 LoRAs were trained with these boxes"; empty when there is nothing to say. */
    ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }
}
