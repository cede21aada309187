//! `crier init`: a site to begin with. It builds as it is.

use crate::commands::arguments::InitOptions;
use crate::commands::outcome::Outcome;
use crate::commands::session::say;
use crate::disk::machine;

/// The files of a new site.
static FILES: [(&str, &str); 7] = [
    ("crier.yaml", include_str!("init/crier.yaml")),
    ("content/releases/2024/01/first-release.md", include_str!("init/first-release.md")),
    ("content/pages/about.md", include_str!("init/about.md")),
    ("content/people.yaml", include_str!("init/people.yaml")),
    ("content/units.yaml", include_str!("init/units.yaml")),
    ("content/topics.yaml", include_str!("init/topics.yaml")),
    (".gitignore", "/public/\n/.public.crier/\n"),
];

/// Writes a new site into an empty folder.
pub fn run(options: &InitOptions) -> Outcome {
    let dir = &options.dir;
    match machine::is_empty_folder(dir) {
        Ok(true) => {}
        Ok(false) => {
            return Outcome::stop(format!("the folder {} is not empty", dir.display()), "name a new folder");
        }
        Err(error) => {
            return Outcome::stop(format!("{} cannot be read: {error}", dir.display()), "name a new folder");
        }
    }
    for (name, text) in FILES {
        if let Err(error) = machine::write_new(&dir.join(name), text) {
            return Outcome::stop(
                format!("{} cannot be written: {error}", dir.join(name).display()),
                "check the folder",
            );
        }
    }
    let enter = if dir.as_os_str() == "." { String::new() } else { format!("  cd {}\n", dir.display()) };
    say(
        &mut std::io::stdout(),
        &format!(
            "made a site in {}; now run:\n{enter}  crier new \"The headline\"\n  crier build\n",
            dir.display()
        ),
    );
    Outcome::Clean
}
