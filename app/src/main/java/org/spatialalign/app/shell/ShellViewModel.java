package org.spatialalign.app.shell;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** Where the window is: which page, whether the job drawer is open, the last message. */
public final class ShellViewModel {

    private final List<String> pageIds;
    private final ReadOnlyStringWrapper page;
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final BooleanProperty drawerOpen = new SimpleBooleanProperty(false);

    public ShellViewModel(List<String> pageIds) {
        this.pageIds = List.copyOf(pageIds);
        this.page = new ReadOnlyStringWrapper(pageIds.get(0));
    }

    /** Brings a page to the front; an id nobody knows (another version's) changes nothing. */
    public void go(String pageId) {
        if (pageIds.contains(pageId)) {
            page.set(pageId);
        }
    }

    public ReadOnlyStringProperty pageProperty() {
        return page.getReadOnlyProperty();
    }

    public void say(String text) {
        status.set(text);
    }

    public ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    public BooleanProperty drawerOpenProperty() {
        return drawerOpen;
    }
}
