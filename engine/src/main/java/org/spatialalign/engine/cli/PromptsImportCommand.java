package org.spatialalign.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.PromptCsv;
import org.spatialalign.engine.interchange.PromptPaste;
import org.spatialalign.engine.interchange.PromptTable;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.PromptChange;
import org.spatialalign.engine.store.PromptSet;
import org.spatialalign.engine.store.PromptSetChange;
import org.spatialalign.engine.workflow.ProjectWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        header = "Take a list of prompts into a project, as one step that can be undone.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign prompts import study eval120.csv --set eval --purpose eval --freeze",
            "  spatialalign prompts import study sentences.txt",
            "",
            "A CSV is of the paper's form. Any other file is read like cells of a spreadsheet: tabs",
            "between them, with or without a header, or a sentence a line."
        })
final class PromptsImportCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "FILE", description = "The list.")
    private Path file = Path.of("");

    @Option(names = "--set", paramLabel = "NAME", description = "Make them a set of this name, or its next version.")
    private @Nullable String set;

    @Option(names = "--purpose", paramLabel = "WHAT", description = "Of a new set: ${COMPLETION-CANDIDATES}.")
    private PromptSet.Purpose purpose = PromptSet.Purpose.OTHER;

    @Option(names = "--freeze", description = "Freeze the set.")
    private boolean freeze;

    PromptsImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException {
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            PromptTable table = read(project);
            table.problems().forEach(problem -> console.error(file + ", " + problem));
            table.notes().forEach(note -> console.note(file + ": " + note));
            Map<String, DsrPrompt> there = new HashMap<>();
            project.prompts().all().forEach(prompt -> there.put(prompt.promptId(), prompt));
            List<PromptChange> added = new ArrayList<>();
            List<String> ids = new ArrayList<>();
            int conflicts = 0;
            SentenceGrammar grammar = ProjectWords.grammar(project);
            for (DsrPrompt prompt : table.prompts()) {
                DsrPrompt known = there.get(prompt.promptId());
                if (known != null && !known.sameRow(prompt)) {
                    console.error("prompt " + prompt.promptId()
                            + " is in the project already and says something else; give one of them another id");
                    conflicts++;
                    continue;
                }
                ids.add(prompt.promptId());
                if (known == null) {
                    added.add(PromptChange.add(grammar.complete(prompt)));
                    there.put(prompt.promptId(), prompt);
                }
            }
            String name = file.toAbsolutePath().getFileName().toString();
            project.<WorkbenchException>inTransaction(() -> {
                if (!added.isEmpty()) {
                    project.edits().apply("Import " + added.size() + " prompts from " + name, "", added);
                }
                putIntoSet(project, ids);
            });
            console.out()
                    .println(added.size() + (added.size() == 1 ? " prompt" : " prompts") + " added, "
                            + (ids.size() - added.size()) + " already there");
            return conflicts > 0 || !table.problems().isEmpty() ? Main.FAILED : Main.DONE;
        }
    }

    private void putIntoSet(Project project, List<String> ids) throws WorkbenchException {
        String name = set;
        if (name == null) {
            return;
        }
        boolean there = project.promptSets().latest(name).isPresent();
        project.edits()
                .apply(
                        (there ? "Replace the prompts of set " : "Make set ") + name,
                        "",
                        there ? new PromptSetChange.Assign(name, ids) : new PromptSetChange.Create(name, purpose, ids));
        PromptSet draft = project.promptSets().latest(name).orElseThrow();
        PromptSet done = freeze ? project.promptSets().freeze(draft.id()) : draft;
        console.note("set " + name + ", version " + done.version() + ": " + done.size() + " prompts"
                + (done.frozen() ? ", frozen" : ""));
    }

    private PromptTable read(Project project) throws WorkbenchException {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            return PromptCsv.read(file);
        }
        try {
            SentenceGrammar grammar = SentenceGrammar.of(PromptWords.of(null, project));
            return PromptPaste.read(
                    Files.readString(file),
                    grammar,
                    "p",
                    project.prompts().all().size());
        } catch (IOException e) {
            throw new WorkbenchException(file + " cannot be read: " + FileFault.reason(e), e);
        }
    }
}
