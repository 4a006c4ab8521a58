//! Other engines on the same network, where they are there; see `benches/peers`.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    table::Table,
    walks::NEAR,
    world::{ASKED, World},
};

/// Has them answer, and takes in what they print.
pub(crate) fn ask(world: &World, pairs: &[(u32, u32)], table: &mut Table) -> std::io::Result<()> {
    if std::env::var("PEERS").as_deref() == Ok("none") {
        return Ok(());
    }
    let directory = tempfile::tempdir()?;
    written(world, pairs, directory.path())?;
    let home = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
    let python = std::env::var("PEERS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut engines = Command::new(home.join("target/release/peers"));
    let mut libraries = Command::new(python);
    libraries.arg(home.join("peers.py"));
    for (what, command) in [
        ("petgraph, neo4j-labs graph", &mut engines),
        ("Python's", &mut libraries),
    ] {
        let run = command
            .arg(directory.path())
            .env("RAYON_NUM_THREADS", "1")
            .output();
        match run {
            Ok(output) => {
                let printed = String::from_utf8_lossy(&output.stdout);
                table.peers(&printed);
                let rest = printed.lines().filter(|line| !line.starts_with("PEER"));
                rest.for_each(|line| println!("  {what}: {line}"));
                if !output.status.success() {
                    println!("  {what}: {}", String::from_utf8_lossy(&output.stderr));
                }
            }
            Err(missing) => println!("  {what}: not here ({missing}); see benches/peers/README.md"),
        }
    }
    Ok(())
}

/// Writes the network: pairs as two numbers of 32 bits; relations as both ends, kind and reach
/// (32 bits each) and days (16 bits each); and what is asked.
fn written(world: &World, pairs: &[(u32, u32)], directory: &Path) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(directory.join("pairs"))?);
    for (one, other) in pairs {
        file.write_all(&one.to_le_bytes())?;
        file.write_all(&other.to_le_bytes())?;
    }
    file.flush()?;
    let mut file = BufWriter::new(File::create(directory.join("ties"))?);
    for tie in &world.ties {
        let kind = u32::from(tie.reach) << 4 | u32::from(tie.kind);
        for number in [tie.subject, tie.object, kind] {
            file.write_all(&number.to_le_bytes())?;
        }
        file.write_all(&tie.from.to_le_bytes())?;
        file.write_all(&tie.to.to_le_bytes())?;
    }
    file.flush()?;
    let kinds = NEAR.iter().fold(0_u64, |set, kind| set | 1 << kind);
    let (from, to) = ASKED;
    let mut words = format!(
        "{} {} {kinds} {from} {to}",
        world.scale.name,
        world.scale.entities()
    );
    let starts: Vec<String> = world.starts.iter().map(u32::to_string).collect();
    words.push(' ');
    words.push_str(&starts.join(" "));
    fs::write(directory.join("questions"), words)
}
