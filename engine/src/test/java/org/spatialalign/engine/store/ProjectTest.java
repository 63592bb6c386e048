package org.spatialalign.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.store.Project.Access;
import org.spatialalign.engine.store.ProjectException.Reason;

class ProjectTest {

    private Path temp;

    @BeforeEach
    void folder(@TempDir Path folder) {
        temp = folder;
    }

    private interface Call {
        void run() throws Exception;
    }

    private static ProjectException problem(Call call) {
        ProjectException e = catchThrowableOfType(ProjectException.class, call::run);
        assertThat(e).isNotNull();
        return e;
    }

    private static void assertProblem(Reason reason, String part, Call call) {
        assertThat(problem(call)).returns(reason, ProjectException::reason).hasMessageContaining(part);
    }

    private static List<String> tree(Path folder) throws Exception {
        try (var paths = Files.walk(folder)) {
            return paths.map(Path::toString).sorted().toList();
        }
    }

    private static void delete(Path folder) throws Exception {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void aNewProjectGoesIntoAnEmptyOrNewFolderOnly() throws Exception {
        Path full = Files.createDirectories(temp.resolve("full"));
        Files.writeString(full.resolve("thesis.txt"), "years of work");
        assertProblem(Reason.NOT_EMPTY, "thesis.txt", () -> Project.create(full));
        Path foreign = Files.createDirectories(temp.resolve("foreign/clips"));
        Files.writeString(foreign.resolve("mine.mp4"), "mine");
        assertProblem(Reason.NOT_EMPTY, "clips", () -> Project.create(temp.resolve("foreign")));
        assertProblem(Reason.NOT_EMPTY, "is a file", () -> Project.create(full.resolve("thesis.txt")));
        assertThat(tree(full)).hasSize(2);

        Path deep = temp.resolve("not/there/yet");
        try (Project project = Project.create(deep)) {
            assertThat(project.folder()).isEqualTo(deep.toRealPath());
            assertThat(project.name()).isEqualTo("yet");
            assertThat(project.readOnly()).isFalse();
        }
        assertProblem(Reason.NOT_EMPTY, "open it instead", () -> Project.create(deep));
        Path empty = Files.createDirectories(temp.resolve("empty"));
        Files.writeString(empty.resolve(".project.db.part"), "left by a killed process");
        Project.create(empty).close();
    }

    @Test
    void aFolderThatHoldsNoProjectIsNotTouched() throws Exception {
        assertProblem(Reason.NOT_A_PROJECT, "does not exist", () -> Project.open(temp.resolve("no"), Access.WRITE));
        assertProblem(Reason.NOT_A_PROJECT, "holds no", () -> Project.open(temp, Access.READ_ONLY));
        assertThat(tree(temp)).hasSize(1);
        Path other = Files.createDirectories(temp.resolve("other"));
        try (var connection = Connections.create(other.resolve("project.db"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE mine (x)");
        }
        byte[] before = Files.readAllBytes(other.resolve("project.db"));
        for (Access access : Access.values()) {
            assertProblem(Reason.NOT_A_PROJECT, "not the database", () -> Project.open(other, access));
        }
        assertThat(other.resolve("project.db")).hasBinaryContent(before);
    }

    @Test
    void aDamagedDatabaseIsNamed() throws Exception {
        Path folder = temp.resolve("p");
        Project.create(folder).close();
        Files.writeString(
                folder.resolve("project.db"), "this is no database, and long enough to be looked at. ".repeat(99));
        for (Access access : Access.values()) {
            assertProblem(Reason.DAMAGED, "project.db", () -> Project.open(folder, access));
        }
        Files.write(folder.resolve("project.db"), new byte[0]);
        assertProblem(Reason.NOT_A_PROJECT, "project.db", () -> Project.open(folder, Access.WRITE));
    }

    @Test
    void aDatabaseDamagedInTheMiddleOpensAndComplains() throws Exception {
        Path folder = temp.resolve("p");
        String clip;
        try (Project project = Project.create(folder)) {
            clip = Fixtures.addClip(project, temp, 1).id();
            for (int i = 0; i < 20; i++) {
                project.tracks().add(clip, "csrt", Fixtures.tracks(81, new Random(i)), Fixtures.recipe());
            }
        }
        assertThat(folder.resolve("project.db-wal")).doesNotExist();
        byte[] bytes = Files.readAllBytes(folder.resolve("project.db"));
        for (int i = bytes.length * 3 / 4; i < bytes.length * 7 / 8; i++) {
            bytes[i] = (byte) 0xa5;
        }
        Files.write(folder.resolve("project.db"), bytes);
        try (Project project = Project.open(folder, Access.WRITE)) {
            assertProblem(Reason.DAMAGED, "project.db", () -> project.tracks().history(clip));
        }
    }

    @Test
    void aNewerProjectIsRefusedAndNotTouched() throws Exception {
        Path folder = temp.resolve("p");
        try (Project project = Project.create(folder)) {
            project.database().write(h -> h.execute("PRAGMA user_version = 99"));
        }
        for (Access access : Access.values()) {
            assertProblem(Reason.NEWER_VERSION, "format 99", () -> Project.open(folder, access));
        }
    }

    @Test
    void anOlderProjectIsBroughtUpToDateAndACopyIsKept() throws Exception {
        Path folder = temp.resolve("p's");
        try (Project project = Project.create(folder)) {
            Fixtures.addClip(project, temp, 1);
        }
        Migrations next = Migrations.ALL.and("next__test.sql");
        int format = next.latest();
        assertThat(problem(() -> Project.open(folder, Access.READ_ONLY, next)))
                .hasMessageContaining("Open it for writing once");
        try (Project project = Project.open(folder, Access.WRITE, next)) {
            assertThat(project.clips().all()).hasSize(1);
            project.database().write(h -> h.execute("INSERT INTO added_in_two (x) VALUES (1)"));
        }
        assertProblem(Reason.NEWER_VERSION, "format " + format, () -> Project.open(folder, Access.WRITE));
        Path old = Files.createDirectories(temp.resolve("old"));
        Files.copy(folder.resolve("project-before-v" + format + ".db"), old.resolve("project.db"));
        try (Project project = Project.open(old, Access.WRITE)) {
            assertThat(project.clips().all()).hasSize(1);
        }
        Migrations broken = Migrations.ALL.and("next__broken.sql");
        assertThat(problem(() -> Project.open(old, Access.WRITE, broken))).hasMessageContaining("project.db");
        try (Project project = Project.open(old, Access.WRITE)) {
            assertThat(project.clips().all()).hasSize(1);
        }
    }

    @Test
    void oneWriterInThisProcessAndAnyNumberOfReaders() throws Exception {
        Path folder = temp.resolve("p");
        try (Project writer = Project.create(folder)) {
            Path link = Files.createSymbolicLink(temp.resolve("link"), folder);
            for (Path way : List.of(folder, link)) {
                ProjectException busy = problem(() -> Project.open(way, Access.WRITE));
                assertThat(busy)
                        .isInstanceOf(ProjectBusyException.class)
                        .returns(true, ProjectException::readOnlyPossible);
                assertThat(((ProjectBusyException) busy).holder())
                        .startsWith(System.getProperty("user.name") + "@")
                        .contains("process " + ProcessHandle.current().pid());
            }
            try (Project reader = Project.open(folder, Access.READ_ONLY);
                    Project another = Project.open(folder, Access.READ_ONLY)) {
                ClipRecord clip = Fixtures.addClip(writer, temp, 1);
                assertThat(reader.clips().all()).containsExactly(clip);
                assertThat(another.clips().all()).containsExactly(clip);
                assertThat(reader.readOnly()).isTrue();
                assertProblem(Reason.READ_ONLY, "read-only", () -> Fixtures.addClip(reader, temp, 2));
                assertProblem(
                        Reason.READ_ONLY, "read-only", () -> reader.edits().undo());
            }
            assertThat(writer.clips().all()).hasSize(1);
            // Closing readers must not have taken the writer's lock away.
            try (ForkedJvm other = ForkedJvm.start("look", folder.toString())) {
                assertThat(other.line())
                        .startsWith("BUSY: ")
                        .contains("process " + ProcessHandle.current().pid());
                assertThat(other.rest()).first().isEqualTo("clips 1");
            }
        }
        Project.open(folder, Access.WRITE).close();
    }

    @Test
    void anotherProcessIsNamedAndItsLockDiesWithIt() throws Exception {
        Path folder = temp.resolve("p");
        Project.create(folder).close();
        try (ForkedJvm other = ForkedJvm.start("hold", folder.toString())) {
            assertThat(other.line()).isEqualTo("holding p");
            assertProblem(Reason.BUSY, "process " + other.pid() + ", since ", () -> Project.open(folder, Access.WRITE));
            Project.open(folder, Access.READ_ONLY).close();
            other.kill();
        }
        try (Project project = Project.open(folder, Access.WRITE)) {
            Fixtures.addClip(project, temp, 1);
        }
    }

    @Test
    void aFolderDeletedWhileOpenIsNoticedAtTheNextChange() throws Exception {
        Path folder = temp.resolve("p");
        try (Project project = Project.create(folder)) {
            Fixtures.addClip(project, temp, 1);
            delete(folder);
            assertProblem(Reason.GONE, "was deleted", () -> project.uiState().put("page", Json.tree("x")));
            assertProblem(Reason.GONE, "was deleted", () -> Fixtures.addClip(project, temp, 2));
            assertThat(folder).doesNotExist();
            Project.create(temp.resolve("new")).close();
            Files.move(temp.resolve("new"), folder);
            assertProblem(Reason.GONE, "replaced", () -> project.uiState().put("page", Json.tree("x")));
        }
        Project.open(folder, Access.WRITE).close();
    }

    @Test
    void afterClosingEveryCallSaysSo() throws Exception {
        Project project = Project.create(temp.resolve("p"));
        project.close();
        project.close();
        assertProblem(Reason.CLOSED, "closed", () -> project.clips().all());
        assertProblem(Reason.CLOSED, "closed", () -> project.edits().undo());
    }

    @Test
    void severalChangesAreOneOrNone() throws Exception {
        try (Project project = Project.create(temp.resolve("p"))) {
            List<ProjectChange> changes = new ArrayList<>();
            project.addListener(changes::add);
            project.inTransaction(() -> {
                project.prompts().add(Fixtures.prompt("a", "LT"), "x");
                assertThat(project.prompts().all()).hasSize(1);
                project.prompts().add(Fixtures.prompt("b", "LT"), "x");
                // A part that fails leaves nothing of its own; the rest goes on.
                problem(() -> project.inTransaction(() -> {
                    project.views().put("lost", Json.object());
                    project.prompts().add(Fixtures.prompt("a", "RT"), "x");
                }));
                assertThat(changes).isEmpty();
            });
            assertThat(changes).containsExactly(new ProjectChange(ProjectChange.Kind.PROMPTS, null));
            assertThat(project.views().all()).isEmpty();
            changes.clear();
            IllegalStateException thrown = catchThrowableOfType(
                    IllegalStateException.class,
                    () -> project.inTransaction(() -> {
                        project.prompts().add(Fixtures.prompt("c", "LT"), "x");
                        throw new IllegalStateException("stop");
                    }));
            assertThat(thrown).hasMessage("stop");
            thrown = catchThrowableOfType(
                    IllegalStateException.class, () -> project.inTransaction(() -> Fixtures.addClip(project, temp, 1)));
            assertThat(thrown).isNotNull();
            assertThat(project.prompts().all()).extracting("promptId").containsExactly("a", "b");
            assertThat(changes).isEmpty();
        }
    }

    @Test
    void aFullDatabaseLosesNothing() throws Exception {
        try (Project project = Project.create(temp.resolve("p"))) {
            String clip = Fixtures.addClip(project, temp, 1).id();
            project.database().write(h -> {
                int pages =
                        h.createQuery("PRAGMA page_count").mapTo(Integer.class).one();
                return h.execute("PRAGMA max_page_count = " + (pages + 40));
            });
            int kept = 0;
            ProjectException full = null;
            while (full == null) {
                try {
                    project.tracks().add(clip, "csrt", Fixtures.tracks(81, new Random(kept)), Fixtures.recipe());
                    kept++;
                } catch (ProjectException e) {
                    full = e;
                }
            }
            assertThat(full)
                    .returns(Reason.DISK_FULL, ProjectException::reason)
                    .hasMessageContaining("Free some space");
            assertThat(kept).isPositive();
            assertThat(project.tracks().history(clip)).hasSize(kept);
            project.uiState().put("page", Json.tree("small things still fit"));
        }
    }

    @Test
    void aFullDiskIsNamedAndNothingHalfDoneStays() throws Exception {
        Path disk = Files.createDirectories(temp.resolve("disk"));
        String mount = "mount -t tmpfs -o size=4m tmpfs '" + disk + "'";
        assumeTrue(ForkedJvm.works("unshare -rm sh -c \"" + mount + "\""), "needs the right to mount a small disk");
        try (ForkedJvm program = ForkedJvm.startIn(
                "exec unshare -rm sh -c \"" + mount + " && exec \\\"\\$@\\\"\" sh \"$@\"",
                "fill",
                disk.resolve("project").toString(),
                temp.resolve("source").toString())) {
            List<String> said = program.rest();
            assertThat(said).hasSize(7);
            assertThat(said.get(0)).startsWith("DISK_FULL: The disk of ");
            assertThat(said.subList(1, 3)).containsExactly("rows 0", "files 0");
            assertThat(said.get(3)).startsWith("DISK_FULL: The disk of ");
            assertThat(said.subList(4, 7)).containsExactly("tracks 0", "afterwards ", "reopened \"inspect\"");
        }
    }

    @Test
    void creatingOnAFullDiskLeavesNothing() throws Exception {
        Path disk = Files.createDirectories(temp.resolve("disk"));
        String mount = "mount -t tmpfs -o size=32k tmpfs '" + disk + "'";
        assumeTrue(ForkedJvm.works("unshare -rm sh -c \"" + mount + "\""), "needs the right to mount a small disk");
        try (ForkedJvm program = ForkedJvm.startIn(
                "exec unshare -rm sh -c \"" + mount + " && \\\"\\$@\\\"; find '" + disk + "'\" sh \"$@\"",
                "create",
                disk.resolve("project").toString())) {
            List<String> said = program.rest();
            assertThat(said).hasSize(2);
            assertThat(said.get(0)).startsWith("DISK_FULL: ");
            assertThat(said.get(1)).isEqualTo(disk.toString());
        }
    }

    @Test
    void aFolderWithoutTheRightToWriteCanBeLookedAt() throws Exception {
        Path folder = temp.resolve("p");
        try (Project project = Project.create(folder)) {
            Fixtures.addClip(project, temp, 1);
        }
        assertThat(lookWithoutRights(folder)).isEqualTo("clips 1");
        // As a killed process leaves it: with a log that was not folded in.
        Path killed = Files.createDirectories(temp.resolve("killed"));
        try (Project project = Project.open(folder, Access.WRITE)) {
            Fixtures.addClip(project, temp, 2);
            Files.copy(folder.resolve("project.db-wal"), killed.resolve("project.db-wal"));
        }
        try (ForkedJvm worker = ForkedJvm.start("hold", folder.toString())) {
            assertThat(worker.line()).isEqualTo("holding p");
            worker.kill();
        }
        assertThat(lookWithoutRights(folder)).isEqualTo("clips 2");
    }

    private static String lookWithoutRights(Path folder) throws Exception {
        // The superuser may write anywhere, unless that right is taken from it.
        String drop = "root".equals(System.getProperty("user.name"))
                ? "setpriv --bounding-set=-dac_override --inh-caps=-dac_override "
                : "";
        assumeTrue(ForkedJvm.works(drop + "true"), "needs a way to give up the superuser's rights");
        assumeTrue(ForkedJvm.works("chmod -R a-w '" + folder + "'"), "needs POSIX rights");
        try (ForkedJvm program = ForkedJvm.startIn("exec " + drop + "\"$@\"", "look", folder.toString())) {
            assertThat(program.line()).startsWith("READ_ONLY: ").contains("open the project read-only");
            String clips = Objects.requireNonNull(program.line());
            assertThat(program.line()).startsWith("READ_ONLY: ");
            assertThat(program.line()).isNull();
            return clips;
        } finally {
            assertThat(ForkedJvm.works("chmod -R u+w '" + folder + "'")).isTrue();
        }
    }
}
