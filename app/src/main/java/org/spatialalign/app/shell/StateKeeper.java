package org.spatialalign.app.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spatialalign.app.fx.Page;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.store.UiStateRepository;

/**
 * Keeps in the project what the window shows of it: the page, and for each page its selection, frame and filters. Looks
 * every few seconds whether something has changed, so that even a killed program comes back nearly as it was.
 */
final class StateKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);

    private static final String SHELL = "shell";
    private static final String PAGE = "page.";

    private final List<Page> pages;
    private final ShellViewModel shell;
    private final UiExecutor executor;
    private final Map<String, JsonNode> stored = new LinkedHashMap<>();
    private @Nullable ProjectSession session;
    private boolean armed;

    StateKeeper(List<Page> pages, ShellViewModel shell, UiExecutor executor) {
        this.pages = pages;
        this.shell = shell;
        this.executor = executor;
    }

    /** Gives the pages what the project remembers. Until that is done nothing is stored over it. */
    void restore(@Nullable ProjectSession opened) {
        session = opened;
        armed = false;
        stored.clear();
        if (opened == null) {
            executor.forget(this);
            return;
        }
        executor.load(this, () -> opened.project().uiState().all(), this::take, problem -> take(Map.of()));
    }

    private void take(Map<String, JsonNode> states) {
        stored.putAll(states);
        for (Page page : pages) {
            JsonNode state = states.get(PAGE + page.id());
            if (state != null) {
                page.restoreState(state);
            }
        }
        JsonNode window = states.get(SHELL);
        if (window != null) {
            shell.drawerOpenProperty().set(window.path("drawer").asBoolean(false));
            shell.go(window.path("page").asText(""));
        } else {
            shell.go(pages.get(0).id());
        }
        armed = true;
    }

    private Map<String, JsonNode> changes() {
        Map<String, JsonNode> changed = new LinkedHashMap<>();
        ObjectNode window = JsonNodeFactory.instance.objectNode();
        window.put("page", shell.pageProperty().get());
        window.put("drawer", shell.drawerOpenProperty().get());
        keep(SHELL, window, changed);
        for (Page page : pages) {
            JsonNode state = page.saveState();
            if (!state.isEmpty()) {
                keep(PAGE + page.id(), state, changed);
            }
        }
        return changed;
    }

    private void keep(String key, JsonNode value, Map<String, JsonNode> changed) {
        if (!value.equals(stored.get(key))) {
            stored.put(key, value);
            changed.put(key, value);
        }
    }

    /** Stores what has changed since the last look, in the background. */
    void look() {
        ProjectSession now = session;
        if (now == null || !armed || now.project().readOnly()) {
            return;
        }
        Map<String, JsonNode> changed = changes();
        if (!changed.isEmpty()) {
            executor.load(
                    new Object(),
                    () -> {
                        write(now.project().uiState(), changed);
                        return changed.size();
                    },
                    count -> {},
                    problem -> shell.say("What the window shows could not be stored: " + problem.getMessage()));
        }
    }

    /** The last look at a project that is about to close. */
    Runnable farewell(ProjectSession closing) {
        if (closing != session || !armed || closing.project().readOnly()) {
            return () -> {};
        }
        Map<String, JsonNode> changed = changes();
        armed = false;
        return () -> {
            try {
                write(closing.project().uiState(), changed);
            } catch (ProjectException e) {
                // The folder has gone or is full: where the window stood is the least of what is lost then, and
                // the project is to be closed all the same.
                LOG.warn("The state of the window could not be stored", e);
            }
        };
    }

    private static void write(UiStateRepository states, Map<String, JsonNode> changed) throws ProjectException {
        for (Map.Entry<String, JsonNode> entry : changed.entrySet()) {
            states.put(entry.getKey(), entry.getValue());
        }
    }
}
