//! Gathers what the binary embeds of `web/`: our own pages, the explorer with its operations,
//! and the libraries of others.
//!
//! The libraries come from npm by `web/package.json` and its lock file, fetched once a lock
//! file and kept in the target directory. Without npm, or offline, everything else is built:
//! `/graphiql` tells what is missing, and the explorer does with the system's fonts and a
//! simpler layout of graphs. `STAKEGRAPH_WITHOUT_NPM=1` does not even try.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files of the packages that the pages load, and where they stand there.
const LIBRARIES: [(&str, &str); 12] = [
    ("react/umd/react.production.min.js", "assets/react.js"),
    (
        "react-dom/umd/react-dom.production.min.js",
        "assets/react-dom.js",
    ),
    ("graphiql/graphiql.min.js", "assets/graphiql.js"),
    ("graphiql/graphiql.min.css", "assets/graphiql.css"),
    (
        "d3-dispatch/dist/d3-dispatch.min.js",
        "explorer/lib/d3-dispatch.js",
    ),
    (
        "d3-quadtree/dist/d3-quadtree.min.js",
        "explorer/lib/d3-quadtree.js",
    ),
    ("d3-timer/dist/d3-timer.min.js", "explorer/lib/d3-timer.js"),
    ("d3-force/dist/d3-force.min.js", "explorer/lib/d3-force.js"),
    (
        "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
        "explorer/lib/inter-latin.woff2",
    ),
    (
        "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
        "explorer/lib/inter-latin-ext.woff2",
    ),
    (
        "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
        "explorer/lib/source-serif-4-latin.woff2",
    ),
    (
        "@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-wght-normal.woff2",
        "explorer/lib/source-serif-4-latin-ext.woff2",
    ),
];

/// The packages whose licences go along.
const LICENSED: [&str; 9] = [
    "graphiql",
    "react",
    "react-dom",
    "d3-dispatch",
    "d3-force",
    "d3-quadtree",
    "d3-timer",
    "@fontsource-variable/inter",
    "@fontsource-variable/source-serif-4",
];

/// The folders of `web/` that are embedded.
const FOLDERS: [&str; 5] = ["pages", "assets", "examples", "operations", "explorer"];

/// What decides which libraries are fetched.
const MANIFESTS: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=data/dossiers");
    println!("cargo:rerun-if-env-changed=STAKEGRAPH_WITHOUT_NPM");
    for name in FOLDERS.iter().chain(&MANIFESTS) {
        println!("cargo:rerun-if-changed=web/{name}");
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let embedded = out.join("web");
    remove(&embedded)?;
    for folder in FOLDERS {
        copy_tree(&Path::new("web").join(folder), &embedded.join(folder))?;
    }
    match libraries(&out) {
        Ok(libraries) => copy_tree(&libraries, &embedded)?,
        Err(why) => println!("cargo:warning=built without GraphiQL: {why}"),
    }
    let operations = operations(&embedded.join("operations"))?;
    fs::write(embedded.join("explorer/operations.json"), operations)?;
    Ok(())
}

/// The operations of the explorer in one object, each by its name.
fn operations(folder: &Path) -> Outcome<String> {
    let mut all = serde_json::Map::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        all.insert(name.into_owned(), fs::read_to_string(&path)?.into());
    }
    Ok(serde_json::Value::Object(all).to_string())
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
        let to = gathered.join(to);
        fs::create_dir_all(to.parent().unwrap_or(&gathered))?;
        fs::copy(modules.join(from), to)?;
    }
    let mut licences = String::new();
    let mut listed = Vec::new();
    for package in LICENSED {
        let folder = modules.join(package);
        let text = fs::read_to_string(folder.join("LICENSE"))?;
        write!(licences, "{package}\n\n{text}\n\n")?;
        let manifest = fs::read_to_string(folder.join("package.json"))?;
        let manifest: serde_json::Value = serde_json::from_str(&manifest)?;
        listed.push(serde_json::json!({
            "name": package,
            "version": manifest["version"],
            "license": manifest["license"],
        }));
    }
    fs::write(gathered.join("assets/licences.txt"), licences)?;
    fs::write(
        gathered.join("explorer/lib/libraries.json"),
        serde_json::Value::Array(listed).to_string(),
    )?;
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

fn copy_tree(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let target = to.join(entry.file_name());
        if kind.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else if kind.is_file() {
            fs::copy(entry.path(), target)?;
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
