package integrationgallery;

/** What answering a request waits for: nothing, the database or a key service, another service. */
public enum Route { PURE, STORE, OUTBOUND }
