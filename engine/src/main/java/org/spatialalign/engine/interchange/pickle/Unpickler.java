package org.spatialalign.engine.interchange.pickle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The pickle machine for protocols 2 to 5: a stack, marks and a memo, all on the heap, so that depth costs nothing.
 * Results are {@link PickleList}, {@link PickleDict}, {@link PickleBytes}, String, Long, BigInteger, Double, Boolean,
 * {@link PickleNone}, and whatever the {@link PickleNames} construct. Not thread-safe; one instance reads one file.
 */
public final class Unpickler {

    private final PickleInput in;
    private final PickleNames names;
    private final int limit;
    private final List<Object> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private int made;

    private Unpickler(ByteBuffer bytes, PickleNames names, int limit) {
        this.in = new PickleInput(bytes);
        this.names = names;
        this.limit = limit;
    }

    /**
     * Reads one pickle that fills all of {@code bytes}.
     *
     * @param limit how many objects it may make at most; bounds the memory, about 100 bytes each
     * @throws PickleException with the reason and the byte at which it stopped
     */
    public static Object load(ByteBuffer bytes, PickleNames names, int limit) throws PickleException {
        ByteBuffer rest = bytes.duplicate();
        Object result = next(rest, names, limit);
        if (rest.hasRemaining()) {
            throw new PickleException("byte " + (bytes.remaining() - rest.remaining() - 1) + ": is followed by "
                    + rest.remaining() + " more bytes; expected the end of the file");
        }
        return result;
    }

    /** Reads one pickle and leaves the buffer behind it, for files that are several in a row. */
    public static Object next(ByteBuffer bytes, PickleNames names, int limit) throws PickleException {
        Unpickler reader = new Unpickler(bytes, names, limit);
        int at = 0;
        try {
            if (bytes.remaining() == 0) {
                throw new PickleException("is empty");
            }
            while (true) {
                at = reader.in.position();
                int op = reader.in.u1();
                if (op == '.') {
                    Object result = reader.stop();
                    bytes.position(bytes.position() + reader.in.position());
                    return result;
                }
                if (!reader.constant(op) && !reader.container(op) && !reader.memory(op)) {
                    reader.object(op);
                }
            }
        } catch (PickleException e) {
            throw new PickleException("byte " + at + ": " + e.reason(), e);
        }
    }

    private Object stop() throws PickleException {
        Object result = pop();
        if (!stack.isEmpty() || !marks.isEmpty()) {
            throw new PickleException("ends with things left over");
        }
        return result;
    }

    private boolean constant(int op) throws PickleException {
        switch (op) {
            case 'N' -> push(PickleNone.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) in.s4());
            case 'K' -> push((long) in.u1());
            case 'M' -> push((long) in.u2());
            case 0x8a -> push(in.integer(in.u1()));
            case 0x8b -> push(in.integer(in.s4()));
            case 'G' -> push(in.bigEndianDouble());
            // Python 2 strings: kept as one character per byte, which numpy's raw data needs.
            case 'T' -> push(in.latin1(in.s4()));
            case 'U' -> push(in.latin1(in.u1()));
            case 'B' -> push(new PickleBytes(in.take(in.u4())));
            case 'C' -> push(new PickleBytes(in.take(in.u1())));
            case 0x8e, 0x96 -> push(new PickleBytes(in.take(in.s8())));
            case 'X' -> push(in.utf8(in.u4()));
            case 0x8c -> push(in.utf8(in.u1()));
            case 0x8d -> push(in.utf8(in.s8()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int op) throws PickleException {
        switch (op) {
            case '(' -> mark();
            case ']' -> push(PickleList.list());
            case 'l' -> push(PickleList.list(popToMark()));
            case ')' -> push(PickleList.tuple(List.of()));
            case 't' -> push(PickleList.tuple(popToMark()));
            case 0x85 -> push(PickleList.tuple(pop(1)));
            case 0x86 -> push(PickleList.tuple(pop(2)));
            case 0x87 -> push(PickleList.tuple(pop(3)));
            case '}' -> push(new PickleDict());
            case 'a' -> {
                Object item = pop();
                list().append(item);
            }
            case 'e' -> {
                List<Object> items = popToMark();
                PickleList list = list();
                for (Object item : items) {
                    list.append(item);
                }
            }
            case 's' -> put(pop(2));
            case 'u' -> put(popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memory(int op) throws PickleException {
        switch (op) {
            case 0x80 -> {
                int protocol = in.u1();
                if (protocol < 2 || protocol > 5) {
                    throw new PickleException("is written in protocol " + protocol + "; expected 2 to 5");
                }
            }
            // A frame only groups what follows; it must still lie inside the file.
            case 0x95 -> in.need(in.s8());
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> push(top());
            case 'q' -> remember(in.u1());
            case 'r' -> remember(in.u4());
            case 0x94 -> remember(memo.size());
            case 'h' -> push(recall(in.u1()));
            case 'j' -> push(recall(in.u4()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void object(int op) throws PickleException {
        switch (op) {
            case 'c' -> push(find(in.line(), in.line()));
            case 0x93 -> {
                List<Object> pair = pop(2);
                if (!(pair.get(0) instanceof String module) || !(pair.get(1) instanceof String name)) {
                    throw new PickleException("names something by what is not a text");
                }
                push(find(module, name));
            }
            case 'R', 0x81 -> {
                List<Object> pair = pop(2);
                push(call(pair.get(0), pair.get(1)));
            }
            case 'b' -> {
                Object state = pop();
                if (!(top() instanceof PickleState target)) {
                    throw new PickleException("sets the state of " + describe(top()) + ", which is not allowed");
                }
                target.restore(state);
            }
            case 'Q' -> push(names.persistent(pop()));
            case 'i' ->
                throw new PickleException(
                        "makes an instance of " + quoted(in.line(), in.line()) + ", which is not allowed");
            case 'o', 0x92 -> throw new PickleException("makes an instance of a class, which is not allowed");
            case 'P' -> throw new PickleException("refers to an object outside the file by a text");
            case 0x82, 0x83, 0x84 ->
                throw new PickleException("uses Python's extension registry, which is not allowed");
            case 0x97 -> throw new PickleException("keeps its data outside the file");
            case 0x98 -> {
                // "Read-only" is a wish about the buffer on top; ours never change.
                if (!(top() instanceof PickleBytes)) {
                    throw new PickleException("protects something that is not a buffer");
                }
            }
            case 'I', 'L', 'F', 'S', 'V', 'g', 'p', 'd' ->
                throw new PickleException("uses the text protocol 0; expected protocols 2 to 5");
            default ->
                throw new PickleException(String.format(
                        Locale.ROOT, "0x%02x begins nothing that belongs here; this is no pickle of plain data", op));
        }
    }

    private Object find(String module, String name) throws PickleException {
        Optional<PickleCallable> found = names.find(module, name);
        return found.orElseThrow(() -> new PickleException(
                "names " + quoted(module, name) + ", which does not belong into data; nothing was run"));
    }

    private static String quoted(String module, String name) {
        String full = module + "." + name;
        return full.length() <= 80 ? full : full.substring(0, 77) + "...";
    }

    private static Object call(Object target, Object arguments) throws PickleException {
        if (!(target instanceof PickleCallable callable)) {
            throw new PickleException("calls " + describe(target));
        }
        if (!(arguments instanceof PickleList tuple) || !tuple.isTuple()) {
            throw new PickleException("calls something with " + describe(arguments) + " for arguments");
        }
        return callable.call(tuple.items());
    }

    private void put(List<Object> pairs) throws PickleException {
        if (!(top() instanceof PickleDict dict)) {
            throw new PickleException("puts an entry into " + describe(top()));
        }
        if (pairs.size() % 2 != 0) {
            throw new PickleException("has a key without a value");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            dict.put(pairs.get(i), pairs.get(i + 1));
        }
    }

    private PickleList list() throws PickleException {
        if (top() instanceof PickleList list) {
            return list;
        }
        throw new PickleException("appends to " + describe(top()));
    }

    private void push(Object value) throws PickleException {
        count();
        stack.add(value);
    }

    private void mark() throws PickleException {
        count();
        marks.add(stack.size());
    }

    private void count() throws PickleException {
        if (++made > limit) {
            throw new PickleException("holds more than " + limit + " objects");
        }
    }

    private int floor() {
        return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    }

    private Object top() throws PickleException {
        if (stack.size() <= floor()) {
            throw new PickleException("takes from an empty stack");
        }
        return stack.get(stack.size() - 1);
    }

    private Object pop() throws PickleException {
        Object value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private List<Object> pop(int count) throws PickleException {
        if (stack.size() - count < floor()) {
            throw new PickleException("takes from an empty stack");
        }
        return cut(stack.size() - count);
    }

    private List<Object> popToMark() throws PickleException {
        if (marks.isEmpty()) {
            throw new PickleException("closes something that was never opened");
        }
        return cut(marks.remove(marks.size() - 1));
    }

    private List<Object> cut(int from) {
        List<Object> tail = stack.subList(from, stack.size());
        List<Object> copy = List.copyOf(tail);
        tail.clear();
        return copy;
    }

    private void remember(long index) throws PickleException {
        count();
        memo.put(index, top());
    }

    private Object recall(long index) throws PickleException {
        Object value = memo.get(index);
        if (value == null) {
            throw new PickleException("refers to entry " + index + ", which was never stored");
        }
        return value;
    }

    /** What a value is, for messages; never walks into it. */
    public static String describe(Object value) {
        if (value instanceof String text) {
            return "the text '" + (text.length() <= 40 ? text : text.substring(0, 37) + "...") + "'";
        }
        if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof PickleList || value instanceof PickleDict || value instanceof PickleBytes) {
            return value.toString();
        }
        if (value instanceof PickleNone) {
            return "None";
        }
        if (value instanceof NumpyArray array) {
            return array.toString();
        }
        return value instanceof PickleCallable ? "a function" : "something else";
    }
}
