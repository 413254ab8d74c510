use super::*;

type Test = fn(&Path, &Path);
pub const TESTS: &[(&str, Test)] = &[
    ("errors_carry_status_code_and_issues", errors),
    ("a_panic_is_contained_and_is_the_source", panics),
    ("a_panic_of_a_progress_goes_on_where_the_job_was_started", progress),
    ("threads_share_a_gallery", threads),
    ("bad_bytes_are_errors", bytes),
    ("what_is_dropped_is_released", released),
    ("a_tower_service_answers", tower),
    ("memory_stays_flat", memory),
];
const PUT: &str = r#"{"enabled":true,"authentication":{"method":"bearer"},"secrets":{"/authentication/token":{"value":"canary-1"}}}"#;

fn opened(scenarios: &Path, place: &Path, more: impl FnOnce(&mut Options)) -> Gallery {
    let mut options = Options::new().unwrap();
    let manifests = read(&scenarios.join("manifests.json"));
    options.set("database.url", &format!("sqlite://{}/main.db", place.display())).unwrap();
    options.set("key.file", place.join("main.key").to_str().unwrap()).unwrap().set("key.create", "true").unwrap();
    options.set("database.synchronous", "false").unwrap().set("catalog.shipped", "false").unwrap();
    options.add_manifest(manifests["probe"].to_string()).unwrap();
    more(&mut options);
    options.open().unwrap()
}

fn errors(scenarios: &Path, place: &Path) {
    fn shared<T: Send + Sync>(_: &T) {}
    fn moved<T: Send>(_: &T) {}
    let gallery = opened(scenarios, place, |_| ());
    let session = gallery.session("apollo", "", 0).unwrap();
    shared(&gallery);
    moved(&session);
    let failure = session.put("probe", r#"{"syncSettings":{"minutes":1}}"#, None).unwrap_err();
    assert_eq!((failure.status(), failure.status().name()), (Status::VALIDATION, "validation"));
    assert_eq!(failure.errors()[0].pointer, "#/syncSettings/minutes");
    assert_eq!(session.get("nowhere").unwrap_err().status(), Status::NOT_FOUND);
    assert_eq!(session.put("probe", PUT, Some(3)).unwrap_err().status(), Status::CONFLICT);
}

fn panics(scenarios: &Path, place: &Path) {
    let gallery = opened(scenarios, place, |options| {
        options.authorizer(|_| panic!("a canary sang")).unwrap();
    });
    let failure = gallery.session("apollo", "ada", 0).unwrap().get("probe").unwrap_err();
    assert_eq!(failure.code(), "host-callback");
    assert!(!failure.to_string().contains("canary"));
    assert!(std::error::Error::source(&failure).unwrap().to_string().contains("canary"));
}

fn progress(scenarios: &Path, place: &Path) {
    let gallery = opened(scenarios, place, |_| ());
    gallery.session("apollo", "ada", 0).unwrap().put("probe", PUT, None).unwrap();
    let rotated = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        gallery.rotate_keys("op", &json!({}), |_| panic!("a canary sang"))
    }));
    assert_eq!(rotated.unwrap_err().downcast_ref::<&str>(), Some(&"a canary sang"));
    assert_eq!(gallery.rotate_keys("op", &json!({}), |_| true).unwrap()["finished"], true);
}

fn threads(scenarios: &Path, place: &Path) {
    let gallery = opened(scenarios, place, |options| {
        options.authorizer(|_| Ok(true)).unwrap();
    });
    std::thread::scope(|scope| {
        for number in 0..4 {
            let gallery = &gallery;
            scope.spawn(move || {
                let session = gallery.session(&format!("project-{number}"), "ada", 0).unwrap();
                // A session may move to another thread.
                scope.spawn(move || (0..50).for_each(|_| drop(session.get("probe").unwrap())));
            });
        }
    });
}

fn bytes(scenarios: &Path, place: &Path) {
    let gallery = opened(scenarios, place, |_| ());
    let session = gallery.session("apollo", "ada", 0).unwrap();
    for bad in [&b"\xff\xfe"[..], b"{\"a\":\"\xff\"}", b"{\0}", b"", b"[[[["] {
        assert!(session.put("probe", bad, None).is_err());
        assert!(Options::new().unwrap().add_manifest(bad).is_err());
    }
    assert_eq!(session.get("a\0b").unwrap_err().status(), Status::INVALID_ARGUMENT);
}

fn released(scenarios: &Path, place: &Path) {
    let held = Arc::new(());
    let kept = held.clone();
    let gallery = opened(scenarios, place, |options| {
        options.authorizer(move |_| Ok(Arc::strong_count(&kept) > 0)).unwrap();
    });
    assert_eq!(Arc::strong_count(&held), 2);
    drop(gallery);
    assert_eq!(Arc::strong_count(&held), 1);
}

fn tower(scenarios: &Path, place: &Path) {
    use tower_service::Service as _;
    let gallery = opened(scenarios, place, |options| {
        options.authorizer(|_| Ok(true)).unwrap();
    });
    let mut service = Service::new(Arc::new(gallery), "app.example", "/p");
    let mut ask = |caller: Option<Caller>| {
        let mut request = http::Request::get("/p/api/v1/integrations").body(Vec::new()).unwrap();
        if let Some(caller) = caller {
            request.extensions_mut().insert(caller);
        }
        futures_ready(service.call(request))
    };
    assert_eq!(ask(None).status(), 401);
    let answer = ask(Some(Caller { project: "apollo".into(), subject: "ada".into(), permissions: 0 }));
    assert_eq!(answer.status(), 200);
    assert_eq!(serde_json::from_slice::<Value>(answer.body()).unwrap()[0]["name"], "probe");
}

fn resident() -> i64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    text.split(' ').nth(1).unwrap().parse::<i64>().unwrap() * 4
}

fn memory(scenarios: &Path, place: &Path) {
    let gallery = opened(scenarios, place, |options| {
        options.authorizer(|_| Ok(true)).unwrap();
    });
    let session = gallery.session("apollo", "ada", 0).unwrap();
    session.put("probe", PUT, None).unwrap();
    let request = Request { method: "GET".into(), target: "/api/v1/health/live".into(), ..Request::default() };
    let round = |count| {
        for _ in 0..count / 10 {
            for _ in 0..7 {
                session.handle(&request).unwrap();
            }
            session.get("probe").unwrap();
            session.get("nowhere").unwrap_err();
            let credentials = session.credentials("probe", "a test").unwrap();
            assert_eq!(credentials.secret("/authentication/token").unwrap(), b"canary-1");
        }
    };
    round(10_000);
    let before = resident();
    round(100_000);
    let grown = resident() - before;
    println!("rust: 100000 calls, memory grew by {grown} KiB");
    assert!(grown < 2048, "{grown} KiB");
}

/// What a future gives that is ready at once.
fn futures_ready<T>(mut future: std::future::Ready<Result<T>>) -> T {
    struct Nothing;
    impl std::task::Wake for Nothing {
        fn wake(self: Arc<Self>) {}
    }
    let waker = std::task::Waker::from(Arc::new(Nothing));
    match std::future::Future::poll(std::pin::Pin::new(&mut future), &mut std::task::Context::from_waker(&waker)) {
        std::task::Poll::Ready(made) => made.unwrap(),
        std::task::Poll::Pending => panic!("it is not ready"),
    }
}
