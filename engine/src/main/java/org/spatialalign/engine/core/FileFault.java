package org.spatialalign.engine.core;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words why a file cannot be read or written; the bare exceptions say little more than the file's name. */
public final class FileFault {

    private FileFault() {}

    /** The reason as the end of a sentence, without a full stop. */
    public static String reason(IOException e) {
        String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (!(e instanceof FileSystemException fault)) {
            return said;
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "this user has no right to";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return fault.getFile() + " is a file, where a folder is needed";
        }
        return fault.getReason() == null ? said : fault.getReason();
    }
}
