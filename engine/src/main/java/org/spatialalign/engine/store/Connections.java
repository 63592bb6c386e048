package org.spatialalign.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Folders;

/** Opens connections to one database, all set up alike. */
final class Connections implements AutoCloseable {

    private final Path file;
    private final String readerUrl;
    private final @Nullable Path temporaryCopy;

    private Connections(Path file, String readerUrl, @Nullable Path temporaryCopy) {
        this.file = file;
        this.readerUrl = readerUrl;
        this.temporaryCopy = temporaryCopy;
    }

    /** For a database that this process may write. */
    static Connections writable(Path file) {
        return new Connections(file, url(file, "mode=ro"), null);
    }

    /**
     * For reading only, also while another process writes, and also on a disk that cannot be written: a database with
     * a write-ahead log normally needs a file for sharing beside it. Without that file and without the right to make
     * one, nobody writes, and the database is read as it lies there; if a killed process left a log, from a copy.
     */
    static Connections readOnly(Path file) throws SQLException, IOException {
        Connections shared = new Connections(file, url(file, "mode=ro"), null);
        if (Files.isWritable(file.toAbsolutePath().getParent()) || Files.exists(beside(file, "-shm"))) {
            try {
                shared.reader().close();
                return shared;
            } catch (SQLException e) {
                if (Files.exists(beside(file, "-shm")) && Files.isWritable(beside(file, "-shm"))) {
                    throw e;
                }
            }
        }
        Path log = beside(file, "-wal");
        if (!Files.exists(log) || Files.size(log) == 0) {
            return new Connections(file, url(file, "immutable=1"), null);
        }
        Path folder = Files.createTempDirectory("spatialalign-read-only-");
        Path copy = folder.resolve(file.getFileName().toString());
        Files.copy(file, copy);
        Files.copy(log, beside(copy, "-wal"));
        return new Connections(file, url(copy, "mode=rw"), folder);
    }

    Path file() {
        return file;
    }

    /** A connection that may write, to a file that is there; nothing is touched yet. */
    static Connection writer(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection(url(file, "mode=rw"));
        setUp(connection, "");
        return connection;
    }

    /** A new database, in one file until it is {@linkplain #useLog put to use}. */
    static Connection create(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection(url(file, "mode=rwc"));
        setUp(connection, "PRAGMA synchronous = FULL;");
        return connection;
    }

    /** Lets others read while this connection writes; a commit is on disk when it returns. */
    static void useLog(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
        }
    }

    Connection reader() throws SQLException {
        Connection connection = DriverManager.getConnection(readerUrl);
        // Touches the file, so that what is wrong with it is found here.
        setUp(connection, "PRAGMA query_only = ON; SELECT count(*) FROM sqlite_master;");
        return connection;
    }

    @Override
    public void close() throws IOException {
        if (temporaryCopy != null) {
            Folders.delete(temporaryCopy);
        }
    }

    private static void setUp(Connection connection, String more) throws SQLException {
        boolean done = false;
        try (Statement statement = connection.createStatement()) {
            for (String sql : ("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;" + more).split(";")) {
                if (statement.execute(sql.strip())) {
                    try (ResultSet result = statement.getResultSet()) {
                        result.next();
                    }
                }
            }
            done = true;
        } finally {
            if (!done) {
                connection.close();
            }
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static String url(Path file, String parameters) {
        return "jdbc:sqlite:" + file.toAbsolutePath().toUri().toASCIIString() + "?" + parameters;
    }
}
