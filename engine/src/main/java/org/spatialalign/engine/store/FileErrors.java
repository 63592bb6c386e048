package org.spatialalign.engine.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.spatialalign.engine.store.ProjectException.Reason;

/** Says in words what the file system complains about. */
final class FileErrors {

    private FileErrors() {}

    static ProjectException of(Path place, IOException e) {
        String said = String.valueOf(e.getMessage());
        if (DatabaseErrors.isDiskFull(said)) {
            return DatabaseErrors.diskFull(place, e);
        }
        if (e instanceof AccessDeniedException
                || e.getCause() instanceof ReadOnlyFileSystemException
                || said.toLowerCase(Locale.ROOT).contains("read-only file system")) {
            return DatabaseErrors.readOnly(place, e);
        }
        if (e instanceof NoSuchFileException) {
            return new ProjectException(Reason.NOT_FOUND, said + " does not exist (any more).", e);
        }
        return new ProjectException(Reason.IO, place + " could not be read or written: " + said, e);
    }
}
