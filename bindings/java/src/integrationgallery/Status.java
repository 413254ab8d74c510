package integrationgallery;

import java.util.Locale;

/** The statuses of ig.h. */
public enum Status {
    OK, INVALID_ARGUMENT, INVALID_STATE, VALIDATION, NOT_FOUND, CONFLICT, DENIED, REAUTHORIZE, REMOTE, STORAGE, KEY, TIMEOUT, CANCELLED, LIMIT,
    UNSUPPORTED, NO_MEMORY, INTERNAL, HOST;

    /** Its number in C. */
    public int number() {
        return this == HOST ? 1000 : ordinal();
    }

    /** The status of a number: HOST for the host's own, INTERNAL for one that is not known. */
    public static Status of(int number) {
        return number >= 1000 && number < 2000 ? HOST : number >= 0 && number <= INTERNAL.ordinal() ? values()[number] : INTERNAL;
    }

    /** Its name in C: "not_found". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The library's name of any number: "unknown" for none. */
    public static String nameOf(int number) {
        return Calls.textAt(Native.ig_status_name(number));
    }
}
