//! Prints microseconds of a call, a list and an opening of credentials: the best of several rounds.

use integration_gallery::{Options, Result};
use std::time::Instant;

fn best(name: &str, count: u32, mut function: impl FnMut() -> Result<()>) -> Result<()> {
    let mut least = f64::MAX;
    for _ in 0..15 {
        let started = Instant::now();
        for _ in 0..count {
            function()?;
        }
        least = least.min(started.elapsed().as_secs_f64() * 1e6 / f64::from(count));
    }
    println!("{{\"name\": \"{name}\", \"value\": {least:.3}}}");
    Ok(())
}

fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("ig-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let base = folder.join("bench").display().to_string();
    let mut options = Options::new()?;
    options.set("database.url", &format!("sqlite://{base}.db"))?.set("key.file", &format!("{base}.key"))?;
    let gallery = options.set("key.create", "true")?.open()?;
    let session = gallery.session("apollo", "ada", 0)?;
    let put = r#"{"enabled":true,"authentication":{"method":"apikey"},"secrets":{"/authentication/apiKey":{"value":"pk_1234567890_ABCDEFGHIJKLMNOP"}}}"#;
    session.put("clickup", put, None)?;
    let credentials = session.credentials("clickup", "a benchmark")?;
    best("call", 50_000, || {
        assert!(credentials.revision() == 1 && credentials.secret("/none").is_none());
        Ok(())
    })?;
    best("list", 200, || session.list("en").map(drop))?;
    best("credentials", 200, || session.credentials("clickup", "a benchmark").map(drop))?;
    drop((credentials, session, gallery));
    let _ = std::fs::remove_dir_all(folder);
    Ok(())
}
