//! The command line: parse, lay the settings over each other, dispatch.
//!
//! `arguments` is the grammar, `settings` the configuration, `console` what is printed,
//! `exit` and `failure` how a command ends; each command is a module of its name. Not
//! here: rules and SQL. To add a command: see `arguments`.

pub mod arguments;
mod built_in;
mod completions;
mod console;
mod database;
mod doctor;
mod documents;
mod draft;
mod duplicates;
mod exit;
mod export;
mod failure;
mod files;
mod history;
mod import;
mod logging;
mod migrate;
mod names;
mod schema;
mod serve;
pub mod settings;
mod validate;

use clap::Parser;

use arguments::{Arguments, Command, Global, Serve};
pub use console::Console;
pub use exit::Exit;
pub use failure::Failure;
use settings::{Layers, Origin, Settings};

/// What every command is given.
#[derive(Debug)]
pub struct Context {
    /// Where to print.
    pub console: Console,
    /// The settings.
    pub settings: Settings,
    /// Where each setting came from.
    pub origins: std::collections::BTreeMap<String, Origin>,
}

/// Parses the command line, runs the command and says how it ended.
#[must_use]
pub fn main() -> Exit {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // clap prints help to stdout and errors to stderr; a closed pipe is no failure.
            let _ = error.print();
            return if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Done
            };
        }
    };
    let console = Console {
        json: arguments.global.json,
        quiet: arguments.global.quiet,
    };
    run(arguments, console).unwrap_or_else(|failure| {
        console.failure(&failure);
        failure.exit
    })
}

fn run(arguments: Arguments, console: Console) -> Result<Exit, Failure> {
    let Arguments {
        global,
        serve,
        command,
    } = arguments;
    let command = match command {
        None => Command::Serve(serve),
        Some(Command::Serve(given)) => Command::Serve(given.or(serve)),
        Some(_) if serve != Serve::default() => {
            return Err(Failure::usage(
                "--bind, --empty and --viewer-token-file belong to the command serve",
            ));
        }
        Some(command) => command,
    };
    let (settings, origins) = settings(&global, &command)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let entered = runtime.enter();
    let spans = logging::start(&settings.log, &settings.tracing, console.quiet)?;
    drop(entered);
    let context = Context {
        console,
        settings,
        origins,
    };
    let exit = runtime.block_on(dispatch(&context, command));
    if let Some(spans) = spans {
        spans.end();
    }
    exit
}

async fn dispatch(context: &Context, command: Command) -> Result<Exit, Failure> {
    if !matches!(command, Command::Serve(_)) {
        end_on_interrupt();
    }
    match command {
        Command::Serve(asked) => Box::pin(serve::run(context, &asked)).await,
        Command::Import(asked) => import::run(context, &asked).await,
        Command::Validate(asked) => validate::run(context, &asked),
        Command::Export(asked) => export::run(context, &asked).await,
        Command::Documents(asked) => documents::run(context, &asked).await,
        Command::Names(asked) => names::run(context, &asked),
        Command::Duplicates(asked) => duplicates::run(context, &asked).await,
        Command::Migrate(asked) => migrate::run(context, &asked).await,
        Command::Schema => Ok(schema::run(context.console)),
        Command::Doctor(asked) => doctor::run(context, &asked).await,
        Command::Completions(asked) => Ok(completions::run(&asked)),
    }
}

/// From here on Ctrl-C ends the process at once, also while it waits for standard input.
///
/// Nothing is lost by that: what was acknowledged is on disk, and a transaction that is not
/// finished leaves nothing behind.
fn end_on_interrupt() {
    tokio::spawn(async {
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(Exit::Interrupted as i32);
        }
    });
}

/// The settings: defaults < file < environment < flags.
fn settings(
    global: &Global,
    command: &Command,
) -> Result<(Settings, std::collections::BTreeMap<String, Origin>), Failure> {
    let mut layers = Layers::defaults()?;
    if !command.reads_settings() {
        let origins = layers.origins();
        return Ok((layers.settings()?, origins));
    }
    if let Some(file) = config_file(global) {
        let text = std::fs::read_to_string(&file).map_err(|error| {
            Failure::usage(format!(
                "cannot read the settings in {}: {error}",
                file.display()
            ))
        })?;
        layers.file(&file, &text);
    }
    layers.environment(environment());
    if let Some(url) = &global.database {
        layers.flag("--database", "database.url", url);
    }
    if let Some(dir) = &global.data_dir {
        layers.flag("--data-dir", "data.dir", dir.to_string_lossy());
    }
    if let Command::Serve(serve) = command {
        if let Some(bind) = &serve.bind {
            layers.flag("--bind", "http.bind", bind);
        }
        if let Some(file) = &serve.viewer_token_file {
            layers.flag(
                "--viewer-token-file",
                "http.viewer_token_file",
                file.to_string_lossy(),
            );
        }
    }
    let origins = layers.origins();
    Ok((layers.settings()?, origins))
}

fn config_file(global: &Global) -> Option<std::path::PathBuf> {
    global
        .config
        .clone()
        .or_else(|| std::env::var_os("STAKEGRAPH_CONFIG").map(Into::into))
        .or_else(|| settings::user_config_file().filter(|file| file.is_file()))
}

/// The environment, as far as it is text: no setting of ours is anything else.
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

impl Command {
    /// Whether the settings matter to it; a mistake in them must not keep the manual from being read.
    fn reads_settings(&self) -> bool {
        match self {
            Self::Schema | Self::Completions(_) | Self::Names(_) => false,
            Self::Doctor(asked) => !asked.defaults,
            _ => true,
        }
    }
}

impl Serve {
    /// These options where given, else those before the command.
    fn or(self, before: Self) -> Self {
        Self {
            bind: self.bind.or(before.bind),
            empty: self.empty || before.empty,
            viewer_token_file: self.viewer_token_file.or(before.viewer_token_file),
        }
    }
}
