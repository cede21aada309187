//! The closed schema of the registers, as data.

use crate::base::shape::{Key, Record, Shape};

/// An entry of `people.yaml`.
pub static PERSON: Record = Record {
    keys: &[
        ID,
        NAME,
        ALIASES,
        Key {
            name: "terms",
            shape: Shape::List(&Shape::Record(&TERM)),
            required: false,
            doc: "Titles held, each with its time. A release prints the title of the day of its event.",
            example: "[{title: County Mayor, unit: county-government, from: 2021-03-01}]",
        },
        Key {
            name: "portrait",
            shape: Shape::Record(&PORTRAIT),
            required: false,
            doc: "A picture of the person, for their page.",
            example: "{src: portraits/liu-zhisheng.jpg, alt: Liu Zhisheng at a lectern}",
        },
    ],
    misnomers: &[("title", "titles stand under `terms`: [{title: …, from: 2021-03-01}]")],
};

/// An entry of `units.yaml`.
pub static UNIT: Record = Record {
    keys: &[
        ID,
        NAME,
        Key {
            name: "names",
            shape: Shape::List(&Shape::Record(&NAME_OF_A_TIME)),
            required: false,
            doc: "Names that it had at other times. A release prints the name of the day of its event.",
            example: "[{name: Health and Family Planning Bureau, to: 2019-03-17}]",
        },
        ALIASES,
        PARENT,
        SUMMARY,
        Key {
            name: "from",
            shape: Shape::Day,
            required: false,
            doc: "First day it existed.",
            example: "2019-03-20",
        },
        Key {
            name: "to",
            shape: Shape::Day,
            required: false,
            doc: "Last day it existed.",
            example: "2019-03-19",
        },
        Key {
            name: "successor",
            shape: Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)]),
            required: false,
            doc: "Id of the unit that came after it; of one that was split, a list of ids.",
            example: "natural-resources-bureau",
        },
    ],
    misnomers: &[],
};

/// An entry of `topics.yaml`.
pub static TOPIC: Record = Record { keys: &[ID, NAME, ALIASES, PARENT, SUMMARY], misnomers: &[] };

static TERM: Record = Record {
    keys: &[
        Key {
            name: "title",
            shape: Shape::Localized,
            required: true,
            doc: "The title.",
            example: "County Mayor",
        },
        Key {
            name: "unit",
            shape: Shape::Text,
            required: false,
            doc: "Id or name of the unit.",
            example: "county-government",
        },
        Key {
            name: "from",
            shape: Shape::Day,
            required: false,
            doc: "First day; left out when it is not known.",
            example: "2021-03-01",
        },
        Key {
            name: "to",
            shape: Shape::Day,
            required: false,
            doc: "Last day; left out while the term lasts.",
            example: "2023-02-28",
        },
    ],
    misnomers: &[("role", "crier calls it `title`")],
};

static NAME_OF_A_TIME: Record = Record {
    keys: &[
        Key {
            name: "name",
            shape: Shape::Localized,
            required: true,
            doc: "The name, or a name for each language.",
            example: "{en: Health and Family Planning Bureau, zh-Hans: 卫生和计划生育局}",
        },
        Key {
            name: "from",
            shape: Shape::Day,
            required: false,
            doc: "First day of the name; left out when it is not known.",
            example: "2014-06-01",
        },
        Key {
            name: "to",
            shape: Shape::Day,
            required: false,
            doc: "Last day of the name.",
            example: "2019-03-17",
        },
    ],
    misnomers: &[],
};

static PORTRAIT: Record = Record {
    keys: &[
        Key {
            name: "src",
            shape: Shape::Text,
            required: true,
            doc: "The picture, a file beside `people.yaml` or in a folder there.",
            example: "portraits/liu-zhisheng.jpg",
        },
        Key {
            name: "alt",
            shape: Shape::Localized,
            required: true,
            doc: "What it shows, for those who do not see it.",
            example: "Liu Zhisheng at a lectern",
        },
        Key {
            name: "credit",
            shape: Shape::Text,
            required: false,
            doc: "Who made it.",
            example: "Wei Xiulan",
        },
    ],
    misnomers: &[],
};

const ID: Key = Key {
    name: "id",
    shape: Shape::Text,
    required: true,
    doc: "Id: part of the address, never changed.",
    example: "liu-zhisheng",
};
const NAME: Key = Key {
    name: "name",
    shape: Shape::Localized,
    required: true,
    doc: "Name, or a name for each language.",
    example: "{en: Liu Zhisheng, zh-Hans: 刘志生}",
};
const ALIASES: Key = Key {
    name: "aliases",
    shape: Shape::List(&Shape::Text),
    required: false,
    doc: "Other names under which releases mention it.",
    example: "[Secretary Liu]",
};
const PARENT: Key = Key {
    name: "parent",
    shape: Shape::Text,
    required: false,
    doc: "Id of the entry above it.",
    example: "county-government",
};
const SUMMARY: Key = Key {
    name: "summary",
    shape: Shape::Localized,
    required: false,
    doc: "A sentence about it, for its page.",
    example: "Roads, bridges and bus lines.",
};
