package org.spatialalign.app.prompts;

import javafx.beans.value.ObservableBooleanValue;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.spatialalign.app.fx.Command;

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

    SetCommands(CommandSheet sheet, SetActions sets, ObservableBooleanValue writable) {
        makeSet = sheet.add("make-set", "New set…", "Ctrl+G", MaterialDesignS.SELECT_GROUP, sets::create, writable);
        addToSet = sheet.add(
                "add-to-set",
                "Add selected to set",
                "Ctrl+Shift+G",
                MaterialDesignP.PLAYLIST_PLUS,
                sets::addSelected,
                writable);
        takeOutOfSet = sheet.add(
                "take-out-of-set",
                "Take selected out",
                null,
                MaterialDesignP.PLAYLIST_MINUS,
                sets::takeOutSelected,
                writable);
        describeSet = sheet.add(
                "describe-set", "Name and purpose…", null, MaterialDesignP.PENCIL_OUTLINE, sets::describe, writable);
        assignSet = sheet.add(
                "assign-set",
                "Replace prompts…",
                null,
                MaterialDesignC.CONTENT_SAVE_EDIT_OUTLINE,
                sets::assign,
                writable);
        freeze = sheet.add("freeze-set", "Freeze…", null, MaterialDesignS.SNOWFLAKE, sets::freeze, writable);
        removeDraft = sheet.add(
                "remove-draft", "Remove draft", null, MaterialDesignD.DELETE_OUTLINE, sets::removeDraft, writable);
        showSet = sheet.add("show-set", "Show set in table", null, MaterialDesignF.FILTER_OUTLINE, sets::show);
    }
}
