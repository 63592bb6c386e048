package org.spatialalign.app.prompts;

import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.spatialalign.app.fx.Command;
import org.spatialalign.engine.store.PromptSet;

/** What can be done with sets of prompts. */
final class SetCommands {

    final Command makeSet;
    final Command addToSet;
    final Command takeOutOfSet;
    final Command describeSet;
    final Command assignSet;
    final Command freeze;
    final Command removeDraft;
    final Command showSet;

    SetCommands(CommandSheet sheet, PromptsViewModel prompts, SetActions sets) {
        ObservableBooleanValue writable = prompts.writableProperty();
        ReadOnlyObjectProperty<@Nullable PromptSet> chosen = prompts.sets().chosenProperty();
        BooleanBinding changeable = chosen.isNotNull().and(writable);
        BooleanBinding draft = when(set -> set != null && !set.frozen(), chosen).and(writable);
        BooleanBinding selected = changeable.and(
                when(ids -> ids != null && !ids.isEmpty(), prompts.list().selectedProperty()));
        makeSet = sheet.add("make-set", "New set…", "Ctrl+G", MaterialDesignS.SELECT_GROUP, sets::create, writable);
        addToSet = sheet.add(
                "add-to-set",
                "Add selected prompts to set",
                "Ctrl+Shift+G",
                MaterialDesignP.PLAYLIST_PLUS,
                sets::addSelected,
                selected);
        takeOutOfSet = sheet.add(
                "take-out-of-set",
                "Take selected prompts out of set",
                null,
                MaterialDesignP.PLAYLIST_MINUS,
                sets::takeOutSelected,
                selected);
        describeSet = sheet.add(
                "describe-set",
                "Name and purpose of set…",
                null,
                MaterialDesignP.PENCIL_OUTLINE,
                sets::describe,
                draft);
        assignSet = sheet.add(
                "assign-set",
                "Replace prompts of set…",
                null,
                MaterialDesignC.CONTENT_SAVE_EDIT_OUTLINE,
                sets::assign,
                changeable);
        freeze = sheet.add("freeze-set", "Freeze set…", null, MaterialDesignS.SNOWFLAKE, sets::freeze, draft);
        removeDraft = sheet.add(
                "remove-draft", "Remove draft", null, MaterialDesignD.DELETE_OUTLINE, sets::removeDraft, draft);
        showSet = sheet.add(
                "show-set", "Show set in table", null, MaterialDesignF.FILTER_OUTLINE, sets::show, chosen.isNotNull());
    }

    private static <T> BooleanBinding when(Predicate<@Nullable T> holds, ObservableValue<T> value) {
        return Bindings.createBooleanBinding(() -> holds.test(value.getValue()), value);
    }
}
