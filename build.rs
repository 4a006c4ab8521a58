//! Gathers what the binary embeds of `web/`: our own pages, and GraphiQL with its libraries.
//!
//! The libraries come from npm by `web/package.json` and its lock file, fetched once a lock
//! file and kept in the target directory. Without npm, or offline, everything else is built
//! and `/graphiql` tells what is missing. `STAKEGRAPH_WITHOUT_NPM=1` does not even try.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files of the packages that the pages load, and what they are called there.
const LIBRARIES: [(&str, &str); 4] = [
    ("react/umd/react.production.min.js", "react.js"),
    ("react-dom/umd/react-dom.production.min.js", "react-dom.js"),
    ("graphiql/graphiql.min.js", "graphiql.js"),
    ("graphiql/graphiql.min.css", "graphiql.css"),
];

/// The packages whose licences go along.
const LICENSED: [&str; 3] = ["graphiql", "react", "react-dom"];

/// What decides which libraries are fetched.
const MANIFESTS: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=data/dossiers");
    println!("cargo:rerun-if-env-changed=STAKEGRAPH_WITHOUT_NPM");
    for name in ["pages", "assets", "examples"].iter().chain(&MANIFESTS) {
        println!("cargo:rerun-if-changed=web/{name}");
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let embedded = out.join("web");
    remove(&embedded)?;
    for folder in ["pages", "assets", "examples"] {
        copy_files(&Path::new("web").join(folder), &embedded.join(folder))?;
    }
    match libraries(&out) {
        Ok(libraries) => copy_files(&libraries, &embedded.join("assets"))?,
        Err(why) => println!("cargo:warning=built without GraphiQL: {why}"),
    }
    Ok(())
}

/// The folder of the fetched libraries, which are fetched now when they are not there yet.
fn libraries(out: &Path) -> Outcome<PathBuf> {
    if std::env::var_os("STAKEGRAPH_WITHOUT_NPM").is_some_and(|value| !value.is_empty()) {
        return Err("STAKEGRAPH_WITHOUT_NPM is set".into());
    }
    let mut hasher = DefaultHasher::new();
    for manifest in MANIFESTS {
        fs::read(Path::new("web").join(manifest))?.hash(&mut hasher);
    }
    LIBRARIES.hash(&mut hasher);
    let kept = target(out)
        .join("web-libraries")
        .join(format!("{:016x}", hasher.finish()));
    if !kept.is_dir() {
        fetch(out, &kept)?;
        println!(
            "cargo:warning=fetched GraphiQL's packages with npm; they are kept for later builds"
        );
    }
    Ok(kept)
}

/// Installs the packages beside the build's output and keeps the files that are needed.
fn fetch(out: &Path, kept: &Path) -> Outcome<()> {
    let install = out.join("npm");
    remove(&install)?;
    fs::create_dir_all(&install)?;
    for manifest in MANIFESTS {
        fs::copy(Path::new("web").join(manifest), install.join(manifest))?;
    }
    npm_ci(&install)?;
    let modules = install.join("node_modules");
    let gathered = out.join("libraries");
    remove(&gathered)?;
    fs::create_dir_all(&gathered)?;
    for (from, to) in LIBRARIES {
        fs::copy(modules.join(from), gathered.join(to))?;
    }
    let mut licences = String::new();
    for package in LICENSED {
        let text = fs::read_to_string(modules.join(package).join("LICENSE"))?;
        write!(licences, "{package}\n\n{text}\n\n")?;
    }
    fs::write(gathered.join("licences.txt"), licences)?;
    fs::create_dir_all(kept.parent().unwrap_or(kept))?;
    match fs::rename(&gathered, kept) {
        // Another build of the same target directory was faster: its files are the same.
        Err(_) if kept.is_dir() => {}
        renamed => renamed?,
    }
    remove(&install)
}

fn npm_ci(folder: &Path) -> Outcome<()> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(npm)
        .args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ])
        .args([
            "--fetch-retries=1",
            "--fetch-retry-mintimeout=1000",
            "--fetch-timeout=60000",
        ])
        .current_dir(folder)
        .output();
    match run {
        Ok(done) if done.status.success() => Ok(()),
        Ok(done) => {
            let said = String::from_utf8_lossy(&done.stderr);
            let first = said
                .lines()
                .find(|line| line.contains("error"))
                .unwrap_or("no message");
            Err(format!("npm ci failed: {first}").into())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Err("npm is not installed".into()),
        Err(error) => Err(format!("npm does not run: {error}").into()),
    }
}

/// The target directory: `OUT_DIR` is `target/PROFILE/build/PACKAGE/out`.
fn target(out: &Path) -> &Path {
    out.ancestors().nth(4).unwrap_or(out)
}

fn copy_files(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

fn remove(folder: &Path) -> Outcome<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
