//! The keys of `crier.yaml`: what is checked, what editors are told, and what the manual says.

use crate::base::shape::{Key, Record, Shape};
use crate::config::{external, hosts, severities, targets};

/// The schema of `crier.yaml`.
pub static SCHEMA: Record = Record {
    keys: &[
        Key {
            name: "title",
            shape: Shape::Localized,
            required: false,
            doc: "Name of the site.",
            example: "{en: Mei County News, zh-Hans: 眉县要闻}",
        },
        Key {
            name: "description",
            shape: Shape::Localized,
            required: false,
            doc: "What the site is, in one sentence; stands in feeds and search results.",
            example: "News releases of the county government",
        },
        Key {
            name: "base_url",
            shape: Shape::Text,
            required: false,
            doc: "Where the site is published: a full address, a path such as `/news/`, or `./` for a site that opens from a file system. Feeds, sitemaps and canonical addresses need a full one.",
            example: "https://news.example.gov/",
        },
        Key {
            name: "languages",
            shape: Shape::List(&Shape::Language),
            required: false,
            doc: "Language tags (BCP 47). The first lives at the root, the others below their tag. Default: `[en]`.",
            example: "[en, zh-Hans]",
        },
        Key {
            name: "time_zone",
            shape: Shape::Text,
            required: false,
            doc: "Zone (IANA name) in which dates are read and shown. Default: `UTC`.",
            example: "Asia/Shanghai",
        },
        Key {
            name: "issuer",
            shape: Shape::Text,
            required: false,
            doc: "Id or name of the unit that releases, unless a release names another.",
            example: "county-office",
        },
        Key {
            name: "theme",
            shape: Shape::Text,
            required: false,
            doc: "Name of the theme: a folder of `themes/`, or `civic`, which is embedded. Default: `civic`.",
            example: "civic",
        },
        Key {
            name: "options",
            shape: Shape::Map(&Shape::Any),
            required: false,
            doc: "Options of the theme; `theme.yaml` of the theme says which there are.",
            example: "{accent: teal}",
        },
        Key {
            name: "registers",
            shape: Shape::Choice(&["strict", "suggest", "off"]),
            required: false,
            doc: "How names of people, units and topics are held against the registers: `strict` makes a name outside its register an error, `suggest` (the default) warns where it is close to a registered one, `off` takes names as they are.",
            example: "strict",
        },
        Key {
            name: "link_names",
            shape: Shape::Choice(&["named", "registered", "off"]),
            required: false,
            doc: "Which names in the text of a release become links, at their first mention: `named` (the default) those of people and units that the release has under `attendees`, `units` or `issuer`; `registered` all of the registers; `off` none.",
            example: "named",
        },
        Key {
            name: "content",
            shape: Shape::Record(&CONTENT),
            required: false,
            doc: "How front matter of other systems is read.",
            example: "{rename: {tags: topics}, ignore: [layout]}",
        },
        Key {
            name: "raw_html",
            shape: Shape::Choice(&["sanitise", "escape", "trust"]),
            required: false,
            doc: "What happens to HTML in Markdown: `sanitise` (the default) keeps what is safe, `escape` shows it as text, `trust` passes it as it is.",
            example: "sanitise",
        },
        Key {
            name: "lists",
            shape: Shape::Record(&LISTS),
            required: false,
            doc: "How long lists and feeds are, in releases.",
            example: "{latest: 20, page: 60, feed_from: 3}",
        },
        Key {
            name: "history",
            shape: Shape::List(&Shape::Record(&HISTORY)),
            required: false,
            doc: "Notices on the pages of old releases: of a period, or of an age.",
            example: "[{notice: Older than five years., older_than: 5}]",
        },
        Key {
            name: "record",
            shape: Shape::Choice(&["strict", "warn"]),
            required: false,
            doc: "What it is for `crier check --against` when a published release says something else and its `changes` do not tell: `warn` (the default) a warning, `strict` an error.",
            example: "strict",
        },
        Key {
            name: "findings",
            shape: Shape::List(&Shape::Record(&severities::SCHEMA)),
            required: false,
            doc: "What warnings and hints count as on this site, everywhere or in a folder. Of several lines for a finding the last counts.",
            example: "[{code: release/late-event, as: off}]",
        },
        Key {
            name: "external",
            shape: Shape::Record(&external::SCHEMA),
            required: false,
            doc: "Which addresses of other sites `crier check --external` asks, and how often.",
            example: "{days: 30}",
        },
        Key {
            name: "publish",
            shape: Shape::Map(&Shape::Record(&targets::SCHEMA)),
            required: false,
            doc: "Where `crier publish` puts the site, by names of your own; the first is the default.",
            example: "{www: {to: folder, path: ../www}}",
        },
        Key {
            name: "hosts",
            shape: Shape::List(&Shape::Choice(hosts::HOSTS)),
            required: false,
            doc: "Hosts for which files are written: redirects, removed releases, headers, how long files may be kept. See [hosts](hosts.md).",
            example: "[nginx, apache]",
        },
        Key {
            name: "precompress",
            shape: Shape::List(&Shape::Choice(hosts::CODINGS)),
            required: false,
            doc: "How texts are compressed beside themselves (`index.html.gz`), for [hosts](hosts.md#compressed-copies) that send what lies ready. Default: not at all.",
            example: "[gzip, br]",
        },
        Key {
            name: "security",
            shape: Shape::Record(&hosts::SECURITY),
            required: false,
            doc: "What the files for hosts say to browsers for the safety of readers.",
            example: "{hsts: 31536000}",
        },
    ],
    misnomers: &[
        ("baseURL", "crier calls it `base_url`"),
        ("url", "crier calls it `base_url`"),
        ("site_url", "crier calls it `base_url`"),
        ("lang", "crier calls it `languages` and takes a list: languages: [en]"),
        ("language", "crier calls it `languages` and takes a list: languages: [en]"),
        ("languageCode", "crier calls it `languages` and takes a list: languages: [en]"),
        ("default_language", "crier calls it `languages`; the first is the default"),
        ("timezone", "crier calls it `time_zone`"),
        ("name", "crier calls it `title`"),
        ("params", "options of the theme stand under `options`"),
        ("rules", "crier calls it `findings`"),
        ("deploy", "crier calls it `publish`"),
        ("deployment", "crier calls it `publish`"),
        ("targets", "crier calls it `publish`"),
        ("host", "crier calls it `hosts` and takes a list: hosts: [nginx]"),
        ("compress", "crier calls it `precompress`"),
        ("headers", "crier calls it `security`"),
    ],
};

static CONTENT: Record = Record {
    keys: &[
        Key {
            name: "rename",
            shape: Shape::Map(&Shape::Text),
            required: false,
            doc: "Keys of the files, and the keys of crier that they stand for.",
            example: "{tags: topics}",
        },
        Key {
            name: "ignore",
            shape: Shape::List(&Shape::Text),
            required: false,
            doc: "Keys of the files that are not read.",
            example: "[layout, weight]",
        },
        Key {
            name: "date_from_filename",
            shape: Shape::Flag,
            required: false,
            doc: "Whether a file name may begin with the date of its release: `2022-09-28-title.md`.",
            example: "true",
        },
        Key {
            name: "unknown_keys",
            shape: Shape::Choice(&["error", "warn", "ignore"]),
            required: false,
            doc: "What an unknown key of a release is. Default: `error`.",
            example: "warn",
        },
    ],
    misnomers: &[],
};

static HISTORY: Record = Record {
    keys: &[
        Key {
            name: "notice",
            shape: Shape::Localized,
            required: true,
            doc: "What it says.",
            example: "Released under the government of 2019 to 2023.",
        },
        Key {
            name: "from",
            shape: Shape::Day,
            required: false,
            doc: "First day of the releases it is for.",
            example: "2019-01-01",
        },
        Key {
            name: "to",
            shape: Shape::Day,
            required: false,
            doc: "Last day of the releases it is for.",
            example: "2023-06-30",
        },
        Key {
            name: "older_than",
            shape: Shape::Number(1, 200),
            required: false,
            doc: "It shows when the release is so many years old.",
            example: "5",
        },
    ],
    misnomers: &[("text", "crier calls it `notice`")],
};

static LISTS: Record = Record {
    keys: &[
        Key {
            name: "latest",
            shape: Shape::Number(1, 200),
            required: false,
            doc: "Newest releases on the home page, in feeds, and on top of a list that continues by year. Default: 20.",
            example: "20",
        },
        Key {
            name: "page",
            shape: Shape::Number(1, 2000),
            required: false,
            doc: "Most releases on one page; a longer list continues by year, month and day. Default: 60.",
            example: "60",
        },
        Key {
            name: "feed_from",
            shape: Shape::Number(1, 1_000_000),
            required: false,
            doc: "A person, unit or topic has feeds from this many releases on. Default: 3.",
            example: "3",
        },
    ],
    misnomers: &[],
};
