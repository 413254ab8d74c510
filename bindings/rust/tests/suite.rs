//! Passes the scenarios of bindings/scenarios, and the crate's own tests.

use integration_gallery::*;
use serde_json::{json, Value};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

mod own;
mod world;

fn folder(name: &str) -> PathBuf {
    let made = std::env::temp_dir().join(format!("ig-rust-{}-{}", name.replace('/', "-"), std::process::id()));
    let _ = std::fs::remove_dir_all(&made);
    std::fs::create_dir_all(&made).unwrap();
    made
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let scenarios = PathBuf::from(std::env::var("IG_SOURCE_DIR").expect("IG_SOURCE_DIR")).join("bindings/scenarios");
    let (mut passed, mut failed) = (0, 0);
    let mut judge = |name: String, test: &dyn Fn(&Path) -> std::result::Result<(), String>| {
        let place = folder(&name);
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| test(&place)));
        let said = outcome.unwrap_or_else(|payload| {
            Err(payload.downcast_ref::<String>().cloned().or_else(|| payload.downcast_ref::<&str>().map(|s| s.to_string())).unwrap_or_default())
        });
        let _ = std::fs::remove_dir_all(&place);
        match said {
            Ok(()) => passed += 1,
            Err(why) => {
                failed += 1;
                println!("FAILED bindings/rust/{name}: {why}");
            }
        }
    };
    let mut files: Vec<_> = std::fs::read_dir(&scenarios).unwrap().map(|one| one.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().map_or(false, |end| end == "json")) {
        for one in read(file)["scenarios"].as_array().unwrap_or(&Vec::new()) {
            if one["dynamic"] != true {
                let name = format!("scenarios/{}/{}", file.file_stem().unwrap().to_str().unwrap(), one["name"].as_str().unwrap());
                judge(name, &|place| world::World::new(&scenarios, place).run(one["steps"].as_array().unwrap()));
            }
        }
    }
    for (name, test) in own::TESTS {
        judge(format!("crate/{name}"), &|place| {
            test(&scenarios, place);
            Ok(())
        });
    }
    println!("{passed} passed, {failed} failed");
    std::process::exit(i32::from(failed > 0 || passed == 0));
}
