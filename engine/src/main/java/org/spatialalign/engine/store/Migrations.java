package org.spatialalign.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.spatialalign.engine.store.ProjectException.Reason;

/**
 * Brings a database to the form this version knows: one file of SQL per step, each in one transaction, the number of
 * steps done in {@code PRAGMA user_version}. A step is never changed once people have it.
 */
final class Migrations {

    /** "SAlW": says that a SQLite file is one of ours. */
    static final int APPLICATION_ID = 0x53416c57;

    static final Migrations ALL = new Migrations(List.of(
            "V1__project.sql",
            "V2__job_place.sql",
            "V3__generation.sql",
            "V4__pairs.sql",
            "V5__prompts.sql",
            "V6__provenance.sql"));

    private final List<String> resources;

    Migrations(List<String> resources) {
        this.resources = List.copyOf(resources);
    }

    /** These steps and one more: what a newer version of the program has. */
    Migrations and(String resource) {
        return new Migrations(
                Stream.concat(resources.stream(), Stream.of(resource)).toList());
    }

    int latest() {
        return resources.size();
    }

    /** Fails unless the database is ours and not newer than this program. */
    void check(Connection connection, Path file) throws SQLException, ProjectException {
        if (pragma(connection, "application_id") != APPLICATION_ID) {
            throw new ProjectException(Reason.NOT_A_PROJECT, file + " is not the database of a SpatialAlign project.");
        }
        int version = pragma(connection, "user_version");
        if (version > latest()) {
            throw new ProjectException(
                    Reason.NEWER_VERSION,
                    file + " was written by a newer version of the program (format " + version
                            + ", this one knows up to " + latest() + "). Update the program to open it.");
        }
    }

    boolean pending(Connection connection) throws SQLException {
        return pragma(connection, "user_version") < latest();
    }

    /** Makes an empty database one of ours. */
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
        }
        apply(connection);
    }

    /** Does the missing steps, after copying the whole database to a file beside it. */
    void migrate(Connection connection, Path file) throws SQLException, ProjectException {
        int version = pragma(connection, "user_version");
        Path copy = file.resolveSibling("project-before-v" + (version + 1) + ".db");
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            throw FileErrors.of(copy, e);
        }
        // The database makes the copy itself: a file copied under its feet could be half of two states.
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("VACUUM INTO '" + copy.toString().replace("'", "''") + "'");
        }
        apply(connection);
    }

    private void apply(Connection connection) throws SQLException {
        for (int done = pragma(connection, "user_version"); done < latest(); done++) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("BEGIN IMMEDIATE");
                boolean finished = false;
                try {
                    statement.executeUpdate(text(resources.get(done)));
                    statement.executeUpdate("PRAGMA user_version = " + (done + 1));
                    statement.executeUpdate("COMMIT");
                    finished = true;
                } finally {
                    if (!finished) {
                        rollBack(statement);
                    }
                }
            }
        }
    }

    private static void rollBack(Statement statement) {
        try {
            statement.executeUpdate("ROLLBACK");
        } catch (SQLException e) {
            // After some errors (a full disk) SQLite has rolled back by itself; the first error is on its way.
        }
    }

    private static int pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA " + name)) {
            result.next();
            return result.getInt(1);
        }
    }

    private static String text(String resource) throws SQLException {
        try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SQLException(resource + " cannot be read", e);
        }
    }
}
