//! Links the C library that IG_LIBRARY names, or the one in native/, or an installed one, which pkg-config finds.

use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-env-changed=IG_LIBRARY");
    println!("cargo:rustc-link-lib=dylib=integration_gallery_c");
    match std::env::var_os("IG_LIBRARY") {
        Some(library) => from_file(Path::new(&library)),
        None if packed().is_file() => from_file(&packed()),
        None => installed(),
    }
}

fn packed() -> PathBuf {
    let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    folder.join("native/libintegration_gallery_c.so.1")
}

fn from_file(library: &Path) {
    println!("cargo:rerun-if-changed={}", library.display());
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    for name in ["libintegration_gallery_c.so", "libintegration_gallery_c.so.1"] {
        let copy = folder.join(name);
        // A new file: a program that runs may have mapped the old one.
        let _ = std::fs::remove_file(&copy);
        if let Err(error) = std::fs::copy(library, &copy) {
            panic!("IG_LIBRARY names {}, which cannot be copied: {}", library.display(), error);
        }
    }
    println!("cargo:rustc-link-search=native={}", folder.display());
}

fn installed() {
    if let Ok(found) = Command::new("pkg-config").args(["--libs-only-L", "integration_gallery_c"]).output() {
        for folder in String::from_utf8_lossy(&found.stdout).split_whitespace() {
            println!("cargo:rustc-link-search=native={}", folder.trim_start_matches("-L"));
        }
    }
}
