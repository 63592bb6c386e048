package org.spatialalign.engine.interchange;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;

/** A file that cannot be read as what it should be: which file, where in it, what was expected, what to do. */
public final class InterchangeException extends WorkbenchException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final String place;
    private final String problem;

    /**
     * @param place where in the file, for people: "line 12, column type"; empty when it concerns the whole file
     * @param problem what is wrong, what was expected and what to do, as a sentence without the file's name
     */
    public InterchangeException(Path file, String place, String problem) {
        this(file, place, problem, null);
    }

    public InterchangeException(Path file, String place, String problem, @Nullable Throwable cause) {
        super(file + ": " + join(place, problem), cause);
        this.file = file;
        this.place = place;
        this.problem = problem;
    }

    public Path file() {
        return file;
    }

    /** Where in the file; empty when it concerns the whole file. */
    public String place() {
        return place;
    }

    /** The message without the file's name, for lists in which the name has its own column. */
    public String explanation() {
        return join(place, problem);
    }

    private static String join(String place, String problem) {
        return place.isEmpty() ? problem : place + ": " + problem;
    }
}
