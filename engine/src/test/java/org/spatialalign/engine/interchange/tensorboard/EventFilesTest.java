package org.spatialalign.engine.interchange.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.interchange.InterchangeException;

class EventFilesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.250Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Path file;
        try (EventWriter writer = EventWriter.start(folder.resolve("run"), 0, NOW)) {
            writer.add(0, NOW, Map.of("train/loss_dpo", 0.693147));
            writer.add(1, NOW.plusMillis(500), Map.of("train/loss_dpo", Double.NaN));
            writer.add(1L << 40, NOW.plusSeconds(1), Map.of("lr ü", -1e-4));
            file = writer.file();
        }
        List<Scalar> scalars = EventReader.readFile(file);
        assertThat(scalars).extracting(Scalar::tag).containsExactly("train/loss_dpo", "train/loss_dpo", "lr ü");
        assertThat(scalars).extracting(Scalar::step).containsExactly(0L, 1L, 1L << 40);
        assertThat(scalars.get(0).value()).isCloseTo(0.693147, within(1e-7));
        assertThat(scalars.get(1).value()).isNaN();
        assertThat(scalars.get(1).wallTime().toEpochMilli())
                .isEqualTo(NOW.plusMillis(500).toEpochMilli());
    }

    @Test
    void aRunThatWentBackToACheckpointTakesBackWhatItSaid() throws Exception {
        try (EventWriter writer = EventWriter.start(folder, 0, NOW)) {
            for (int step = 0; step < 5; step++) {
                writer.add(step, NOW, Map.of("loss", 1.0));
            }
        }
        try (EventWriter writer = EventWriter.start(folder, 3, NOW.plusSeconds(60))) {
            writer.add(3, NOW, Map.of("loss", 2.0));
        }
        assertThat(EventReader.readFolder(folder)).extracting(Scalar::value).containsExactly(1.0, 1.0, 1.0, 2.0);
    }

    @Test
    void aFileThatIsStillWrittenIsReadUpToItsLastWholeEvent() throws Exception {
        Path file;
        try (EventWriter writer = EventWriter.start(folder, 0, NOW)) {
            writer.add(0, NOW, Map.of("loss", 1.0));
            writer.add(1, NOW, Map.of("loss", 2.0));
            file = writer.file();
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(EventReader.readFile(file)).hasSizeLessThan(2);
        }
    }

    @Test
    void damageIsNamedWithItsPlace() throws Exception {
        Path file;
        try (EventWriter writer = EventWriter.start(folder, 0, NOW)) {
            writer.add(0, NOW, Map.of("loss", 1.0));
            file = writer.file();
        }
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            assertThatThrownBy(() -> EventReader.readFile(file))
                    .isInstanceOf(InterchangeException.class)
                    .hasMessageContaining("byte ");
        }
        Files.write(file, "prompt,score\n1,2,3,4,5\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> EventReader.readFile(file)).hasMessageContaining("no event file");
    }

    @Test
    void eventsOfOtherWritersAreRead() throws Exception {
        Path file = folder.resolve("events.out.tfevents.1.other");
        Files.write(file, Base64.getDecoder().decode(OTHER_WRITER));
        assertThat(EventReader.readFile(file))
                .extracting(Scalar::tag, Scalar::step, Scalar::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("train/loss_total", 3L, 0.5),
                        org.assertj.core.groups.Tuple.tuple("as/tensor", 4L, 0.25));
    }

    /** Written by the tensorboard package for Python: a plain scalar, then one as a tensor. */
    private static final String OTHER_WRITER =
            "SAAAAAAAAAD+kkidCRL2ysECwdpBGg1icmFpbi5FdmVudDoyUi4KLHRlbnNvcmJvYXJkLnN1bW1hcnkud3JpdGVyLmV2ZW50X2ZpbGVfd3JpdGVyHLeQnyYAAAAAAAAAc0/jAAkAAAAAAAD4PxADKhkKFwoQdHJhaW4vbG9zc190b3RhbBUAAAA/T5y2kiQAAAAAAAAAQiuATQkAAAAAAAAEQBAEKhcKFQoJYXMvdGVuc29yQggIASoEAACAPlJFdZg=";
}
