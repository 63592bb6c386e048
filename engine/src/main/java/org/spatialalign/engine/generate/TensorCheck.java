package org.spatialalign.engine.generate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorSource;

/** Compares what a file of weights holds with what the model is made of; reads headers only. */
final class TensorCheck {

    /** More names help nobody; their number is given. */
    private static final int NAMED = 4;

    private final Map<String, Long> types = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private long bytes;

    private TensorCheck() {}

    /**
     * @param shapes the parameters the model has
     * @param tolerated names that may be in the file as well: copies of other tensors
     * @param names from the file's names to the model's
     */
    static TensorCheck of(
            TensorSource source, Map<String, List<Long>> shapes, Set<String> tolerated, UnaryOperator<String> names) {
        TensorCheck check = new TensorCheck();
        List<String> missing = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        Set<String> there = new HashSet<>();
        source.names().forEach(name -> there.add(names.apply(name)));
        shapes.keySet().stream().filter(name -> !there.contains(name)).forEach(missing::add);
        List<String> unexpected = new ArrayList<>();
        for (String name : source.names()) {
            String inModel = names.apply(name);
            List<Long> wanted = shapes.get(inModel);
            if (wanted == null && !tolerated.contains(inModel)) {
                unexpected.add(name);
            }
            try {
                TensorInfo info = source.info(name);
                check.types.merge(info.type().name(), info.elements(), Long::sum);
                check.bytes += info.bytes();
                if (wanted != null && !info.shape().equals(wanted)) {
                    wrong.add(name + " is " + info.shape() + ", not " + wanted);
                } else if (wanted != null && !info.type().isFloat()) {
                    unreadable.add(name + " holds " + info.type());
                }
            } catch (WorkbenchException e) {
                unreadable.add(String.valueOf(e.getMessage()));
            }
        }
        check.say(missing, "missing");
        check.say(unexpected, "of no part of the model");
        check.say(wrong, "of another shape than the configuration asks for");
        check.say(unreadable, "not made of floating-point numbers that are read (F32, F16, BF16)");
        return check;
    }

    private void say(List<String> names, String what) {
        if (names.isEmpty()) {
            return;
        }
        String shown = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        problems.add(names.size() + (names.size() == 1 ? " tensor is " : " tensors are ") + what + ": " + shown + more);
    }

    Map<String, Long> types() {
        return types;
    }

    long bytes() {
        return bytes;
    }

    List<String> problems() {
        return problems;
    }
}
