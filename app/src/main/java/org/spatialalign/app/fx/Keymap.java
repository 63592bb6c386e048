package org.spatialalign.app.fx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/**
 * Which key does what. Commands are registered under a scope: {@link #GLOBAL} works everywhere, a page's while it is
 * shown, a view's while the keyboard focus is inside it. The narrower scope is asked first. A key may be used twice
 * only where both cannot apply at once: on two pages, or in two views. People's own keys are kept in the settings.
 *
 * <p>Used on the FX thread; {@link KeyDispatcher} connects it to a window.
 */
public final class Keymap {

    public static final String GLOBAL = "";

    /** A registered command with its scope: {@link #GLOBAL}, a page's id, or "page/view". */
    public record Entry(String scope, Command command) {}

    private final ObjectProperty<Map<String, String>> chosen;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<Node, String> views = new WeakHashMap<>();
    private final ReadOnlyStringWrapper page = new ReadOnlyStringWrapper(GLOBAL);

    private final BooleanProperty paused = new SimpleBooleanProperty(false);

    public Keymap(Settings settings) {
        chosen = settings.property(Preferences.KEYS);
    }

    /** Commands that work everywhere. Registering an id again replaces the command. */
    public void registerGlobal(List<Command> commands) {
        register(GLOBAL, commands);
    }

    /** Commands that work while the page with this id is shown. The shell does this for {@link Page#commands}. */
    public void registerPage(String pageId, List<Command> commands) {
        register(pageId, commands);
    }

    /** Commands that work while the keyboard focus is inside {@code view} on this page. */
    public void registerView(String pageId, String viewId, Node view, List<Command> commands) {
        String scope = pageId + "/" + viewId;
        views.put(view, scope);
        register(scope, commands);
    }

    private void register(String scope, List<Command> commands) {
        for (Command command : commands) {
            entries.put(command.id(), new Entry(scope, command));
        }
    }

    /** Everything registered, in the order of registration. */
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** What applies on the page shown: its own and its views' commands first, then the global ones. */
    public List<Command> active() {
        Comparator<Entry> globalLast =
                Comparator.comparing(entry -> entry.scope().equals(GLOBAL));
        return entries.values().stream()
                .filter(entry ->
                        within(page.get(), entry.scope()) || entry.scope().startsWith(page.get() + "/"))
                .sorted(globalLast)
                .map(Entry::command)
                .toList();
    }

    /** While true no key becomes a command: something lies over the window and has the keys to itself. */
    public BooleanProperty pausedProperty() {
        return paused;
    }

    public void showPage(String pageId) {
        page.set(pageId);
    }

    /** The key of a registered command, as the person has it; null for none. */
    public @Nullable KeyCombination keyOf(String commandId) {
        Entry entry = entries.get(commandId);
        return keyOf(commandId, entry == null ? null : entry.command().defaultKey());
    }

    private @Nullable KeyCombination keyOf(String commandId, @Nullable KeyCombination defaultKey) {
        String own = chosen.get().get(commandId);
        if (own == null) {
            return defaultKey;
        }
        try {
            return own.isEmpty() ? null : KeyCombination.valueOf(own);
        } catch (IllegalArgumentException e) {
            // Somebody wrote nonsense into the file; the default is better than no key.
            return defaultKey;
        }
    }

    /** The key as people read it, "Ctrl+K"; empty for none. Follows changes. */
    public StringBinding keyText(Command command) {
        return Bindings.createStringBinding(
                () -> {
                    KeyCombination key = keyOf(command.id(), command.defaultKey());
                    return key == null ? "" : key.getDisplayText();
                },
                chosen);
    }

    /** "Command palette (Ctrl+K)". Follows changes. */
    public StringBinding tooltipText(Command command) {
        StringBinding key = keyText(command);
        return Bindings.createStringBinding(
                () -> key.get().isEmpty() ? command.title() : command.title() + " (" + key.get() + ")", key);
    }

    public boolean isRemapped(String commandId) {
        return chosen.get().containsKey(commandId);
    }

    /** Gives a command another key, or none; stored in the settings. Look at {@link #conflict} first. */
    public void remap(String commandId, @Nullable KeyCombination key) {
        Map<String, String> changed = new HashMap<>(chosen.get());
        Entry entry = entries.get(commandId);
        if (entry != null && key != null && key.equals(entry.command().defaultKey())) {
            changed.remove(commandId);
        } else {
            changed.put(commandId, key == null ? "" : key.getName());
        }
        chosen.set(Map.copyOf(changed));
    }

    public void reset(String commandId) {
        Map<String, String> changed = new HashMap<>(chosen.get());
        changed.remove(commandId);
        chosen.set(Map.copyOf(changed));
    }

    public void resetAll() {
        chosen.set(Map.of());
    }

    /** The command that this key already means where {@code commandId} applies, if any. */
    public Optional<Command> conflict(String commandId, KeyCombination key) {
        Entry own = entries.get(commandId);
        if (own == null) {
            return Optional.empty();
        }
        return entries.values().stream()
                .filter(other -> !other.command().id().equals(commandId))
                .filter(other -> within(own.scope(), other.scope()) || within(other.scope(), own.scope()))
                .filter(other -> key.equals(keyOf(other.command().id())))
                .map(Entry::command)
                .findFirst();
    }

    /** Commands of the scopes that apply here, the narrowest first. */
    List<Command> candidates(@Nullable Node focus) {
        List<Command> found = new ArrayList<>();
        for (Node node = focus; node != null; node = node.getParent()) {
            String scope = views.get(node);
            if (scope != null) {
                addScope(scope, found);
            }
        }
        if (!page.get().equals(GLOBAL)) {
            addScope(page.get(), found);
        }
        addScope(GLOBAL, found);
        return found;
    }

    private void addScope(String scope, List<Command> to) {
        for (Entry entry : entries.values()) {
            if (entry.scope().equals(scope)) {
                to.add(entry.command());
            }
        }
    }

    private static boolean within(String inner, String outer) {
        return outer.equals(GLOBAL) || inner.equals(outer) || inner.startsWith(outer + "/");
    }
}
