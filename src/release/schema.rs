//! The front matter of a release and of a standing page: which keys there are and what they mean.
//! The findings, `crier schema` and `docs/front-matter.md` all come from these tables.

use crate::base::shape::{Key, Record, Shape};

/// A key that may be left out.
const fn optional(name: &'static str, shape: Shape, doc: &'static str, example: &'static str) -> Key {
    Key { name, shape, required: false, doc, example }
}

/// A key that must be there.
const fn required(name: &'static str, shape: Shape, doc: &'static str, example: &'static str) -> Key {
    Key { name, shape, required: true, doc, example }
}

/// The front matter of a release.
pub static RELEASE: Record = Record {
    keys: &[
        required("title", Shape::Text, "The headline.", "County holds safety and stability work meeting"),
        required(
            "date",
            Shape::Moment,
            "When it is released. A date, or a date and time; without an offset it is in the site's time zone. A release whose date is to come is held.",
            "2022-09-28",
        ),
        optional(
            "event_date",
            Shape::Either(&[Shape::Moment, Shape::Record(&SPAN)]),
            "When the event took place. Titles of people are those of this day.",
            "2022-09-27",
        ),
        optional(
            "attendees",
            Shape::List(&Shape::Either(&[Shape::Text, Shape::Record(&ATTENDEE)])),
            "People who took part, in protocol order: the order is kept. A name or an id of `people.yaml`, or a mapping with a role (presided, spoke, reported, attended, signed, inspected, or a word of your own).",
            "[{name: liu-zhisheng, role: presided}, Zhang Xiaoping]",
        ),
        optional(
            "units",
            Shape::List(&Shape::Either(&[Shape::Text, Shape::Record(&UNIT)])),
            "Units that took part: a name or an id of `units.yaml`, or a mapping with a role (hosted, signed, attended, issued, or a word of your own).",
            "[{name: Yingtou Town, role: signed}]",
        ),
        optional(
            "issuer",
            Shape::Text,
            "The unit that releases it. Default: the site's issuer.",
            "county-office",
        ),
        optional(
            "summary",
            Shape::Text,
            "One or two sentences for lists, feeds and search results. Default: the first paragraph.",
            "The county met on work safety.",
        ),
        optional(
            "topics",
            Shape::List(&Shape::Text),
            "What it is about: names or ids of `topics.yaml`.",
            "[work-safety]",
        ),
        optional("number", Shape::Text, "The document number.", "MCIO-2022-41"),
        optional("place", Shape::Text, "Where the event took place.", "County Government Hall"),
        optional(
            "source",
            Shape::Record(&SOURCE),
            "Where a reprint comes from.",
            "{name: Provincial Daily, url: \"https://daily.example/1\"}",
        ),
        optional(
            "image",
            Shape::Record(&IMAGE),
            "The picture on top.",
            "{src: meeting.jpg, alt: The meeting hall}",
        ),
        optional(
            "attachments",
            Shape::List(&Shape::Either(&[Shape::Text, Shape::Record(&ATTACHMENT)])),
            "Files beside the release that readers may take away.",
            "[{src: budget.csv, title: Budget table}]",
        ),
        optional(
            "contacts",
            Shape::List(&Shape::Record(&CONTACT)),
            "Whom the press may ask.",
            "[{name: Press desk, phone: \"+86 917 555 0100\"}]",
        ),
        optional(
            "related",
            Shape::List(&Shape::Text),
            "Ids of releases that belong to this one.",
            "[flood-season-2021]",
        ),
        optional(
            "lang",
            Shape::Language,
            "Its language. Default: the suffix of the file name (`.zh.md`), else the site's first.",
            "zh-Hans",
        ),
        optional(
            "translates",
            Shape::Text,
            "The id of the release that this one translates, where the file names differ.",
            "safety-and-stability-work-meeting",
        ),
        optional(
            "status",
            Shape::Choice(&["published", "draft", "withdrawn", "in-error"]),
            "`draft` is held; `withdrawn` stays readable under a notice; `in-error` leaves a notice in place of the text.",
            "published",
        ),
        optional(
            "reason",
            Shape::Text,
            "Why it is withdrawn or was published in error; stands in the notice.",
            "The figures were wrong.",
        ),
        optional(
            "embargo",
            Shape::Moment,
            "Before this moment the release does not exist.",
            "2022-09-28T09:00",
        ),
        optional(
            "expires",
            Shape::Moment,
            "After this moment the release is marked as archived; it is not removed.",
            "2023-01-01",
        ),
        optional(
            "changes",
            Shape::List(&Shape::Record(&CHANGE)),
            "What was changed after the release; the newest is the date of its last update.",
            "[{date: 2022-09-30, note: The place was wrong., kind: correction}]",
        ),
        optional(
            "superseded_by",
            Shape::Text,
            "The id of the release that takes its place.",
            "safety-rules-2023",
        ),
        optional(
            "aliases",
            Shape::List(&Shape::Text),
            "Former addresses of this release; each becomes a redirect.",
            "[/news/2022/0928.html]",
        ),
        optional("extra", Shape::Map(&Shape::Any), "Free values for themes.", "{colour: red}"),
    ],
    misnomers: &[
        ("published", "crier calls it `date`"),
        ("publishDate", "crier calls it `date`; a moment before which nothing shows is `embargo`"),
        ("publish_date", "crier calls it `date`; a moment before which nothing shows is `embargo`"),
        ("pubDate", "crier calls it `date`"),
        ("released", "crier calls it `date`"),
        ("release_date", "crier calls it `date`"),
        ("expiryDate", "crier calls it `expires`"),
        ("lastmod", "crier calls it `changes`: [{date: 2022-09-30, note: What changed}]"),
        ("updated", "crier calls it `changes`: [{date: 2022-09-30, note: What changed}]"),
        ("modified", "crier calls it `changes`: [{date: 2022-09-30, note: What changed}]"),
        ("author", "the unit that releases is `issuer`; people who took part are `attendees`"),
        ("authors", "the unit that releases is `issuer`; people who took part are `attendees`"),
        ("people", "crier calls it `attendees`"),
        ("participants", "crier calls it `attendees`"),
        ("departments", "crier calls it `units`"),
        ("organisations", "crier calls it `units`"),
        ("organizations", "crier calls it `units`"),
        ("tags", "crier calls it `topics`; or read it so: content: {rename: {tags: topics}} in crier.yaml"),
        (
            "categories",
            "crier calls it `topics`; or read it so: content: {rename: {categories: topics}} in crier.yaml",
        ),
        ("description", "crier calls it `summary`"),
        ("excerpt", "crier calls it `summary`"),
        ("draft", "write `status: draft`"),
        ("location", "crier calls it `place`"),
        ("slug", "the address comes from the file name; a former address is one of `aliases`"),
        ("permalink", "the address comes from the file name; a former address is one of `aliases`"),
        ("url", "the address comes from the file name; a former address is one of `aliases`"),
        ("language", "crier calls it `lang`"),
        ("featured_image", "crier calls it `image`: {src: picture.jpg, alt: What it shows}"),
        ("layout", "crier needs none; or let it be ignored: content: {ignore: [layout]} in crier.yaml"),
        ("id", "the id is the file name"),
    ],
};

/// The front matter of a standing page.
pub static PAGE: Record = Record {
    keys: &[
        required("title", Shape::Text, "The headline.", "About this site"),
        optional("summary", Shape::Text, "One sentence for search results.", "Who we are"),
        optional(
            "lang",
            Shape::Language,
            "Its language. Default: the suffix of the file name, else the site's first.",
            "zh-Hans",
        ),
        optional(
            "order",
            Shape::Number(0, 9999),
            "Where it stands among the pages: smaller first. Default: 100.",
            "10",
        ),
        optional("updated", Shape::Moment, "When it was last changed.", "2023-05-01"),
        optional(
            "aliases",
            Shape::List(&Shape::Text),
            "Former addresses of this page; each becomes a redirect.",
            "[/about.html]",
        ),
        optional("extra", Shape::Map(&Shape::Any), "Free values for themes.", "{colour: red}"),
    ],
    misnomers: &[
        ("weight", "crier calls it `order`"),
        ("date", "a page has `updated`; a release belongs in content/releases/"),
        ("description", "crier calls it `summary`"),
    ],
};

static SPAN: Record = Record {
    keys: &[
        required("from", Shape::Moment, "Its first day.", "2022-09-27"),
        required("to", Shape::Moment, "Its last day.", "2022-09-29"),
    ],
    misnomers: &[("start", "crier calls it `from`"), ("end", "crier calls it `to`")],
};

static ATTENDEE: Record = Record {
    keys: &[
        required("name", Shape::Text, "A name, or an id of `people.yaml`.", "liu-zhisheng"),
        optional(
            "title",
            Shape::Text,
            "The title to print, in place of the register's.",
            "Secretary of the county party committee",
        ),
        optional("role", Shape::Text, "What the person did.", "presided"),
    ],
    misnomers: &[
        ("id", "crier calls it `name`; it takes an id too"),
        ("person", "crier calls it `name`"),
        ("position", "crier calls it `title`"),
    ],
};

static UNIT: Record = Record {
    keys: &[
        required("name", Shape::Text, "A name, or an id of `units.yaml`.", "yingtou-town"),
        optional("role", Shape::Text, "What the unit did.", "signed"),
    ],
    misnomers: &[("id", "crier calls it `name`; it takes an id too"), ("unit", "crier calls it `name`")],
};

static SOURCE: Record = Record {
    keys: &[
        required("name", Shape::Text, "Who published it first.", "Provincial Daily"),
        optional("url", Shape::Url, "Where.", "https://daily.example/1"),
    ],
    misnomers: &[("link", "crier calls it `url`")],
};

static IMAGE: Record = Record {
    keys: &[
        required("src", Shape::Text, "The file beside the release.", "meeting.jpg"),
        required(
            "alt",
            Shape::Text,
            "What it shows, for those who do not see it.",
            "Officials around a long table",
        ),
        optional("credit", Shape::Text, "Who made it.", "Photo: Sun Wei"),
        optional("caption", Shape::Text, "What to say below it.", "The meeting on Tuesday"),
    ],
    misnomers: &[("file", "crier calls it `src`"), ("description", "crier calls it `alt`")],
};

static ATTACHMENT: Record = Record {
    keys: &[
        required("src", Shape::Text, "The file beside the release.", "budget.csv"),
        optional("title", Shape::Text, "What it is. Default: the file name.", "Budget table"),
        optional("lang", Shape::Language, "Its language, where it is not the release's.", "zh-Hans"),
    ],
    misnomers: &[("file", "crier calls it `src`"), ("name", "crier calls it `title`")],
};

static CONTACT: Record = Record {
    keys: &[
        optional("name", Shape::Text, "Who.", "Press desk"),
        optional("phone", Shape::Text, "Telephone number.", "\"+86 917 555 0100\""),
        optional("email", Shape::Text, "Address for letters.", "press@meicounty.example"),
        optional("unit", Shape::Text, "Name or id of the unit.", "county-office"),
    ],
    misnomers: &[("tel", "crier calls it `phone`"), ("mail", "crier calls it `email`")],
};

static CHANGE: Record = Record {
    keys: &[
        required("date", Shape::Moment, "When.", "2022-09-30"),
        required("note", Shape::Text, "What was changed.", "The place was wrong."),
        optional("kind", Shape::Choice(&["correction", "update"]), "Default: `update`.", "correction"),
    ],
    misnomers: &[("text", "crier calls it `note`"), ("reason", "crier calls it `note`")],
};
