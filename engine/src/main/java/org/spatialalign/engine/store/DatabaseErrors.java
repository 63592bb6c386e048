package org.spatialalign.engine.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.store.ProjectException.Reason;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in words what the database and the file system complain about. */
final class DatabaseErrors {

    private DatabaseErrors() {}

    static ProjectException of(Path place, Throwable cause) {
        SQLiteException sqlite = find(cause, SQLiteException.class);
        if (sqlite != null) {
            return of(place, sqlite);
        }
        SQLException sql = find(cause, SQLException.class);
        String said = (sql == null ? cause : sql).getMessage();
        if (isDiskFull(said)) {
            return diskFull(place, cause);
        }
        return new ProjectException(Reason.IO, place + " could not be read or written: " + said, cause);
    }

    static ProjectException diskFull(Path place, @Nullable Throwable cause) {
        return new ProjectException(
                Reason.DISK_FULL,
                "The disk of " + place + " is full; nothing was changed. Free some space, then try again.",
                cause);
    }

    static ProjectException readOnly(Path place, @Nullable Throwable cause) {
        return new ProjectException(
                Reason.READ_ONLY,
                place + " cannot be written to. Change its permissions, or open the project read-only.",
                cause);
    }

    /** What the file systems of this world call a full disk. */
    static boolean isDiskFull(@Nullable String message) {
        String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
        return text.contains("no space left")
                || text.contains("not enough space")
                || text.contains("disk quota")
                || text.contains("file too large");
    }

    private static ProjectException of(Path place, SQLiteException e) {
        SQLiteErrorCode code = e.getResultCode();
        return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
            case SQLITE_FULL -> diskFull(place, e);
            // Writing past a limit on file sizes, or on a disk that fills up under a memory-mapped file.
            case SQLITE_IOERR ->
                new ProjectException(
                        Reason.IO,
                        "The disk refused to read or write " + place + " (" + code.message
                                + "); nothing was changed. Check that the disk is there and has space.",
                        e);
            case SQLITE_READONLY, SQLITE_PERM -> readOnly(place, e);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                new ProjectException(
                        Reason.DAMAGED,
                        place + " is damaged (" + code.message
                                + "). Restore it from a copy; the clips beside it are untouched.",
                        e);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new ProjectException(
                        Reason.BUSY, place + " is in use by another program; try again when that is done.", e);
            case SQLITE_CANTOPEN ->
                new ProjectException(Reason.IO, place + " cannot be opened; check that it exists and may be read.", e);
            default -> new ProjectException(Reason.IO, place + " could not be read or written: " + e.getMessage(), e);
        };
    }

    private static <T extends Throwable> @Nullable T find(Throwable start, Class<T> type) {
        for (Throwable t = start; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
