package integrationgallery;

/** Hears of each batch of a job. */
@FunctionalInterface
public interface Progress {
    /** False stops the job, which is no failure; so does what it throws, which the job throws then. */
    boolean at(long done, long left, long faults, double perSecond);
}
