//! What a release reports: schema.org `Event`, with attendees in the order of protocol.

use serde::Serialize;

use crate::render::json_ld::agent::Party;
use crate::render::stamp::When;

/// A meeting, an inspection, a ceremony.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "Event", rename_all = "camelCase")]
pub struct Event {
    /// `@id`
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it was called; for want of that, the title of the release.
    pub name: String,
    /// First day or beginning.
    pub start_date: When,
    /// Last day or end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<When>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Place>,
    /// Who held it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organizer: Vec<Party>,
    /// Who was there, in the order given: JSON-LD calls it unordered, readers need not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attendee: Vec<Attendee>,
}

/// A place by its name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "Place")]
pub struct Place {
    /// Name.
    pub name: String,
}

/// Somebody who was there.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Attendee {
    /// Who attended, and no more.
    Plain(Party),
    /// Who did something there.
    Role(AttendeeRole),
}

impl Attendee {
    /// `party` in `role` (presided, spoke, signed …), or just there.
    pub fn new(party: Party, role: Option<String>) -> Self {
        match role {
            None => Attendee::Plain(party),
            Some(role_name) => Attendee::Role(AttendeeRole { attendee: party, role_name }),
        }
    }
}

/// An attendee and a role: `OrganizationRole`, which carries `roleName`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "OrganizationRole", rename_all = "camelCase")]
pub struct AttendeeRole {
    /// Who.
    pub attendee: Party,
    /// As what.
    pub role_name: String,
}
