package org.spatialalign.app.fx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.Json;

/**
 * The preferences file: read once, observable, written a second after the last change and at the end, whole or not at
 * all. Keys it does not know are kept. Properties are used on the FX thread; the file is written on another.
 */
public final class Settings implements AutoCloseable {

    private static final long QUIET_MILLIS = 1000;

    private final Path file;
    private final ObjectMapper mapper = Json.newMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private final Map<Setting<?>, ObjectProperty<?>> properties = new HashMap<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "settings");
        thread.setDaemon(true);
        return thread;
    });
    private final Object lock = new Object();
    private final ObjectNode content;
    private @Nullable ScheduledFuture<?> pending;
    private boolean changed;
    private @Nullable String problem;

    /** Reads {@code settings.json} of this folder. Never fails: see {@link #problem}. */
    public Settings(Path folder) {
        file = folder.resolve("settings.json");
        content = read();
    }

    private ObjectNode read() {
        if (!Files.exists(file)) {
            return mapper.createObjectNode();
        }
        try {
            JsonNode tree = mapper.readTree(file.toFile());
            if (tree instanceof ObjectNode object) {
                return object;
            }
            problem = putAside("it is not a JSON object");
        } catch (JsonProcessingException e) {
            problem = putAside(e.getOriginalMessage());
        } catch (IOException e) {
            problem = "The preferences " + file + " cannot be read (" + e.getMessage() + "). The defaults are used.";
        }
        return mapper.createObjectNode();
    }

    private String putAside(String why) {
        Path bad = file.resolveSibling("settings.json.bad");
        try {
            Files.move(file, bad, StandardCopyOption.REPLACE_EXISTING);
            return "The preferences " + file + " could not be understood: " + why
                    + ". The defaults are used; the old file is kept as " + bad.getFileName() + ".";
        } catch (IOException e) {
            return "The preferences " + file + " could not be understood: " + why
                    + ". The defaults are used; the next change will replace the file.";
        }
    }

    /** What was wrong with the file at the start or when last written, to be told once. */
    public Optional<String> problem() {
        synchronized (lock) {
            return Optional.ofNullable(problem);
        }
    }

    public Path file() {
        return file;
    }

    /** The setting as a property; setting something that is not valid throws and changes nothing in the file. */
    @SuppressWarnings("unchecked") // a property is only ever put under the setting of its own type
    public <T> ObjectProperty<T> property(Setting<T> setting) {
        return (ObjectProperty<T>) properties.computeIfAbsent(setting, key -> create(setting));
    }

    public <T> T get(Setting<T> setting) {
        return property(setting).get();
    }

    public <T> void set(Setting<T> setting, T value) {
        property(setting).set(value);
    }

    private <T> ObjectProperty<T> create(Setting<T> setting) {
        ObjectProperty<T> property = new SimpleObjectProperty<>(this, setting.key(), stored(setting)) {
            @Override
            public void set(T value) {
                if (!setting.valid().test(value)) {
                    throw new IllegalArgumentException(setting.key() + " cannot be " + value);
                }
                super.set(value);
            }
        };
        property.addListener((observable, old, value) -> store(setting, value));
        return property;
    }

    private <T> T stored(Setting<T> setting) {
        JsonNode node;
        synchronized (lock) {
            node = content.get(setting.key());
        }
        if (node == null || node.isNull()) {
            return setting.fallback();
        }
        try {
            T value = mapper.readValue(mapper.treeAsTokens(node), setting.type());
            return value != null && setting.valid().test(value) ? value : setting.fallback();
        } catch (IOException e) {
            return setting.fallback();
        }
    }

    private <T> void store(Setting<T> setting, T value) {
        synchronized (lock) {
            content.set(setting.key(), mapper.valueToTree(value));
            changed = true;
            if (pending != null) {
                pending.cancel(false);
            }
            if (!writer.isShutdown()) {
                pending = writer.schedule(this::flush, QUIET_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Writes what has changed, now, on the calling thread. */
    public void flush() {
        synchronized (lock) {
            if (!changed) {
                return;
            }
            try {
                byte[] bytes = mapper.writeValueAsBytes(content);
                AtomicFiles.write(file, temporary -> Files.write(temporary, bytes));
                changed = false;
            } catch (IOException e) {
                problem = "The preferences cannot be written to " + file + ": " + e.getMessage();
            }
        }
    }

    @Override
    public void close() {
        writer.shutdown();
        flush();
    }
}
