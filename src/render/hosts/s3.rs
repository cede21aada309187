//! `_hosts/s3-website.json`: the website configuration of a bucket, for `aws s3api put-bucket-website`. A bucket takes 50
//! rules and tells addresses by how they begin; what does not fit stays with the pages that redirect by themselves.

use crate::render::hosts::table::Table;
use serde_json::{Value, json};

/// Most rules that a bucket takes (Amazon S3 User Guide, RoutingRules).
const MOST: usize = 50;

/// The file.
pub fn file(table: &Table) -> String {
    let mut files: Vec<String> =
        table.files.iter().map(|file| format!("{}/{file}", table.prefix)[1..].to_owned()).collect();
    files.sort_unstable();
    let rules: Vec<Value> = table
        .moved
        .iter()
        .filter_map(|moved| {
            let key = &moved.from[1..];
            // All keys that begin so, of which the page that redirects is one, would be led away.
            let at = files.partition_point(|file| file.as_str() < key);
            let begin_so = files[at..].iter().take_while(|file| file.starts_with(key)).count();
            (begin_so <= 1).then(|| {
                json!({
                    "Condition": {"KeyPrefixEquals": key},
                    "Redirect": {"HttpRedirectCode": "301", "ReplaceKeyWith": &moved.to[1..]},
                })
            })
        })
        .take(MOST)
        .collect();
    let error = table.missing.first().map_or("404.html", |(_, page)| &page[1..]);
    let mut website = json!({"IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": error}});
    if !rules.is_empty() {
        website["RoutingRules"] = Value::Array(rules);
    }
    format!("{website:#}\n")
}
