package org.spatialalign.app.prompts;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.PromptCsv;
import org.spatialalign.engine.interchange.PromptPaste;
import org.spatialalign.engine.interchange.PromptTable;
import org.spatialalign.engine.interchange.VocabularyCsv;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.Expansion;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.prompt.Vocabulary;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.GenerationRecord;
import org.spatialalign.engine.store.Project;

/** Many prompts at once: made out of the vocabulary, pasted, copied, read from files and written to them. */
final class ListActions {

    private static final List<String> CSV = List.of("*.csv");

    private final PromptsViewModel prompts;
    private final Dialogs dialogs;
    private final Notices notices;

    ListActions(PromptsViewModel prompts, Dialogs dialogs, Notices notices) {
        this.prompts = prompts;
        this.dialogs = dialogs;
        this.notices = notices;
    }

    /** What a clip of this project took and takes. */
    private record Measured(Optional<Double> seconds, Optional<Double> megabytes) {}

    void expand() {
        Project project = prompts.project();
        if (project != null) {
            prompts.executor().load(this, () -> measured(project), this::expand, prompts.onFailed());
        }
    }

    private void expand(Measured measured) {
        ExpansionViewModel model = new ExpansionViewModel(
                prompts.words().vocabulary(),
                PromptIds.firstFreeNumber(prompts.list().allProperty().get()),
                measured.seconds(),
                measured.megabytes());
        if (!dialogs.form(
                "Make prompts out of the vocabulary",
                new ExpansionForm(model),
                "Make prompts",
                model.readyProperty())) {
            return;
        }
        Optional<Expansion> chosen = model.expansion();
        if (chosen.isPresent()) {
            prompts.executor()
                    .load(
                            new Object(),
                            () -> List.copyOf(chosen.get().prompts()),
                            made -> prompts.add("Make %,d prompts".formatted(made.size()), made, true),
                            prompts.onFailed());
        }
    }

    private static Measured measured(Project project) throws Exception {
        List<Instant> made = project.generations().all().stream()
                .map(GenerationRecord::createdAt)
                .sorted()
                .toList();
        List<Double> gaps = new ArrayList<>();
        for (int i = 1; i < made.size(); i++) {
            Duration gap = Duration.between(made.get(i - 1), made.get(i));
            // Longer ones are nights, not clips.
            if (gap.compareTo(Duration.ofHours(3)) < 0) {
                gaps.add(gap.toMillis() / 1000.0);
            }
        }
        gaps.sort(null);
        Optional<Double> seconds = gaps.isEmpty() ? Optional.empty() : Optional.of(gaps.get(gaps.size() / 2));
        long bytes = 0;
        int files = 0;
        for (ClipRecord clip : project.clips().all()) {
            if (!project.clips().isMissing(clip)) {
                bytes += clip.bytes();
                files++;
            }
        }
        return new Measured(seconds, files == 0 ? Optional.empty() : Optional.of(bytes / 1e6 / files));
    }

    /** Takes rows of a spreadsheet, a CSV or plain sentences from the clipboard. */
    void paste() {
        String text = Clipboard.getSystemClipboard().getString();
        paste(text == null ? "" : text);
    }

    void paste(String text) {
        SentenceGrammar grammar = prompts.words().grammar();
        int first = PromptIds.firstFreeNumber(prompts.list().allProperty().get());
        prompts.executor()
                .load(
                        new Object(),
                        () -> PromptPaste.read(text, grammar, "", first),
                        table -> take("Paste", table),
                        prompts.onFailed());
    }

    void importFile() {
        for (Path file : dialogs.chooseFiles("Import prompts", "Prompt lists", CSV)) {
            prompts.executor()
                    .load(
                            new Object(),
                            () -> PromptCsv.read(file),
                            table -> take("Import from " + file.getFileName() + ":", table),
                            prompts.onFailed());
        }
    }

    private void take(String how, PromptTable table) {
        List<DsrPrompt> added = new ArrayList<>();
        List<String> told = new ArrayList<>();
        table.problems().forEach(problem -> told.add(problem.toString()));
        told.addAll(table.notes());
        Set<String> taken = new HashSet<>();
        int there = 0;
        for (DsrPrompt prompt : table.prompts()) {
            DsrPrompt known = prompts.list().find(prompt.promptId());
            if (known == null && taken.add(prompt.promptId())) {
                added.add(prompts.words().grammar().complete(prompt));
            } else if (known != null && known.sameRow(prompt)) {
                there++;
            } else {
                told.add("prompt " + prompt.promptId()
                        + " is in the project already and says something else; give one of them another id");
            }
        }
        String summary = "%,d %s added".formatted(added.size(), added.size() == 1 ? "prompt" : "prompts")
                + (there > 0 ? ", %,d already there".formatted(there) : "");
        if (!added.isEmpty()) {
            prompts.add(
                    "%s %,d %s".formatted(how, added.size(), added.size() == 1 ? "prompt" : "prompts"), added, true);
        }
        notices.toast(told.isEmpty() ? Notices.Kind.SUCCESS : Notices.Kind.WARNING, summary + ".");
        if (!told.isEmpty()) {
            dialogs.report("What was left out or noticed", summary, String.join("\n", told));
        }
    }

    /** The selected prompts as rows for a spreadsheet, in the paper's columns. */
    void copy() {
        List<DsrPrompt> copied = prompts.list().selection();
        if (!copied.isEmpty()) {
            ClipboardContent content = new ClipboardContent();
            content.putString(text(copied));
            Clipboard.getSystemClipboard().setContent(content);
            notices.status("Copied %,d %s".formatted(copied.size(), copied.size() == 1 ? "prompt" : "prompts"));
        }
    }

    static String text(List<DsrPrompt> prompts) {
        String header = String.join("\t", PromptCsv.DEFAULT_COLUMNS);
        return prompts.stream()
                .map(prompt -> Stream.of(
                                prompt.type().code(),
                                prompt.promptId(),
                                prompt.animal(),
                                prompt.object(),
                                prompt.scene(),
                                prompt.initialPhrase(),
                                prompt.finalPhrase(),
                                prompt.sentence())
                        .map(ListActions::cell)
                        .collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\n", header + "\n", "\n"));
    }

    private static String cell(String text) {
        boolean quoted = text.indexOf('\t') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('"') >= 0;
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** Writes the prompts that are shown, in one of the paper's two forms. */
    void exportFile() {
        List<DsrPrompt> shown = prompts.list().shownProperty().get();
        Optional<Integer> form = dialogs.choose(
                "Export %,d prompts".formatted(shown.size()),
                "The table's prompts, as it shows and sorts them, are written as CSV. The paper's lists have two forms:"
                        + " with the column group, as the list of 120, or without it, as the list of 30.",
                List.of("With group", "Without group"));
        if (form.isEmpty()) {
            return;
        }
        List<String> columns = form.get() == 0 ? PromptCsv.GROUP_COLUMNS : PromptCsv.DEFAULT_COLUMNS;
        dialogs.saveFile("Export prompts", "prompts.csv", "Prompt lists", CSV)
                .ifPresent(file -> write(
                        file,
                        () -> PromptCsv.write(file, new PromptTable(shown, List.of(), List.of(), columns, List.of()))));
    }

    void importWords() {
        for (Path file : dialogs.chooseFiles("Import a vocabulary", "Vocabularies", CSV)) {
            prompts.executor()
                    .load(
                            new Object(),
                            () -> VocabularyCsv.read(file),
                            words -> prompts.words().replace("Import vocabulary " + file.getFileName(), words),
                            prompts.onFailed());
        }
    }

    void exportWords() {
        Vocabulary words = prompts.words().vocabulary();
        dialogs.saveFile("Export the vocabulary", "vocabulary.csv", "Vocabularies", CSV)
                .ifPresent(file -> write(file, () -> VocabularyCsv.write(file, words)));
    }

    private interface Write {
        void run() throws Exception;
    }

    private void write(Path file, Write work) {
        prompts.executor()
                .load(
                        new Object(),
                        () -> {
                            work.run();
                            return file;
                        },
                        written -> notices.toast(Notices.Kind.SUCCESS, "Written: " + file),
                        problem -> prompts.onFailed()
                                .accept(
                                        problem instanceof WorkbenchException
                                                ? problem
                                                : new WorkbenchException(
                                                        file + " cannot be written: " + problem.getMessage(),
                                                        problem)));
    }
}
