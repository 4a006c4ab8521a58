//! The command line's grammar: every command, flag and argument, with its help.
//!
//! Not here: what the commands do (one module each). To add a command: add its variant
//! and arguments here, and its module and one line to the dispatch in `cli`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

/// A knowledge graph of stakeholders, dated and evidenced on every hop, served over GraphQL.
///
/// Without a command it serves.
#[derive(Clone, Debug, Parser)]
#[command(name = "stakegraph", version, propagate_version = true)]
#[command(
    after_help = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 the input has violations, \
    4 not found, 5 conflict, 6 database or migration, 130 interrupted."
)]
pub struct Arguments {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// The options of `serve`, for use without a command.
    #[command(
        flatten,
        next_help_heading = "Options of serve, the command when none is given"
    )]
    pub serve: Serve,
    /// The command.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What every command takes.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// The file of settings.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help = "Read settings from this file [env: STAKEGRAPH_CONFIG]"
    )]
    pub config: Option<PathBuf>,
    /// The address of the database.
    #[arg(
        long,
        global = true,
        value_name = "URL",
        help = "The database: sqlite:///path/file.db or postgres://user@host/db \
            [env: STAKEGRAPH_DATABASE_URL]"
    )]
    pub database: Option<String>,
    /// The directory of the embedded database.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        help = "Where the embedded database lives [env: STAKEGRAPH_DATA_DIR]"
    )]
    pub data_dir: Option<PathBuf>,
    /// Print data as JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Print no messages but errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Serve the graph over GraphQL (the command when none is given)
    Serve(Serve),
    /// Import dossiers, all or nothing
    Import(Import),
    /// Check dossiers without a database
    Validate(Validate),
    /// Write the current graph as dossiers
    Export(Export),
    /// Supply the texts of documents, and look for spans in them
    #[command(subcommand)]
    Documents(Documents),
    /// Analyse names: the nominatives that a form may have
    Names(Names),
    /// List entities that may be the same, and judge whether they are
    Duplicates(Duplicates),
    /// Bring the database to this version's schema
    Migrate(Migrate),
    /// Print the GraphQL schema
    Schema,
    /// Check settings, database and pages, and say what is wrong
    Doctor(Doctor),
    /// Print a shell's completion script
    Completions(Completions),
}

/// The options of `serve`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct Serve {
    /// Where to listen.
    #[arg(
        long,
        value_name = "ADDR:PORT",
        help = "Where to listen; port 0 picks a free one [env: STAKEGRAPH_BIND] [default: 127.0.0.1:8080]"
    )]
    pub bind: Option<String>,
    /// Do not load the built-in graph into an empty database
    #[arg(long)]
    pub empty: bool,
    /// Who may read more than the public: a line a viewer, SHA-256-of-token tier name
    #[arg(long, value_name = "FILE")]
    pub viewer_token_file: Option<PathBuf>,
}

/// The arguments of `import`.
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// Dossiers; - reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Say what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// The arguments of `validate`.
#[derive(Clone, Debug, Args)]
pub struct Validate {
    /// Dossiers; - reads standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// The options of `export`.
#[derive(Clone, Debug, Args)]
pub struct Export {
    /// The format: dossiers, which import reads back, or the graph for tools that draw and measure
    #[arg(long, default_value = "dossier", value_enum)]
    pub format: ExportFormat,
    /// Up to which tier facts are written: PUBLIC (the default), PARTNER or STEWARD
    #[arg(long, ignore_case = true, value_parser = tier)]
    pub tier: Option<entity::vocabulary::Tier>,
    /// Write every version and retraction of all tiers, from which an empty database becomes equal
    #[arg(long, conflicts_with = "format")]
    pub history: bool,
    /// Instead of the graph, write who is tied to whom by relations of this kind, such as ATTENDED
    #[arg(long, value_name = "KIND", ignore_case = true, value_parser = relation_kind, conflicts_with = "history")]
    pub network: Option<entity::vocabulary::RelationKind>,
    /// Write to this file, or into this directory, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What `export` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportFormat {
    /// Dossiers: every current fact, to be imported again.
    Dossier,
    /// GEXF 1.3, with spells: for Gephi.
    Gexf,
    /// GraphML, with typed keys: for yEd, igraph, networkx.
    Graphml,
    /// Two tables, nodes.csv and edges.csv, in the directory given with -o.
    Csv,
    /// The JSON of Cytoscape.
    Cytoscape,
}

/// The commands on the texts of documents.
#[derive(Clone, Debug, Subcommand)]
pub enum Documents {
    /// Store the text of documents, and verify the spans that point into them
    Add(DocumentsAdd),
    /// Print the spans at which a phrase stands in a stored text
    Spans(DocumentsSpans),
}

/// The arguments of `documents add`.
#[derive(Clone, Debug, Args)]
pub struct DocumentsAdd {
    /// Texts; each is matched to its document by SHA-256
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The key of the document, for one file, instead of its SHA-256
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,
}

/// The arguments of `documents spans`.
#[derive(Clone, Debug, Args)]
pub struct DocumentsSpans {
    /// The key of the document
    pub key: String,
    /// The phrase, as it stands in the text; a blank matches any run of blanks
    pub phrase: String,
    /// Look in this file instead of the stored text
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// The arguments of `names`.
#[derive(Clone, Debug, Args)]
pub struct Names {
    /// Names in any form, one an argument; without any, one a line from standard input
    #[arg(value_name = "FORM")]
    pub forms: Vec<String>,
}

/// The arguments of `duplicates`.
#[derive(Clone, Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Duplicates {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<DuplicatesCommand>,
    /// The options of `list`, for use without a command.
    #[command(flatten)]
    pub list: DuplicatesList,
}

/// The commands on duplicates.
#[derive(Clone, Debug, Subcommand)]
pub enum DuplicatesCommand {
    /// List pairs that may be the same, the surest first, with what speaks for and against it
    List(DuplicatesList),
    /// List what is judged now
    Judgements,
    /// Judge whether two entities are the same
    Judge(DuplicatesJudge),
    /// Take a judgement back
    Undo(DuplicatesUndo),
}

/// The options of `duplicates list`.
#[derive(Clone, Debug, Args)]
pub struct DuplicatesList {
    /// How many pairs are shown
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    pub first: usize,
    /// The least score, from 0 to 1 [default: 0.5]
    #[arg(long = "min-score", value_name = "SCORE")]
    pub least: Option<f64>,
    /// As a viewer of this tier sees them: PUBLIC, PARTNER or STEWARD (the default)
    #[arg(long, ignore_case = true, value_parser = tier)]
    pub tier: Option<entity::vocabulary::Tier>,
}

/// The arguments of `duplicates judge`.
#[derive(Clone, Debug, Args)]
pub struct DuplicatesJudge {
    /// The key or id of the one
    #[arg(value_name = "A")]
    pub one: String,
    /// The key or id of the other
    #[arg(value_name = "B")]
    pub other: String,
    /// SAME, DIFFERENT or UNSURE
    #[arg(ignore_case = true, value_parser = verdict)]
    pub verdict: entity::vocabulary::Verdict,
    /// Who and why.
    #[command(flatten)]
    pub judged: Judged,
}

/// The arguments of `duplicates undo`.
#[derive(Clone, Debug, Args)]
pub struct DuplicatesUndo {
    /// The judgement by its id, or its two entities by key or id
    #[arg(required = true, num_args = 1..=2, value_name = "JUDGEMENT|A B")]
    pub which: Vec<String>,
    /// Who and why.
    #[command(flatten)]
    pub judged: Judged,
}

/// Who judges, and why.
#[derive(Clone, Debug, Args)]
pub struct Judged {
    /// Who judges
    #[arg(long, value_name = "NAME", value_parser = said)]
    pub by: String,
    /// Why, in a sentence
    #[arg(long, value_name = "TEXT", value_parser = said)]
    pub reason: String,
    /// Check everything, and keep nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// The options of `migrate`.
#[derive(Clone, Debug, Args)]
pub struct Migrate {
    /// The word that a backup of a `PostgreSQL` database exists.
    #[arg(long, help = "Migrate a PostgreSQL database: you have a backup of it")]
    pub yes: bool,
}

/// The options of `doctor`.
#[derive(Clone, Debug, Args)]
pub struct Doctor {
    /// Print the commented defaults, which are the manual of the settings
    #[arg(long)]
    pub defaults: bool,
}

/// The arguments of `completions`.
#[derive(Clone, Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: Shell,
}

fn relation_kind(text: &str) -> Result<entity::vocabulary::RelationKind, String> {
    text.to_uppercase()
        .parse()
        .map_err(|error: entity::vocabulary::UnknownWord| error.to_string())
}

fn verdict(text: &str) -> Result<entity::vocabulary::Verdict, String> {
    text.to_uppercase()
        .parse()
        .map_err(|error: entity::vocabulary::UnknownWord| error.to_string())
}

/// A text that says something.
fn said(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("it must say something".to_owned());
    }
    Ok(text.to_owned())
}

fn tier(text: &str) -> Result<entity::vocabulary::Tier, String> {
    text.to_uppercase()
        .parse()
        .map_err(|error: entity::vocabulary::UnknownWord| error.to_string())
}
