package integrationgallery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as Map, List, String, Long, Double, Boolean and null, so that the package needs no other library. */
public final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Reads a document; IllegalArgumentException where it is none. */
    public static Object parse(String text) {
        Json reader = new Json(text);
        Object value = reader.value(0);
        reader.space();
        if (reader.at != text.length()) {
            throw reader.broken();
        }
        return value;
    }

    /** Writes a value of the kinds above; IllegalArgumentException for others. */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(Object value) {
        return (List<Map<String, Object>>) value;
    }

    private IllegalArgumentException broken() {
        return new IllegalArgumentException("no JSON at character " + at);
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            ++at;
        }
    }

    private boolean take(char wanted) {
        space();
        if (at < text.length() && text.charAt(at) == wanted) {
            ++at;
            return true;
        }
        return false;
    }

    private void need(char wanted) {
        if (!take(wanted)) {
            throw broken();
        }
    }

    private Object value(int depth) {
        if (depth > 500) {
            throw broken();
        }
        if (take('{')) {
            Map<String, Object> made = new LinkedHashMap<>();
            if (!take('}')) {
                do {
                    need('"');
                    String name = string();
                    need(':');
                    made.put(name, value(depth + 1));
                } while (take(','));
                need('}');
            }
            return made;
        }
        if (take('[')) {
            List<Object> made = new ArrayList<>();
            if (!take(']')) {
                do {
                    made.add(value(depth + 1));
                } while (take(','));
                need(']');
            }
            return made;
        }
        return take('"') ? string() : word();
    }

    private Object word() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            ++at;
        }
        String word = text.substring(start, at);
        switch (word) {
            case "true":
                return Boolean.TRUE;
            case "false":
                return Boolean.FALSE;
            case "null":
                return null;
            default:
        }
        if (!word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw broken();
        }
        try {
            return Long.valueOf(word);
        } catch (NumberFormatException other) {
            return Double.valueOf(word);
        }
    }

    private String string() {
        StringBuilder made = new StringBuilder();
        for (; at < text.length(); ++at) {
            char one = text.charAt(at);
            if (one == '"') {
                ++at;
                return made.toString();
            }
            if (one < 0x20) {
                throw broken();
            }
            if (one != '\\') {
                made.append(one);
                continue;
            }
            if (++at == text.length()) {
                break;
            }
            int escape = "\"\\/bfnrt".indexOf(text.charAt(at));
            if (escape >= 0) {
                made.append("\"\\/\b\f\n\r\t".charAt(escape));
            } else if (text.charAt(at) == 'u' && text.substring(at + 1).matches("(?s)[0-9a-fA-F]{4}.*")) {
                made.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                at += 4;
            } else {
                throw broken();
            }
        }
        throw broken();
    }

    private static void write(Object value, StringBuilder out) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            out.append(value);
        } else if (value instanceof Double number && !number.isNaN() && !number.isInfinite()) {
            out.append(number);
        } else if (value instanceof String string) {
            quote(string, out);
        } else if (value instanceof Map<?, ?> map) {
            char before = '{';
            for (Map.Entry<?, ?> one : map.entrySet()) {
                out.append(before);
                quote((String) one.getKey(), out);
                out.append(':');
                write(one.getValue(), out);
                before = ',';
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            char before = '[';
            for (Object one : list) {
                out.append(before);
                write(one, out);
                before = ',';
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else {
            throw new IllegalArgumentException("a " + value.getClass().getName() + " is no JSON");
        }
    }

    private static void quote(String value, StringBuilder out) {
        out.append('"');
        for (int index = 0; index < value.length(); ++index) {
            char one = value.charAt(index);
            if (one == '"' || one == '\\') {
                out.append('\\').append(one);
            } else if (one < 0x20) {
                out.append(String.format("\\u%04x", (int) one));
            } else {
                out.append(one);
            }
        }
        out.append('"');
    }
}
