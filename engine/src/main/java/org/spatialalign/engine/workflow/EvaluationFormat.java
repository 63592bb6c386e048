package org.spatialalign.engine.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.EvaluationCsv;
import org.spatialalign.engine.interchange.EvaluationJson;
import org.spatialalign.engine.interchange.EvaluationLatex;
import org.spatialalign.engine.workflow.report.EvaluationHtml;
import org.spatialalign.engine.workflow.report.EvaluationReport;

/** The files an evaluation can be written to. */
public enum EvaluationFormat {
    CSV("csv", ".csv"),
    LATEX("latex", ".tex"),
    HTML("html", ".html"),
    JSON("json", ".json");

    private final String code;
    private final String ending;

    EvaluationFormat(String code, String ending) {
        this.code = code;
        this.ending = ending;
    }

    /** As the command line calls it. */
    public String code() {
        return code;
    }

    /** Of its files' names. */
    public String ending() {
        return ending;
    }

    public static Optional<EvaluationFormat> parse(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code.equals(code.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** By the ending of a file's name; empty when no format has it. */
    public static Optional<EvaluationFormat> ofFile(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith(format.ending))
                .findFirst();
    }

    /** The content of the file. */
    public String text(EvaluationReport report) {
        return switch (this) {
            case CSV -> EvaluationCsv.of(report.evaluation(), report.appearance());
            case LATEX -> EvaluationLatex.of(report.evaluation(), report.appearance());
            case JSON -> Json.write(EvaluationJson.of(report.evaluation(), report.appearance())) + "\n";
            case HTML -> html(report);
        };
    }

    private static String html(EvaluationReport report) {
        try {
            return EvaluationHtml.of(report);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own files cannot be read", e);
        }
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @throws WorkbenchException when the file cannot be written
     */
    public void write(EvaluationReport report, Path file) throws WorkbenchException {
        if (Files.isDirectory(file)) {
            throw new WorkbenchException(
                    file + " is a folder; name a file, for instance " + file.resolve("evaluation" + ending));
        }
        String text = text(report);
        try {
            AtomicFiles.write(file, temporary -> Files.writeString(temporary, text));
        } catch (IOException e) {
            throw new WorkbenchException(file + " cannot be written: " + FileFault.reason(e), e);
        }
    }
}
