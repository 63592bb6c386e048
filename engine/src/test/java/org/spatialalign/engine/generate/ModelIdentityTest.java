package org.spatialalign.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;

class ModelIdentityTest {

    private static ContentHash of(Path model, Path cache) throws Exception {
        return new ModelIdentity(cache).of(ModelFolder.inspect(model), Progress.Listener.NONE, CancelToken.never());
    }

    @Test
    void isThatOfTheContentNotOfThePlace(@TempDir Path temp) throws Exception {
        Path cache = temp.resolve("cache");
        Path one = TinyModel.copy(temp.resolve("one"));
        Path two = TinyModel.copy(temp.resolve("two"));
        ContentHash hash = of(one, cache);
        assertThat(of(two, cache)).isEqualTo(hash);
        Files.writeString(two.resolve("README.md"), "words");
        TinyModel.edit(two.resolve("scheduler/scheduler_config.json"), "\"flow_shift\": 3.0", "\"flow_shift\": 5.0");
        assertThat(of(two, cache)).isEqualTo(hash);
        try (RandomAccessFile weights = new RandomAccessFile(
                two.resolve("vae/diffusion_pytorch_model.safetensors").toFile(), "rw")) {
            weights.seek(weights.length() - 1);
            weights.write(weights.read() ^ 1);
        }
        assertThat(of(two, cache)).isNotEqualTo(hash);
    }

    @Test
    void largeFilesAreReadOnceUntilTheyChange(@TempDir Path temp) throws Exception {
        Path file = temp.resolve("large.safetensors");
        byte[] content = new byte[1 << 20];
        Files.write(file, content);
        ModelIdentity identity = new ModelIdentity(temp.resolve("cache"));
        ContentHash first = identity.ofFile(file);
        assertThat(first).isEqualTo(ContentHash.ofFile(file));
        FileTime time = Files.getLastModifiedTime(file);
        content[7] = 1;
        Files.write(file, content);
        Files.setLastModifiedTime(file, time);
        assertThat(identity.ofFile(file)).as("believed by size and time").isEqualTo(first);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        assertThat(identity.ofFile(file)).isEqualTo(ContentHash.ofFile(file)).isNotEqualTo(first);
    }

    @Test
    void aDamagedOrForbiddenCacheCostsTimeOnly(@TempDir Path temp) throws Exception {
        Path file = Files.write(temp.resolve("large.safetensors"), new byte[1 << 20]);
        Path cache = Files.createDirectory(temp.resolve("cache"));
        for (String damaged : new String[] {"", "[]", "{", "{\"" + file.toRealPath() + "\": 7}"}) {
            Files.writeString(cache.resolve("file-hashes.json"), damaged);
            assertThat(new ModelIdentity(cache).ofFile(file)).isEqualTo(ContentHash.ofFile(file));
        }
        Path noFolder = Files.writeString(temp.resolve("file"), "");
        assertThat(new ModelIdentity(noFolder).ofFile(file)).isEqualTo(ContentHash.ofFile(file));
        assertThatThrownBy(() -> new ModelIdentity(cache).ofFile(temp.resolve("absent")))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void stopsWhenAsked(@TempDir Path temp) {
        CancelToken cancel = new CancelToken();
        cancel.cancel();
        assertThatThrownBy(() -> new ModelIdentity(temp)
                        .of(ModelFolder.inspect(TinyModel.folder()), Progress.Listener.NONE, cancel))
                .isInstanceOf(CancelledException.class);
    }
}
