package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.PromptCsv;
import org.spatialalign.engine.interchange.PromptTable;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.LeakCheck;
import org.spatialalign.engine.prompt.LintFinding;
import org.spatialalign.engine.prompt.LintFinding.Severity;
import org.spatialalign.engine.prompt.LintOptions;
import org.spatialalign.engine.prompt.PromptLint;
import org.spatialalign.engine.prompt.Relation;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.prompt.Vocabulary;
import org.spatialalign.engine.prompt.WordKnowledge;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ModelWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "lint",
        header = "Look over prompts before time is spent on generating from them.",
        description = "Exit code 1 when there are errors, or prompts of --against are among them.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign prompts lint train.csv",
            "  spatialalign prompts lint train.csv --against eval120.csv",
            "  spatialalign prompts lint --project study --tokenizer grounding-dino --tokenizer Wan2.1-T2V-1.3B --json"
        })
final class PromptsLintCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A prompt list in the paper's form.")
    private @Nullable Path file;

    @Option(names = "--project", paramLabel = "DIR", description = "The prompts of this project instead of a file's.")
    private @Nullable Path folder;

    @Option(
            names = "--vocabulary",
            paramLabel = "CSV",
            description = "The words; by default the project's or program's.")
    private @Nullable Path vocabulary;

    @Option(
            names = "--tokenizer",
            paramLabel = "PATH",
            description = {
                "A model's folder, or its tokenizer.json or vocab.txt: words it cannot read or cuts in pieces; of a"
                        + " detector also those it may merge. Can be given several times."
            })
    private List<Path> tokenizers = List.of();

    @Option(
            names = "--against",
            paramLabel = "CSV",
            description = "An evaluation list: which of the prompts say what one of it says.")
    private @Nullable Path against;

    @Option(names = "--json", description = "Print one JSON object per finding.")
    private boolean json;

    PromptsLintCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Path list = file;
        if ((list == null) == (folder == null)) {
            throw new ParameterException(spec.commandLine(), "give either a FILE or --project DIR");
        }
        if (list != null) {
            return check(read(list), PromptWords.of(vocabulary, null));
        }
        try (Project project = Project.open(Objects.requireNonNull(folder), Project.Access.READ_ONLY)) {
            return check(project.prompts().all(), PromptWords.of(vocabulary, project));
        }
    }

    private List<DsrPrompt> read(Path list) throws WorkbenchException {
        PromptTable table = PromptCsv.read(list);
        table.problems().forEach(problem -> console.error(list + ", " + problem));
        if (!table.problems().isEmpty()) {
            console.note(table.problems().size() + " rows cannot be read and are left out");
        }
        return table.prompts();
    }

    private int check(List<DsrPrompt> prompts, Vocabulary words) throws WorkbenchException {
        SentenceGrammar grammar = SentenceGrammar.of(words);
        LintOptions options = new LintOptions(EnumSet.allOf(Relation.class), models());
        List<LintFinding> findings = new PromptLint(words, grammar, options).check(prompts);
        TextTable table = new TextTable("severity", ">row", "prompt", "field", "=what");
        for (LintFinding finding : PromptLint.bySeverity(findings)) {
            if (json) {
                console.out().println(Json.write(object(finding)));
            }
            table.row(
                    word(finding.severity()),
                    Integer.toString(finding.row() + 1),
                    finding.promptId(),
                    finding.field(),
                    finding.message() + "; " + finding.suggestion());
        }
        int leaks = leaks(prompts, grammar, table);
        if (!json && (!findings.isEmpty() || leaks > 0)) {
            table.print(console.out());
        }
        long errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .count();
        console.note(prompts.size() + " prompts, " + findings.size() + " findings, " + errors + " of them errors"
                + (against == null ? "" : ", " + leaks + " in the evaluation list"));
        return errors + leaks > 0 ? Main.FAILED : Main.DONE;
    }

    private int leaks(List<DsrPrompt> prompts, SentenceGrammar grammar, TextTable table) throws WorkbenchException {
        if (against == null) {
            return 0;
        }
        List<DsrPrompt> eval = read(against);
        List<LeakCheck.Leak> leaks = LeakCheck.find(prompts, eval, grammar);
        for (LeakCheck.Leak leak : leaks) {
            String id = prompts.get(leak.trainRow()).promptId();
            String other = eval.get(leak.evalRow()).promptId();
            String likeness = word(leak.likeness());
            if (json) {
                ObjectNode object = Json.object().put("leak", likeness);
                console.out()
                        .println(Json.write(object.put("row", leak.trainRow() + 1)
                                .put("prompt_id", id)
                                .put("eval_prompt_id", other)));
            }
            table.row("leak", Integer.toString(leak.trainRow() + 1), id, "", likeness + " as " + other);
        }
        return leaks.size();
    }

    private List<WordKnowledge> models() throws WorkbenchException {
        List<WordKnowledge> models = new ArrayList<>();
        for (Path tokenizer : tokenizers) {
            models.add(ModelWords.open(tokenizer));
        }
        return models;
    }

    private static ObjectNode object(LintFinding finding) {
        ObjectNode object = Json.object()
                .put("severity", word(finding.severity()))
                .put("rule", word(finding.rule()))
                .put("row", finding.row() + 1)
                .put("prompt_id", finding.promptId())
                .put("field", finding.field())
                .put("message", finding.message())
                .put("suggestion", finding.suggestion());
        finding.fix().ifPresent(fix -> object.set("fix", Json.tree(fix)));
        finding.other().ifPresent(other -> object.put("other_row", other + 1));
        return object;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
