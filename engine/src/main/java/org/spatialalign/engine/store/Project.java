package org.spatialalign.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.job.JobStore;
import org.spatialalign.engine.store.ProjectException.Reason;

/**
 * An open project: a folder with {@code project.db} (SQLite) and the files that belong to it. One process has it open
 * for writing, any number read-only. Everything here is safe to call from any thread; a call that changes something
 * has it on disk when it returns.
 */
public final class Project implements AutoCloseable {

    /** What an open project may do. */
    public enum Access {
        WRITE,
        READ_ONLY
    }

    /** Several changes that belong together. */
    @FunctionalInterface
    public interface Work<X extends Exception> {
        void run() throws ProjectException, X;
    }

    private final ProjectFolder folder;
    private final @Nullable ProjectLock lock;
    private final Connections connections;
    private final Database database;
    private final List<Consumer<ProjectChange>> listeners = new CopyOnWriteArrayList<>();
    private final PromptRepository prompts;
    private final ClipRepository clips;
    private final SeedRepository seeds;
    private final TrackRepository tracks;
    private final ScoreRepository scores;
    private final EditJournal edits;
    private final SavedViewRepository views;
    private final UiStateRepository uiState;
    private final GenerationRepository generations;
    private final JobRepository jobs;
    private final VerdictRepository verdicts;
    private final PairShareRepository pairShares;
    private final PairSetRepository pairSets;
    private final PromptSetRepository promptSets;
    private final VocabularyRepository vocabulary;

    private Project(
            ProjectFolder folder, @Nullable ProjectLock lock, Connections connections, @Nullable Connection writer)
            throws ProjectException {
        this.folder = folder;
        this.lock = lock;
        this.connections = connections;
        this.database = new Database(connections, writer, this::announce);
        this.prompts = new PromptRepository(database);
        this.clips = new ClipRepository(database, folder);
        this.seeds = new SeedRepository(database);
        this.tracks = new TrackRepository(database);
        this.scores = new ScoreRepository(database);
        this.edits = new EditJournal(database, tracks);
        this.views = new SavedViewRepository(database);
        this.uiState = new UiStateRepository(database);
        this.generations = new GenerationRepository(database);
        this.jobs = new JobRepository(database, folder, lock != null);
        this.verdicts = new VerdictRepository(database);
        this.pairShares = new PairShareRepository(database);
        this.pairSets = new PairSetRepository(database);
        this.promptSets = new PromptSetRepository(database);
        this.vocabulary = new VocabularyRepository(database);
    }

    /**
     * Makes a new project in a folder that is empty or not there yet, and opens it for writing. When it fails, the
     * folder is as it was.
     */
    public static Project create(Path folder) throws ProjectException {
        ProjectCreation.create(folder, Migrations.ALL);
        return open(folder, Access.WRITE);
    }

    /**
     * Opens a project. For writing this also brings an older one to the present form (a copy of the database is kept)
     * and clears away what a killed process left.
     *
     * @throws ProjectBusyException if it is to be written and somebody else has it open for writing
     */
    public static Project open(Path folder, Access access) throws ProjectException {
        return open(folder, access, Migrations.ALL);
    }

    /** Whether a folder looks like a project; says nothing about whether it can be opened. */
    public static boolean isProject(Path folder) {
        return Files.isRegularFile(folder.resolve(ProjectFolder.DATABASE));
    }

    static Project open(Path folder, Access access, Migrations migrations) throws ProjectException {
        if (!isProject(folder)) {
            throw new ProjectException(
                    Reason.NOT_A_PROJECT,
                    folder
                            + (Files.exists(folder)
                                    ? " holds no SpatialAlign project (no " + ProjectFolder.DATABASE + " in it)."
                                    : " does not exist."));
        }
        Path root;
        try {
            root = folder.toRealPath();
        } catch (IOException e) {
            throw FileErrors.of(folder, e);
        }
        ProjectFolder place = new ProjectFolder(root);
        return access == Access.WRITE ? openToWrite(place, migrations) : openToRead(place, migrations);
    }

    private static Project openToWrite(ProjectFolder place, Migrations migrations) throws ProjectException {
        ProjectLock lock = ProjectLock.take(place.root());
        Connection writer = null;
        boolean done = false;
        try {
            writer = Connections.writer(place.database());
            migrations.check(writer, place.database());
            Connections.useLog(writer);
            if (migrations.pending(writer)) {
                migrations.migrate(writer, place.database());
            }
            place.createFolders();
            Project project = new Project(place, lock, Connections.writable(place.database()), writer);
            project.clips.checkFiles(true);
            done = true;
            return project;
        } catch (SQLException e) {
            throw DatabaseErrors.of(place.database(), e);
        } catch (IOException e) {
            throw FileErrors.of(place.root(), e);
        } finally {
            if (!done) {
                closeQuietly(writer);
                closeQuietly(lock);
            }
        }
    }

    private static Project openToRead(ProjectFolder place, Migrations migrations) throws ProjectException {
        Connections connections = null;
        boolean done = false;
        try {
            connections = Connections.readOnly(place.database());
            try (Connection reader = connections.reader()) {
                migrations.check(reader, place.database());
                if (migrations.pending(reader)) {
                    throw new ProjectException(
                            Reason.READ_ONLY,
                            place.root() + " is of an older form, which has to be brought up to date first."
                                    + " Open it for writing once.");
                }
            }
            Project project = new Project(place, null, connections, null);
            project.clips.checkFiles(false);
            done = true;
            return project;
        } catch (SQLException e) {
            throw DatabaseErrors.of(place.database(), e);
        } catch (IOException e) {
            throw FileErrors.of(place.database(), e);
        } finally {
            if (!done) {
                closeQuietly(connections);
            }
        }
    }

    /** The project's folder, as a real path. */
    public Path folder() {
        return folder.root();
    }

    /** The name of its folder. */
    public String name() {
        Path name = folder.root().getFileName();
        return name == null ? folder.root().toString() : name.toString();
    }

    public boolean readOnly() {
        return lock == null;
    }

    /** Whether this or another process has the project open for writing at this moment. */
    public boolean beingWritten() throws ProjectException {
        return lock != null || ProjectLock.held(folder.root());
    }

    /** A file of the project, given by a path relative to its folder that does not lead out of it. */
    public Path resolve(String relativePath) {
        return folder.resolve(relativePath);
    }

    public Path clipFile(ClipRecord clip) {
        return folder.resolve(clip.path());
    }

    /** Where the clip's thumbnail belongs; it need not be there. */
    public Path thumbnailFile(ClipRecord clip) {
        return thumbnailFile(clip.id());
    }

    /** The same for a clip of which only the id is known. */
    public Path thumbnailFile(String clipId) {
        return folder.resolve(ProjectFolder.THUMBNAILS + "/" + clipId + ".jpg");
    }

    /** Where the latents made by one recipe belong, relative to the project's folder; they need not be there. */
    public static String latentsPath(ContentHash recipe) {
        return ProjectFolder.LATENTS + "/" + recipe.hex() + ".safetensors";
    }

    public PromptRepository prompts() {
        return prompts;
    }

    public PromptSetRepository promptSets() {
        return promptSets;
    }

    public VocabularyRepository vocabulary() {
        return vocabulary;
    }

    public ClipRepository clips() {
        return clips;
    }

    public SeedRepository seeds() {
        return seeds;
    }

    public TrackRepository tracks() {
        return tracks;
    }

    public ScoreRepository scores() {
        return scores;
    }

    public EditJournal edits() {
        return edits;
    }

    public SavedViewRepository views() {
        return views;
    }

    public UiStateRepository uiState() {
        return uiState;
    }

    public GenerationRepository generations() {
        return generations;
    }

    public JobStore jobs() {
        return jobs;
    }

    public VerdictRepository verdicts() {
        return verdicts;
    }

    public PairShareRepository pairShares() {
        return pairShares;
    }

    public PairSetRepository pairSets() {
        return pairSets;
    }

    /**
     * Runs several changes as one: all of them are on disk afterwards, or, if the work throws, none. Other threads'
     * changes wait meanwhile, so nothing slow belongs in here. Listeners hear of it at the end.
     */
    public <X extends Exception> void inTransaction(Work<X> work) throws ProjectException, X {
        database.<Boolean, X>write(h -> {
            work.run();
            return true;
        });
    }

    /** Calls the listener after each change is on disk, on the thread that made it. */
    public void addListener(Consumer<ProjectChange> listener) {
        listeners.add(listener);
    }

    public void removeListener(Consumer<ProjectChange> listener) {
        listeners.remove(listener);
    }

    /** Waits for a change in progress, then lets go of the folder. Later calls throw. */
    @Override
    public void close() throws ProjectException {
        try {
            database.close();
            connections.close();
        } catch (IOException e) {
            throw FileErrors.of(folder.root(), e);
        } finally {
            closeQuietly(lock);
        }
    }

    Database database() {
        return database;
    }

    private void announce(ProjectChange change) {
        for (Consumer<ProjectChange> listener : listeners) {
            try {
                listener.accept(change);
            } catch (RuntimeException e) {
                // The change is on disk; whoever made it must not be told that it failed.
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }

    /** For what is given up anyway, while a more important error is on its way. */
    private static void closeQuietly(@Nullable AutoCloseable closeable) {
        if (closeable != null) {
            try {
                closeable.close();
            } catch (Exception e) {
                // Nothing can be done about it, and the caller hears of the first error.
            }
        }
    }
}
