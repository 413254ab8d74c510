use super::*;

type Calls = Arc<Mutex<HashMap<String, Vec<Value>>>>;
type Outcome = std::result::Result<Value, Error>;

/// Callbacks that behave as a scenario says, and keep what they are given.
#[derive(Clone)]
struct Host {
    step: Value,
    calls: Calls,
}

impl Host {
    fn note(&self, callback: &str, call: Value) {
        self.calls.lock().unwrap().entry(callback.into()).or_default().push(call);
    }

    fn behave(&self, callback: &str, what: &str, status: Status, message: &str) -> Result<String> {
        let said = &self.step[callback];
        let said = said.get(what).or_else(|| said.get("*")).and_then(Value::as_str).unwrap_or_default();
        match said {
            "fails" => Err(Error::new(status, message)),
            "throws" => panic!("a canary sang"),
            _ => Ok(said.to_owned()),
        }
    }

    fn turn(&self, operation: &str, key_id: &str, data: &[u8]) -> Result<Vec<u8>> {
        self.note("key_provider", json!({"operation": operation, "key_id": key_id}));
        match self.behave("key_provider", operation, Status::KEY, "The key service is closed.")?.as_str() {
            "nonsense" => Ok(Vec::new()),
            _ => Ok(data.iter().map(|byte| byte ^ 0x5a).collect()),
        }
    }
}

impl KeyProvider for Host {
    fn keys(&self) -> Result<Keys> {
        match self.behave("key_provider", "keys", Status::KEY, "The key service is closed.")?.as_str() {
            "nonsense" => Ok(Keys { active: String::new(), known: Vec::new() }),
            _ => Ok(Keys { active: "k2".into(), known: vec!["k1".into(), "k2".into()] }),
        }
    }

    fn wrap(&self, key_id: &str, data: &[u8], _: &[u8], _: std::time::Duration) -> Result<Vec<u8>> {
        self.turn("wrap", key_id, data)
    }

    fn unwrap(&self, key_id: &str, data: &[u8], _: &[u8], _: std::time::Duration) -> Result<Vec<u8>> {
        self.turn("unwrap", key_id, data)
    }
}

/// None stands for a closed object: the compiler refuses the use of one.
pub struct World {
    scenarios: PathBuf,
    folder: PathBuf,
    branch: String,
    galleries: HashMap<String, Option<Arc<Gallery>>>,
    calls: HashMap<String, Calls>,
    sessions: HashMap<String, Option<Session>>,
    credentials: HashMap<String, Option<Credentials>>,
    results: HashMap<String, Value>,
}

fn closed() -> Error {
    Error::new(Status::INVALID_STATE, "closed")
}

fn word<'a>(step: &'a Value, member: &str, otherwise: &'a str) -> &'a str {
    step[member].as_str().unwrap_or(otherwise)
}

fn find<'a>(root: &'a Value, pointer: &str) -> Option<&'a Value> {
    let mut at = root;
    for segment in pointer.split('/').skip(1) {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        at = match (at, segment.strip_prefix('[')) {
            (Value::Array(all), Some(rule)) => {
                let (member, wanted) = rule.trim_end_matches(']').split_once('=')?;
                all.iter().find(|one| find(one, &format!("/{member}")).map_or(false, |at| as_text(at) == wanted))?
            }
            (Value::Array(all), None) => all.get(segment.parse::<usize>().ok()?)?,
            _ => at.get(&segment)?,
        };
    }
    Some(at)
}

fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn size(value: &Value) -> f64 {
    match value {
        Value::Array(all) => all.len() as f64,
        Value::Object(all) => all.len() as f64,
        Value::String(text) => text.chars().count() as f64,
        _ => value.as_f64().unwrap_or(-1.0),
    }
}

fn broken(value: &Value) -> bool {
    match value {
        Value::Object(all) => all.contains_key("$broken") || all.values().any(broken),
        Value::Array(all) => all.iter().any(broken),
        _ => false,
    }
}

impl World {
    pub fn new(scenarios: &Path, folder: &Path) -> Self {
        World {
            scenarios: scenarios.into(),
            folder: folder.into(),
            branch: String::new(),
            galleries: HashMap::new(),
            calls: HashMap::new(),
            sessions: HashMap::new(),
            credentials: HashMap::new(),
            results: HashMap::new(),
        }
    }

    fn bytes(&self, value: &Value) -> Vec<u8> {
        if let Some(text) = value["$text"].as_str() {
            return text.into();
        }
        if let Some(digits) = value["$bytes"].as_str() {
            return (0..digits.len() / 2).map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap()).collect();
        }
        if let Some(name) = value["$result"].as_str() {
            return self.results[name].to_string().into();
        }
        value.to_string().into()
    }

    fn fill(&self, options: &mut Options, step: &Value) -> Result<()> {
        for (name, value) in step["options"].as_object().unwrap_or(&serde_json::Map::new()) {
            match value {
                Value::Array(all) => all.iter().try_for_each(|one| options.set(name, one.as_str().unwrap()).map(|_| ()))?,
                _ => drop(options.set(name, value.as_str().unwrap())?),
            }
        }
        let manifests = read(&self.scenarios.join("manifests.json"));
        for one in step["manifests"].as_array().unwrap_or(&Vec::new()) {
            options.add_manifest(one.as_str().map_or(one, |name| &manifests[name]).to_string())?;
        }
        Ok(())
    }

    fn what_breaks(&self, gallery: &Gallery, step: &Value) -> Result<Value> {
        let mut next = Options::new()?;
        self.fill(&mut next, step)?;
        gallery.what_breaks(&next, step["project"].as_str())
    }

    fn open(&mut self, step: &Value) -> Result<Value> {
        let mut options = Options::new()?;
        if let Some(store) = step["store"].as_str() {
            let base = self.folder.join(store).display().to_string();
            options.set("database.url", &format!("sqlite://{base}.db"))?.set("database.synchronous", "false")?;
            if step["key_provider"].is_null() {
                options.set("key.file", &format!("{base}.key"))?.set("key.create", "true")?;
            }
            if step["shipped"].is_null() {
                options.set("catalog.shipped", "false")?;
            }
        }
        self.fill(&mut options, step)?;
        let made = Host { step: step.clone(), calls: Calls::default() };
        if step["authorizer"].is_object() {
            let host = made.clone();
            options.authorizer(move |one| {
                host.note("authorizer", json!({"project": one.project, "subject": one.subject, "permissions": one.permissions, "action": one.action, "integration": one.integration}));
                let said = host.behave("authorizer", &one.action, Status::TIMEOUT, "The directory is down.")?;
                Ok(said.is_empty())
            })?;
        }
        if step["audit"].is_object() {
            let host = made.clone();
            options.audit(move |record| {
                host.note("audit", record.clone());
                host.behave("audit", word(record, "kind", ""), Status::TIMEOUT, "The log is full.").map(|_| ())
            })?;
        }
        if step["logger"].is_object() {
            let host = made.clone();
            options.logger(move |level, record| {
                let mut kept = record.clone();
                kept["level"] = level.into();
                host.note("logger", kept);
                let _ = host.behave("logger", word(record, "message", ""), Status::TIMEOUT, "");
            })?;
        }
        if step["key_provider"].is_object() {
            options.key_provider("host", made.clone())?;
        }
        let name = word(step, "as", "g").to_owned();
        let gallery = options.open()?;
        self.calls.insert(name.clone(), made.calls);
        self.galleries.insert(name, Some(Arc::new(gallery)));
        Ok(Value::Null)
    }

    fn act(&mut self, step: &Value) -> Outcome {
        let of = word(step, "of", "");
        let integration = word(step, "integration", "");
        let revision = step["if_revision"].as_u64().map(|value| value as u32);
        let session = || self.sessions.get(word(step, "session", "s")).and_then(Option::as_ref).ok_or_else(closed);
        let (project, subject, path) = (word(step, "project", ""), word(step, "subject", ""), word(step, "path", ""));
        let gallery = || self.galleries.get(word(step, "of", "g")).and_then(Option::as_ref).ok_or_else(closed);
        let number = |member: &str| step[member].as_i64().unwrap_or_default();
        let goes_on = word(step, "progress", "yes") == "yes";
        let key = step["key_file"].as_str().map_or(ExportKey::Passphrase(word(step, "passphrase", "")), ExportKey::File);
        match word(step, "do", "") {
            "library.info" => Ok(json!({"version": version(), "abi_revision": abi_revision()})),
            "library.status_name" => Ok(Status(step["value"].as_i64().unwrap() as i32).name().into()),
            "gallery.open" => self.open(step),
            "gallery.close" => {
                self.galleries.insert(of.into(), None);
                Ok(Value::Null)
            }
            "session.close" => {
                self.sessions.insert(of.into(), None);
                Ok(Value::Null)
            }
            "credentials.close" => {
                self.credentials.insert(of.into(), None);
                Ok(Value::Null)
            }
            "session.new" => {
                let gallery = self.galleries.get(word(step, "gallery", "g")).and_then(Option::as_ref).ok_or_else(closed)?;
                let permissions = step["permissions"].as_u64().unwrap_or(7);
                let made = gallery.session(word(step, "project", "apollo"), word(step, "subject", "ada"), permissions)?;
                self.sessions.insert(word(step, "as", "s").into(), Some(made));
                Ok(Value::Null)
            }
            "catalog.list" => session()?.list(word(step, "language", "en")),
            "settings.get" => session()?.get(integration),
            "settings.put" => session()?.put(integration, self.bytes(&step["document"]), revision),
            "settings.check" => session()?.check(integration, self.bytes(&step["document"]), revision),
            "settings.changes" => session()?.changes(number("after"), number("limit")),
            "settings.set_enabled" => session()?.set_enabled(integration, step["enabled"] == true),
            "settings.remove" => session()?.remove(integration, revision).map(|()| Value::Null),
            "credentials.acquire" => {
                let made = session()?.credentials(integration, word(step, "purpose", ""))?;
                let secret = |name: &String| String::from_utf8_lossy(made.secret(name).unwrap()).into_owned();
                let fields: HashMap<_, _> = made.fields().iter().map(|name| (name.clone(), secret(name))).collect();
                let value = json!({"enabled": made.enabled(), "method": made.method(), "revision": made.revision(), "settings": made.settings()?, "fields": fields});
                self.credentials.insert(word(step, "as", "c").into(), Some(made));
                Ok(value)
            }
            "credentials.compare" => {
                let (pointer, value) = (word(step, "pointer", ""), word(step, "value", ""));
                Ok(session()?.is_secret(integration, pointer, value, word(step, "purpose", ""))?.into())
            }
            "credentials.field" => {
                let held = self.credentials.get(of).and_then(Option::as_ref).ok_or_else(closed)?;
                Ok(held.secret(word(step, "pointer", "")).map(|one| String::from_utf8_lossy(one).into_owned()).into())
            }
            "http.handle" => {
                let asked = &step["request"];
                let pair = |one: &Value| (one[0].as_str().unwrap().to_owned(), one[1].as_str().unwrap().to_owned());
                let fields = asked["fields"].as_array().map(|all| all.iter().map(pair).collect()).unwrap_or_default();
                let body = match &asked["body"] {
                    Value::Null => Vec::new(),
                    Value::String(text) => text.clone().into(),
                    other => self.bytes(other),
                };
                let request = Request { method: word(asked, "method", "").into(), target: word(asked, "target", "").into(), fields, body };
                let answer = session()?.handle(&request)?;
                let parsed: Value = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
                Ok(json!({"status": answer.status, "fields": answer.fields, "body": String::from_utf8_lossy(&answer.body), "json": parsed}))
            }
            "http.classify" => {
                let asked = &step["request"];
                let request = Request { method: word(asked, "method", "").into(), target: word(asked, "target", "").into(), ..Request::default() };
                Ok(format!("{:?}", session()?.classify(&request)?).to_lowercase().into())
            }
            "history.list" => session()?.history(integration, number("limit"), number("before")),
            "history.get" => session()?.version(integration, number("revision")),
            "history.diff" => session()?.difference(integration, number("from"), number("to")),
            "history.restore" => session()?.restore(integration, number("revision"), revision),
            "history.verify" => {
                let head = &step["head"];
                let head = head["sequence"].as_i64().map(|sequence| HistoryHead { sequence, hash: word(head, "hash", "").into() });
                gallery()?.verify_history(project, head.as_ref())
            }
            "history.retain" => gallery()?.retain_history(project, subject, number("before_ms"), number("keep")),
            "store.export" => gallery()?.export_to(path, step["project"].as_str(), subject, key),
            "store.import" => {
                let on_conflict = match word(step, "on_conflict", "refuse") {
                    "skip" => OnConflict::Skip,
                    "overwrite" => OnConflict::Overwrite,
                    _ => OnConflict::Refuse,
                };
                gallery()?.import_from(path, subject, key, on_conflict, step["dry_run"] == true)
            }
            "store.backup" => gallery()?.back_up(path).map(|()| Value::Null),
            "gallery.what_breaks" => self.what_breaks(gallery()?, step),
            "keys.rotate" => gallery()?.rotate_keys(subject, &step["options"], |_| goes_on),
            "keys.rewrap" => gallery()?.rewrap_keys(subject, &step["options"], |_| goes_on),
            "keys.reseal" => gallery()?.reseal(subject, &step["options"], |_| goes_on),
            "keys.doctor" => gallery()?.doctor(step["project"].as_str()),
            "keys.shred" => gallery()?.shred(project, subject).map(|()| Value::Null),
            "callbacks.calls" => {
                Ok(self.calls[of].lock().unwrap().get(word(step, "callback", "")).cloned().unwrap_or_default().into())
            }
            other => panic!("an unknown action: {other}"),
        }
    }

    fn together(&self, step: &Value) -> std::result::Result<(), String> {
        let branch = |number: u64| {
            let mut world = World::new(&self.scenarios, &self.folder);
            world.branch = number.to_string();
            world.galleries = self.galleries.clone();
            world.calls = self.calls.clone();
            move || world.run(step["steps"].as_array().unwrap())
        };
        std::thread::scope(|scope| {
            let all: Vec<_> = (0..step["times"].as_u64().unwrap()).map(|number| scope.spawn(branch(number))).collect();
            all.into_iter().try_for_each(|one| one.join().map_err(|_| "a branch panicked".to_owned())?)
        })
    }

    fn expect(&self, value: &Value, wanted: &Value) -> std::result::Result<(), String> {
        for (kind, places) in wanted.as_object().unwrap_or(&serde_json::Map::new()) {
            if kind == "missing" {
                if let Some(there) = places.as_array().unwrap().iter().find(|one| find(value, one.as_str().unwrap()).is_some()) {
                    return Err(format!("{there} is there"));
                }
                continue;
            }
            for (pointer, wanted) in places.as_object().unwrap_or(&serde_json::Map::new()) {
                let at = find(value, pointer).ok_or_else(|| format!("{pointer} is missing in {value}"))?;
                let holds = match kind.as_str() {
                    "is" => at == wanted,
                    "same" => at == &self.results[wanted.as_str().unwrap()],
                    "holds" => as_text(at).contains(&as_text(wanted)),
                    "lacks" => !as_text(at).contains(&as_text(wanted)),
                    "size" => size(at) == size(wanted),
                    "least" => size(at) >= size(wanted),
                    other => panic!("an unknown expectation: {other}"),
                };
                if !holds {
                    return Err(format!("{pointer} is {at}: not {kind} {wanted}"));
                }
            }
        }
        Ok(())
    }

    fn fails(&self, failure: &Error, wanted: &Value) -> std::result::Result<(), String> {
        let name = failure.status().name();
        let right = match wanted["kind"].as_str() {
            Some("closed") => return if failure.message() == "closed" { Ok(()) } else { Err(format!("not closed: {failure}")) },
            Some("argument") => name == "invalid_argument" || name == "not_found",
            Some("thrown") => failure.code() == "host-callback" && std::error::Error::source(failure).is_some(),
            _ => true,
        };
        let said = format!("{failure}{}", failure.detail());
        let status = word(wanted, "status", name) == name && word(wanted, "code", failure.code()) == failure.code();
        if !right || !status || failure.message().is_empty() || said.contains("canary") {
            return Err(format!("{failure} ({name}) is not {wanted}"));
        }
        self.expect(failure.detail(), wanted)
    }

    pub fn run(&mut self, steps: &[Value]) -> std::result::Result<(), String> {
        for given in steps {
            if given["do"] == "together" {
                self.together(given)?;
                continue;
            }
            // An export without a key cannot be written down in Rust.
            let keyless = given["do"] == "store.export" && given["key_file"].is_null() && given["passphrase"].is_null();
            if broken(given) || keyless {
                continue;
            }
            let text = given.to_string().replace("${folder}", self.folder.to_str().unwrap());
            let text = text.replace("${data}", self.scenarios.join("data").to_str().unwrap()).replace("${branch}", &self.branch);
            let step: Value = serde_json::from_str(&text).unwrap();
            match self.act(&step) {
                Err(failure) if step["may_fail"] == "closed" && failure.message() == "closed" => (),
                Err(failure) if step["fails"].is_null() => return Err(format!("{failure} in {step}")),
                Err(failure) => self.fails(&failure, &step["fails"])?,
                Ok(_) if !step["fails"].is_null() => return Err(format!("it succeeded: {step}")),
                Ok(value) => {
                    self.expect(&value, &step["expect"])?;
                    if let Some(name) = step["as"].as_str() {
                        self.results.insert(name.into(), value);
                    }
                }
            }
        }
        Ok(())
    }
}
