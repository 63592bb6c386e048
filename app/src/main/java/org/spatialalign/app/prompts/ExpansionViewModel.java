package org.spatialalign.app.prompts;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.Expansion;
import org.spatialalign.engine.prompt.ExpansionSpec;
import org.spatialalign.engine.prompt.ExpansionSpec.Mode;
import org.spatialalign.engine.prompt.GenerationCost;
import org.spatialalign.engine.prompt.Noun;
import org.spatialalign.engine.prompt.PromptFormatException;
import org.spatialalign.engine.prompt.Relation;
import org.spatialalign.engine.prompt.SentenceTemplate;
import org.spatialalign.engine.prompt.Vocabulary;

/** Which prompts are to be made out of the vocabulary, and what that would come to, told while it is chosen. */
final class ExpansionViewModel {

    /** A list from which some words may be chosen; none chosen means all, for structures the first. */
    enum Choice {
        ANIMALS("Animals"),
        OBJECTS("Objects"),
        SCENES("Scenes"),
        STRUCTURES("Structures");

        private final String title;

        Choice(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** A number that is typed. */
    enum Field {
        SIZE("120", 1, Expansion.MOST),
        SEED("1", Long.MIN_VALUE, Long.MAX_VALUE),
        CLIPS_PER_PROMPT("5", 1, 10_000),
        SECONDS_PER_CLIP("60", 0, 1_000_000),
        MEGABYTES_PER_CLIP("2", 0, 1_000_000);

        private final String first;
        private final double least;
        private final double most;

        Field(String first, double least, double most) {
            this.first = first;
            this.least = least;
            this.most = most;
        }
    }

    /** So many are drawn while a person types, to show one of them. */
    private static final int FEW = 5_000;

    private final Vocabulary vocabulary;
    private final int firstNumber;
    private final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(Mode.BALANCED);
    private final ObjectProperty<Set<DsrType>> types =
            new SimpleObjectProperty<>(new LinkedHashSet<>(ExpansionSpec.PAPER_TYPES));
    private final Map<Choice, ObjectProperty<Set<String>>> chosen = new EnumMap<>(Choice.class);
    private final Map<Field, StringProperty> fields = new EnumMap<>(Field.class);
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper cost = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper example = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
    private @Nullable Expansion expansion;

    /**
     * @param firstNumber of the ids, beyond those the project has
     * @param secondsPerClip as measured here; empty for not known
     * @param megabytesPerClip of the clips that are there; empty for not known
     */
    ExpansionViewModel(
            Vocabulary vocabulary,
            int firstNumber,
            Optional<Double> secondsPerClip,
            Optional<Double> megabytesPerClip) {
        this.vocabulary = vocabulary;
        this.firstNumber = firstNumber;
        for (Choice choice : Choice.values()) {
            ObjectProperty<Set<String>> words = new SimpleObjectProperty<>(Set.of());
            words.addListener((o, before, now) -> plan());
            chosen.put(choice, words);
        }
        for (Field field : Field.values()) {
            StringProperty text = new SimpleStringProperty(field.first);
            text.addListener((o, before, now) -> plan());
            fields.put(field, text);
        }
        secondsPerClip.ifPresent(s -> text(Field.SECONDS_PER_CLIP).set("%.0f".formatted(s)));
        megabytesPerClip.ifPresent(mb -> text(Field.MEGABYTES_PER_CLIP).set(String.format(Locale.ROOT, "%.1f", mb)));
        mode.addListener((o, before, now) -> plan());
        types.addListener((o, before, now) -> plan());
        plan();
    }

    private static final class Mistake extends Exception {
        private static final long serialVersionUID = 1L;

        Mistake(String message) {
            super(message);
        }
    }

    private double number(Field field, String name) throws Mistake {
        String text = text(field).get().strip().replace(",", "");
        try {
            double number = field == Field.SECONDS_PER_CLIP || field == Field.MEGABYTES_PER_CLIP
                    ? Double.parseDouble(text)
                    : Long.parseLong(text);
            if (number >= field.least && number <= field.most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Mistake(name + ": '" + text + "' is no number.");
        }
        throw new Mistake("%s must lie between %,.0f and %,.0f.".formatted(name, field.least, field.most));
    }

    private ExpansionSpec spec() throws Mistake {
        if (types.get().isEmpty()) {
            throw new Mistake("Choose at least one type.");
        }
        int size = mode.get() == Mode.ALL ? 0 : (int) number(Field.SIZE, "The number of prompts");
        number(Field.SEED, "The seed");
        long seed = Long.parseLong(text(Field.SEED).get().strip().replace(",", ""));
        return new ExpansionSpec(
                mode.get(),
                allTypes().stream().filter(types.get()::contains).toList(),
                List.copyOf(words(Choice.ANIMALS)),
                List.copyOf(words(Choice.OBJECTS)),
                List.copyOf(words(Choice.SCENES)),
                List.copyOf(words(Choice.STRUCTURES)),
                size,
                seed,
                "",
                firstNumber);
    }

    private void plan() {
        expansion = null;
        ready.set(false);
        count.set("");
        cost.set("");
        example.set("");
        try {
            Expansion planned = Expansion.plan(vocabulary, spec());
            GenerationCost would = planned.cost(
                    (int) number(Field.CLIPS_PER_PROMPT, "Clips per prompt"),
                    number(Field.SECONDS_PER_CLIP, "Seconds per clip"),
                    Math.round(number(Field.MEGABYTES_PER_CLIP, "Megabytes per clip") * 1e6));
            count.set("%,d %s out of %,d combinations"
                    .formatted(
                            planned.rows(),
                            planned.rows().equals(BigInteger.ONE) ? "prompt" : "prompts",
                            planned.combinations()));
            cost.set("Generating them: %,d clips, %s, %s"
                    .formatted(
                            would.clips(),
                            hours(would.hours()),
                            size(would.bytes().doubleValue())));
            boolean few = planned.rows().compareTo(BigInteger.valueOf(FEW)) <= 0;
            boolean refused = planned.rows().compareTo(BigInteger.valueOf(Expansion.MOST)) > 0;
            List<DsrPrompt> prompts = few || refused ? planned.prompts() : List.of();
            problem.set(planned.rows().signum() == 0 ? "There is nothing to combine." : "");
            example.set(prompts.isEmpty() ? "" : prompts.get(0).sentence());
            expansion = planned;
            ready.set(planned.rows().signum() > 0);
        } catch (PromptFormatException | Mistake refused) {
            problem.set(String.valueOf(refused.getMessage()));
        }
    }

    private static String hours(double hours) {
        if (hours < 1) {
            return "%,.0f minutes".formatted(Math.ceil(hours * 60));
        }
        return hours < 72 ? "%,.1f hours".formatted(hours) : "%,.1f days".formatted(hours / 24);
    }

    private static String size(double bytes) {
        return bytes < 1e9 ? "%,.0f MB".formatted(bytes / 1e6) : "%,.1f GB".formatted(bytes / 1e9);
    }

    /** The twelve types there are, those of the paper first. */
    static List<DsrType> allTypes() {
        Set<DsrType> all = new LinkedHashSet<>(ExpansionSpec.PAPER_TYPES);
        for (Relation from : Relation.values()) {
            for (Relation to : Relation.values()) {
                if (from != to) {
                    all.add(new DsrType(from, to));
                }
            }
        }
        return List.copyOf(all);
    }

    /** What can be chosen. */
    List<String> offered(Choice choice) {
        return switch (choice) {
            case ANIMALS -> vocabulary.animals().stream().map(Noun::word).toList();
            case OBJECTS -> vocabulary.objects().stream().map(Noun::word).toList();
            case SCENES -> vocabulary.scenes();
            case STRUCTURES ->
                vocabulary.templates().stream().map(SentenceTemplate::id).toList();
        };
    }

    private Set<String> words(Choice choice) {
        return chosenProperty(choice).get();
    }

    void toggle(Choice choice, String word) {
        Set<String> now = new LinkedHashSet<>(words(choice));
        if (!now.remove(word)) {
            now.add(word);
        }
        chosenProperty(choice).set(now);
    }

    void toggle(DsrType type) {
        Set<DsrType> now = new LinkedHashSet<>(types.get());
        if (!now.remove(type)) {
            now.add(type);
        }
        types.set(now);
    }

    /** "all 28", "3 of 28". */
    String chosenText(Choice choice) {
        int many = words(choice).size();
        int of = offered(choice).size();
        if (many == 0) {
            return choice == Choice.STRUCTURES && of > 0 ? offered(choice).get(0) : "all " + of;
        }
        return many + " of " + of;
    }

    ObjectProperty<Set<String>> chosenProperty(Choice choice) {
        ObjectProperty<Set<String>> words = chosen.get(choice);
        if (words == null) {
            throw new IllegalArgumentException("no such choice: " + choice);
        }
        return words;
    }

    ObjectProperty<Set<DsrType>> typesProperty() {
        return types;
    }

    ObjectProperty<Mode> modeProperty() {
        return mode;
    }

    StringProperty text(Field field) {
        StringProperty text = fields.get(field);
        if (text == null) {
            throw new IllegalArgumentException("no such field: " + field);
        }
        return text;
    }

    /** "120 prompts out of 98,280 combinations". */
    ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /** What generating them would take. */
    ReadOnlyStringProperty costProperty() {
        return cost.getReadOnlyProperty();
    }

    /** Why they cannot be made; empty when they can. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The sentence of the first one. */
    ReadOnlyStringProperty exampleProperty() {
        return example.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty readyProperty() {
        return ready.getReadOnlyProperty();
    }

    /** What was chosen; empty while it is not ready. */
    Optional<Expansion> expansion() {
        return ready.get() ? Optional.ofNullable(expansion) : Optional.empty();
    }
}
