//! Offices and people: schema.org `GovernmentOrganization`, `Person`, and the roles between them
//! (schema.org/docs/roles).

use jiff::civil::Date;
use serde::Serialize;

use crate::render::stamp::When;

/// A unit of government. With nothing but `id`, `name` and `url` it is a mention; on its own page it says the
/// rest.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "GovernmentOrganization", rename_all = "camelCase")]
pub struct Organization {
    /// `@id`
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Name.
    pub name: String,
    /// Other names, and the name in other languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternate_name: Vec<String>,
    /// Its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The unit above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_organization: Option<Box<Organization>>,
    /// The units below it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sub_organization: Vec<Organization>,
    /// When it came into being.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub founding_date: Option<When>,
    /// When it ceased to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dissolution_date: Option<When>,
}

impl Organization {
    /// A mention of a unit.
    pub fn new(id: Option<String>, name: String, url: Option<String>) -> Self {
        Organization { id, name, url, ..Organization::default() }
    }
}

/// A person. With nothing but `id`, `name` and `url` it is a mention.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "Person", rename_all = "camelCase")]
pub struct Person {
    /// `@id`
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Name.
    pub name: String,
    /// Other names, and the name in other languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternate_name: Vec<String>,
    /// The person's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// A picture, by its full address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Titles held: on a release on the day of the event, on the person's page now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub job_title: Vec<String>,
    /// The units of those titles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub works_for: Vec<Organization>,
    /// Terms of office, past ones too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub has_occupation: Vec<OccupationRole>,
}

impl Person {
    /// A mention of a person.
    pub fn new(id: Option<String>, name: String, url: Option<String>) -> Self {
        Person { id, name, url, ..Person::default() }
    }
}

/// A term of office: a `Role` about an `Occupation`, with the title as its name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "Role", rename_all = "camelCase")]
pub struct OccupationRole {
    /// The title.
    pub has_occupation: Occupation,
    /// The unit, by name: an occupation itself belongs to no unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<When>,
    /// Last day; none while the term runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<When>,
}

impl OccupationRole {
    /// The term of `title` in the unit of the name `unit`, from day to day.
    pub fn new(title: String, unit: Option<String>, from: Option<Date>, to: Option<Date>) -> Self {
        OccupationRole {
            has_occupation: Occupation { name: title },
            description: unit,
            start_date: from.map(When::Day),
            end_date: to.map(When::Day),
        }
    }
}

/// What somebody does for a living.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "Occupation")]
pub struct Occupation {
    /// Title.
    pub name: String,
}

/// A unit or a person, where schema.org allows both.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Party {
    /// A unit.
    Organization(Organization),
    /// A person.
    Person(Person),
}
