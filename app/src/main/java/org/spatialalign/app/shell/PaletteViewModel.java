package org.spatialalign.app.shell;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.Command;

/** What the palette lists for the words typed so far. */
final class PaletteViewModel {

    /** A command with the letters to be marked in its title. */
    record Hit(Command command, FuzzyMatch match) {}

    private static final int LIMIT = 60;
    /** Finding a word in the group's name counts, but less than in the title. */
    private static final int GROUP_PENALTY = 20;

    private final Supplier<List<Command>> commands;
    private final StringProperty query = new SimpleStringProperty("");
    private final ObservableList<Hit> hits = FXCollections.observableArrayList();

    PaletteViewModel(Supplier<List<Command>> commands) {
        this.commands = commands;
        query.addListener(observable -> search());
    }

    StringProperty queryProperty() {
        return query;
    }

    ObservableList<Hit> hits() {
        return hits;
    }

    /** Takes the commands as they are now and begins with an empty query. */
    void reset() {
        query.set("");
        search();
    }

    private void search() {
        Map<String, Command> once = new LinkedHashMap<>();
        commands.get().forEach(command -> once.putIfAbsent(command.id(), command));
        Stream<Hit> found = once.values().stream()
                .filter(command -> command.enabled().get())
                .map(command -> hit(query.get(), command))
                .filter(Objects::nonNull);
        hits.setAll(
                found.sorted(Comparator.comparingInt((Hit hit) -> -hit.match().score()))
                        .limit(LIMIT)
                        .toList());
    }

    private static @Nullable Hit hit(String query, Command command) {
        return FuzzyMatch.of(query, command.title())
                .or(() -> FuzzyMatch.of(query, command.group() + " " + command.title())
                        .map(match -> new FuzzyMatch(match.score() - GROUP_PENALTY, List.of())))
                .map(match -> new Hit(command, match))
                .orElse(null);
    }
}
