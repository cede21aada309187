//! What was typed. Nothing is computed here.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::IpAddr;
use std::path::PathBuf;

/// Turns Markdown news releases into a searchable static news archive.
#[derive(Debug, Parser)]
#[command(name = "crier", version, about, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 all is well, 1 there are findings, 2 crier could not run.")]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site
    Build(BuildOptions),
    /// Do all that a build does, but write nothing
    Check(CheckOptions),
    /// Build the site and put it where readers find it
    Publish(PublishOptions),
    /// Say when the next held release comes out
    #[command(after_help = "Exit codes: 0 something is due, 1 nothing is, 2 crier could not tell.")]
    Due(DueOptions),
    /// Show the site in a browser while it is written
    Serve(ServeOptions),
    /// Begin a new release
    New(NewOptions),
    /// Begin a new site
    Init(InitOptions),
    /// Search a built site
    Search(SearchOptions),
    /// List the people of the register, or add one
    People(PeopleOptions),
    /// List the units of the register, or add one
    Units(UnitsOptions),
    /// List the topics of the register, or add one
    Topics(TopicsOptions),
    /// Verify that a published site is what was built
    Verify(VerifyOptions),
    /// Explain a finding
    Explain(ExplainOptions),
    /// Print the JSON Schema of a kind of file, for editors
    Schema(SchemaOptions),
    /// Print completions for a shell
    Completions(CompletionsOptions),
    /// Print the manual page, or write one for each command into a folder
    Man(ManOptions),
}

/// Which site, and for when.
#[derive(Debug, Clone, Args)]
pub struct SiteOptions {
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Where the site is published, in place of base_url: a full address, /path/, or ./ to open from files
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Build as if it were this moment, such as 2027-01-01T09:00
    #[arg(long, value_name = "MOMENT")]
    pub now: Option<String>,
    /// Show drafts and releases that are not due yet
    #[arg(long)]
    pub drafts: bool,
    /// How many threads to use [default: one per processor]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

/// How to report.
#[derive(Debug, Clone, Copy, Args)]
pub struct ReportOptions {
    /// How findings are printed [default: human; github inside GitHub Actions]
    #[arg(long, value_enum)]
    pub format: Option<FormatName>,
    /// Let warnings fail
    #[arg(long)]
    pub deny_warnings: bool,
    /// Print findings only
    #[arg(long, short)]
    pub quiet: bool,
}

/// Names of report formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    /// With the line in question, for people
    Human,
    /// One line each, for editors
    Short,
    /// One JSON object a line
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// A SARIF log, for code hosts and editors
    Sarif,
    /// A JUnit report, for CI servers
    Junit,
}

/// Arguments of `crier build`.
#[derive(Debug, Args)]
pub struct BuildOptions {
    /// Which site.
    #[command(flatten)]
    pub site: SiteOptions,
    /// Folder of the output [default: public, in the folder of the site]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How to report.
    #[command(flatten)]
    pub report: ReportOptions,
}

/// Arguments of `crier publish`.
#[derive(Debug, Args)]
pub struct PublishOptions {
    /// Name of the target, as under `publish` in crier.yaml [default: the first]
    pub target: Option<String>,
    /// Build, compare and say what would be done, but leave the target as it is
    #[arg(long)]
    pub dry_run: bool,
    /// Let the version before the one that stands stand again; for folders
    #[arg(long, conflicts_with = "dry_run")]
    pub rollback: bool,
    /// How many of the published addresses may go at once, in percent, in place of max_delete
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u64).range(..=100))]
    pub max_delete: Option<u64>,
    /// What is built.
    #[command(flatten)]
    pub build: BuildOptions,
}

/// Arguments of `crier check`.
#[derive(Debug, Args)]
pub struct CheckOptions {
    /// Which site.
    #[command(flatten)]
    pub site: SiteOptions,
    /// Hold the site against the published one, a folder, an address or a target of `publish`: nothing that was published may vanish or change unsaid
    #[arg(long, value_name = "WHERE")]
    pub against: Option<String>,
    /// Accept what --against finds at this published address, in content/exceptions.yaml; may be given several times
    #[arg(long, value_name = "ADDRESS", requires = "against")]
    pub accept: Vec<String>,
    /// Ask other sites too: whether something is where the site's links lead
    #[arg(long)]
    pub external: bool,
    /// File that keeps when an address of --external answered [default: .crier/external.txt, in the folder of the site]
    #[arg(long, value_name = "FILE", requires = "external")]
    pub cache: Option<PathBuf>,
    /// Let --external ask hosts of the local network too
    #[arg(long, requires = "external")]
    pub allow_private: bool,
    /// Leave out the warnings and hints that stand in this file
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write the warnings and hints of now into the file of --baseline
    #[arg(long, requires = "baseline")]
    pub write_baseline: bool,
    /// How to report.
    #[command(flatten)]
    pub report: ReportOptions,
}

/// Arguments of `crier serve`.
#[derive(Debug, Args)]
pub struct ServeOptions {
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Port to listen on
    #[arg(long, value_name = "N", default_value_t = 4000)]
    pub port: u16,
    /// IP address to listen on; 0.0.0.0 lets others on the network look
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub address: IpAddr,
    /// Open the site in a browser
    #[arg(long)]
    pub open: bool,
    /// Show drafts and releases that are not due yet, as is done without this
    #[arg(long, overrides_with = "no_drafts")]
    pub drafts: bool,
    /// Show only what would be published
    #[arg(long)]
    pub no_drafts: bool,
    /// Show the site as if it were this moment, such as 2027-01-01T09:00
    #[arg(long, value_name = "MOMENT")]
    pub now: Option<String>,
    /// Address that opens a place in your editor, such as vscode://file/{path}:{line}:{column} [default: $CRIER_EDITOR]
    #[arg(long, value_name = "URL")]
    pub editor: Option<String>,
}

/// Arguments of `crier due`.
#[derive(Debug, Args)]
pub struct DueOptions {
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Only what comes out within this time, such as 30m, 1h or 2d
    #[arg(long, value_name = "TIME")]
    pub within: Option<String>,
    /// Ask as if it were this moment, such as 2027-01-01T09:00
    #[arg(long, value_name = "MOMENT")]
    pub now: Option<String>,
    /// How many threads to use [default: one per processor]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Print one JSON object, for programs
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `crier new`.
#[derive(Debug, Args)]
pub struct NewOptions {
    /// The headline
    pub title: String,
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Language, where it is not the site's first
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Date of the release [default: today, in the site's time zone]
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
}

/// Arguments of `crier init`.
#[derive(Debug, Args)]
pub struct InitOptions {
    /// Folder of the new site
    pub dir: PathBuf,
}

/// Arguments of `crier search`.
#[derive(Debug, Args)]
pub struct SearchOptions {
    /// Words, "a phrase", or a name; without any, all releases that pass the filters
    pub query: Vec<String>,
    /// Only releases with this person; may be given several times, as the next three
    #[arg(long, value_name = "ID")]
    pub person: Vec<String>,
    /// Only releases that this unit signed
    #[arg(long, value_name = "ID")]
    pub unit: Vec<String>,
    /// Only releases about this topic
    #[arg(long, value_name = "ID")]
    pub topic: Vec<String>,
    /// Only releases in this language
    #[arg(long, value_name = "TAG")]
    pub lang: Vec<String>,
    /// Only releases of this day, month or year and later, such as 2022-09-28, 2022-09 or 2022
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Only releases of this day, month or year and earlier
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Order of the results
    #[arg(long, value_enum, default_value = "relevance")]
    pub sort: SortName,
    /// How many results are shown; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Take every word as it is written: correct no slips
    #[arg(long)]
    pub verbatim: bool,
    /// Print one JSON object, for programs
    #[arg(long)]
    pub json: bool,
    /// Folder of the site; its output is searched
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Folder of the output [default: public, in the folder of the site]
    #[arg(long, value_name = "DIR")]
    pub built: Option<PathBuf>,
}

/// Orders of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortName {
    /// The best first
    Relevance,
    /// The newest first
    Date,
}

/// What of a register is listed, and how.
#[derive(Debug, Args)]
pub struct RegisterOptions {
    /// Which site.
    #[command(flatten)]
    pub site: SiteOptions,
    /// List names too that releases use and the register does not have
    #[arg(long)]
    pub all: bool,
    /// Print a JSON list, for programs
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `crier people`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct PeopleOptions {
    /// What to list.
    #[command(flatten)]
    pub list: RegisterOptions,
    /// What to do, where it is not to list.
    #[command(subcommand)]
    pub change: Option<ChangePeople>,
}

/// What may be done to the register of people.
#[derive(Debug, Subcommand)]
pub enum ChangePeople {
    /// Add a person at the end of content/people.yaml
    Add(AddPersonOptions),
}

/// Arguments of `crier units`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct UnitsOptions {
    /// What to list.
    #[command(flatten)]
    pub list: RegisterOptions,
    /// What to do, where it is not to list.
    #[command(subcommand)]
    pub change: Option<ChangeUnits>,
}

/// What may be done to the register of units.
#[derive(Debug, Subcommand)]
pub enum ChangeUnits {
    /// Add a unit at the end of content/units.yaml
    Add(AddUnitOptions),
}

/// Arguments of `crier topics`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct TopicsOptions {
    /// What to list.
    #[command(flatten)]
    pub list: RegisterOptions,
    /// What to do, where it is not to list.
    #[command(subcommand)]
    pub change: Option<ChangeTopics>,
}

/// What may be done to the register of topics.
#[derive(Debug, Subcommand)]
pub enum ChangeTopics {
    /// Add a topic at the end of content/topics.yaml
    Add(AddTopicOptions),
}

/// Arguments of `crier people add`.
#[derive(Debug, Args)]
pub struct AddPersonOptions {
    /// The name
    pub name: String,
    /// Id, part of the address [default: made of the name]
    #[arg(long)]
    pub id: Option<String>,
    /// The name in another language of the site, such as zh-Hans=李华; may be given several times
    #[arg(long = "name", value_name = "LANG=NAME")]
    pub names: Vec<String>,
    /// Another name under which releases mention the person; may be given several times
    #[arg(long, value_name = "NAME")]
    pub alias: Vec<String>,
    /// Title held
    #[arg(long)]
    pub title: Option<String>,
    /// Unit in which it is held, by id or name
    #[arg(long, requires = "title")]
    pub unit: Option<String>,
    /// First day on which it is held
    #[arg(long, value_name = "DATE", requires = "title")]
    pub from: Option<String>,
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
}

/// Arguments of `crier units add`.
#[derive(Debug, Args)]
pub struct AddUnitOptions {
    /// The name
    pub name: String,
    /// Id, part of the address [default: made of the name]
    #[arg(long)]
    pub id: Option<String>,
    /// The name in another language of the site, such as zh-Hans=李华; may be given several times
    #[arg(long = "name", value_name = "LANG=NAME")]
    pub names: Vec<String>,
    /// Another name under which releases mention the unit; may be given several times
    #[arg(long, value_name = "NAME")]
    pub alias: Vec<String>,
    /// Id of the unit above it
    #[arg(long, value_name = "ID")]
    pub parent: Option<String>,
    /// First day on which it existed
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
}

/// Arguments of `crier topics add`.
#[derive(Debug, Args)]
pub struct AddTopicOptions {
    /// The name
    pub name: String,
    /// Id, part of the address [default: made of the name]
    #[arg(long)]
    pub id: Option<String>,
    /// The name in another language of the site, such as zh-Hans=李华; may be given several times
    #[arg(long = "name", value_name = "LANG=NAME")]
    pub names: Vec<String>,
    /// Another name under which releases mention the topic; may be given several times
    #[arg(long, value_name = "NAME")]
    pub alias: Vec<String>,
    /// Id of the topic above it
    #[arg(long, value_name = "ID")]
    pub parent: Option<String>,
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
}

/// Arguments of `crier verify`.
#[derive(Debug, Args)]
pub struct VerifyOptions {
    /// Folder or address of the published site, or a target of `publish` in crier.yaml
    #[arg(value_name = "WHERE")]
    pub place: String,
    /// Folder of the site whose crier.yaml names the target
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Public key of minisign, or its file: the manifest must be signed with it
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,
    /// How many files are read at a time [default: 8]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// How to report.
    #[command(flatten)]
    pub report: ReportOptions,
}

/// Arguments of `crier explain`.
#[derive(Debug, Args)]
pub struct ExplainOptions {
    /// Code of the finding, such as release/unknown-unit; without one, all codes are listed
    pub code: Option<String>,
}

/// Arguments of `crier schema`.
#[derive(Debug, Args)]
pub struct SchemaOptions {
    /// Kind of file
    #[arg(value_enum, default_value = "release")]
    pub kind: SchemaName,
}

/// Kinds of files that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaName {
    /// Front matter of a release
    Release,
    /// Front matter of a standing page
    Page,
    /// content/people.yaml
    People,
    /// content/units.yaml
    Units,
    /// content/topics.yaml
    Topics,
    /// crier.yaml
    Config,
    /// theme.yaml of a theme
    Theme,
}

/// Arguments of `crier completions`.
#[derive(Debug, Args)]
pub struct CompletionsOptions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Arguments of `crier man`.
#[derive(Debug, Args)]
pub struct ManOptions {
    /// Folder for the pages of all commands
    pub dir: Option<PathBuf>,
}
