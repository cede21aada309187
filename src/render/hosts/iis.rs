//! `web.config`, which Internet Information Services reads at the root of what is published. Redirects need the module URL
//! Rewrite, which Microsoft gives away apart.

use crate::base::html::escape;
use crate::render::hosts::table::Table;

/// The file.
pub fn file(table: &Table) -> String {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<configuration>\n  <system.webServer>\n");
    out.push_str("    <httpProtocol>\n      <customHeaders>\n");
    for (name, value) in &table.security {
        // Others may have said it before.
        out.push_str(&format!(
            "        <remove name=\"{name}\"/>\n        <add name=\"{name}\" value=\"{}\"/>\n",
            escape(value)
        ));
    }
    out.push_str("      </customHeaders>\n    </httpProtocol>\n    <staticContent>\n");
    out.push_str("      <clientCache cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"00:00:00\" ");
    out.push_str("cacheControlCustom=\"public, must-revalidate\"/>\n");
    for (end, media_type) in &table.types {
        out.push_str(&format!(
            "      <remove fileExtension=\".{end}\"/>\n      <mimeMap fileExtension=\".{end}\" mimeType=\"{media_type}\"/>\n"
        ));
    }
    out.push_str("    </staticContent>\n    <httpErrors>\n      <remove statusCode=\"404\"/>\n");
    if let Some((_, page)) = table.missing.first() {
        out.push_str(&format!(
            "      <error statusCode=\"404\" path=\"{}\" responseMode=\"ExecuteURL\"/>\n",
            escape(page)
        ));
    }
    out.push_str(
        "    </httpErrors>\n    <rewrite>\n      <rewriteMaps>\n        <rewriteMap name=\"moved\">\n",
    );
    for moved in &table.moved {
        for from in moved.asked() {
            let key = &from[table.prefix.len()..];
            out.push_str(&format!(
                "          <add key=\"{}\" value=\"{}\"/>\n",
                escape(key),
                escape(&moved.to)
            ));
        }
    }
    out.push_str("        </rewriteMap>\n        <rewriteMap name=\"gone\">\n");
    for gone in &table.gone {
        out.push_str(&format!(
            "          <add key=\"{}\" value=\"yes\"/>\n",
            escape(&gone[table.prefix.len()..])
        ));
    }
    out.push_str("        </rewriteMap>\n      </rewriteMaps>\n      <rules>\n");
    out.push_str("        <rule name=\"moved\" stopProcessing=\"true\">\n          <match url=\".*\"/>\n          <conditions>\n            <add input=\"{moved:/{R:0}}\" pattern=\"(.+)\"/>\n          </conditions>\n          <action type=\"Redirect\" url=\"{C:1}\" redirectType=\"Permanent\" appendQueryString=\"false\"/>\n        </rule>\n");
    out.push_str("        <rule name=\"gone\" stopProcessing=\"true\">\n          <match url=\".*\"/>\n          <conditions>\n            <add input=\"{gone:/{R:0}}\" pattern=\"yes\"/>\n          </conditions>\n          <action type=\"CustomResponse\" statusCode=\"410\" statusReason=\"Gone\"/>\n        </rule>\n");
    out.push_str("      </rules>\n    </rewrite>\n  </system.webServer>\n");
    let kept = "<staticContent><clientCache cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"365.00:00:00\" \
        cacheControlCustom=\"public, immutable\"/></staticContent>";
    out.push_str(&location("assets", kept));
    for gone in &table.gone {
        let page = format!("{gone}index.html");
        let errors = format!(
            "<httpErrors><remove statusCode=\"410\"/><error statusCode=\"410\" path=\"{}\" responseMode=\"ExecuteURL\"/></httpErrors>",
            escape(&page)
        );
        out.push_str(&location(gone[table.prefix.len()..].trim_matches('/'), &errors));
    }
    for (folder, page) in table.missing.iter().skip(1) {
        let errors = format!(
            "<httpErrors><remove statusCode=\"404\"/><error statusCode=\"404\" path=\"{}\" responseMode=\"ExecuteURL\"/></httpErrors>",
            escape(page)
        );
        out.push_str(&location(folder[table.prefix.len()..].trim_matches('/'), &errors));
    }
    out.push_str("</configuration>\n");
    out
}

fn location(path: &str, inside: &str) -> String {
    format!(
        "  <location path=\"{}\">\n    <system.webServer>{inside}</system.webServer>\n  </location>\n",
        escape(path)
    )
}
