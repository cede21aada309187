//! Where the output may stand.

use crate::site;
use crate::tree::{assert_same, tree};
use crate::{build, crier, ends_with, said, succeeds};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::{TempDir, tempdir};

/// A small site in `site`, and what it looks like built, in `clean`.
fn small() -> TempDir {
    let root = tempdir().unwrap();
    site::small(&root.path().join("site"));
    succeeds(&mut build(&root.path().join("site"), &root.path().join("clean")));
    root
}

/// Builds from the site's folder, twice, and finds the site where it belongs.
#[track_caller]
fn assert_builds(root: &TempDir, from: &str, site: &str, out: &str, at: &str) {
    for _ in 0..2 {
        succeeds(build(&root.path().join(from), Path::new(out)).args(["--site", site]));
        assert_same(&tree(&root.path().join(at)), &tree(&root.path().join("clean")), out);
    }
    let at = root.path().join(at);
    let work = at.with_file_name(format!(".{}.crier", at.file_name().unwrap().to_string_lossy()));
    assert!(!work.exists(), "the work folder is left: {}", work.display());
}

#[test]
fn public_in_the_folder_of_the_site_without_out() {
    let root = small();
    for from in ["site", "."] {
        let site = if from == "site" { "." } else { "site" };
        succeeds(crier(&root.path().join(from)).args(["build", "--now", "2030-01-01", "--site", site]));
        assert_same(&tree(&root.path().join("site/public")), &tree(&root.path().join("clean")), from);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 2, "only the site and the clean one");
    }
}

#[test]
fn relative_to_where_crier_was_called() {
    let root = small();
    assert_builds(&root, "site", ".", "www", "site/www");
    assert_builds(&root, "site", ".", "./build/deep/www", "site/build/deep/www");
    assert_builds(&root, "site", ".", "../beside", "beside");
    assert_builds(&root, ".", "site", "out/", "out");
    assert_builds(&root, "site/content", "..", "../../up", "up");
}

#[test]
fn absolute() {
    let root = small();
    let out = root.path().join("some/where");
    assert_builds(&root, "site", ".", out.to_str().unwrap(), "some/where");
}

#[test]
fn a_name_with_spaces_and_other_scripts() {
    let root = small();
    assert_builds(&root, "site", ".", "新闻 archive", "site/新闻 archive");
}

#[test]
fn an_empty_folder_that_is_there() {
    let root = small();
    fs::create_dir_all(root.path().join("site/www")).unwrap();
    assert_builds(&root, "site", ".", "www", "site/www");
}

#[test]
fn the_folder_one_is_in() {
    let root = small();
    fs::create_dir(root.path().join("www")).unwrap();
    assert_builds(&root, "www", "../site", ".", "www");
}

#[test]
#[cfg(unix)]
fn a_symbolic_link_to_a_folder_with_a_site() {
    let root = small();
    fs::create_dir(root.path().join("elsewhere")).unwrap();
    succeeds(&mut build(&root.path().join("site"), &root.path().join("elsewhere/www")));
    std::os::unix::fs::symlink("../elsewhere/www", root.path().join("site/public")).unwrap();
    assert_builds(&root, "site", ".", "public", "site/public");
    assert!(root.path().join("site/public").is_symlink());
}

#[test]
#[cfg(unix)]
fn a_symbolic_link_to_an_empty_folder() {
    let root = small();
    fs::create_dir(root.path().join("www")).unwrap();
    std::os::unix::fs::symlink("../www", root.path().join("site/public")).unwrap();
    assert_builds(&root, "site", ".", "public", "site/public");
    assert!(root.path().join("site/public").is_symlink());
    assert!(root.path().join("www/index.html").exists());
}

/// Runs a script with a file system of its own, `size` large, at `mount` in the folder; nothing where nobody may
/// mount one.
#[cfg(target_os = "linux")]
fn on_file_system(root: &Path, size: &str, script: &str) -> Option<std::process::Output> {
    fs::create_dir_all(root.join("mount")).unwrap();
    let script = format!("mount -t tmpfs -o size={size} tmpfs mount || exit 99\n{script}");
    for user in [&["--mount"][..], &["--user", "--map-root-user", "--mount"]] {
        let mut command = Command::new("unshare");
        command.args(user).args(["bash", "-c", &script]).current_dir(root).env_remove("GITHUB_ACTIONS");
        command.env("CRIER", env!("CARGO_BIN_EXE_crier"));
        match command.output() {
            Ok(output) if output.status.code() == Some(99) || said(&output).starts_with("unshare: ") => {}
            Ok(output) => return Some(output),
            Err(_) => {}
        }
    }
    None
}

#[test]
#[cfg(target_os = "linux")]
fn a_mount_point() {
    let root = small();
    // As a container does it: the volume is there before the site is.
    let script = "set -e\n\
        for time in 1 2; do $CRIER build --now 2030-01-01 --site site --out mount; done\n\
        cp -a mount after";
    let Some(output) = on_file_system(root.path(), "10m", script) else {
        assert!(
            std::env::var_os("CI").is_none(),
            "nothing may be mounted here: run the tests with that privilege"
        );
        return;
    };
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_same(&tree(&root.path().join("after")), &tree(&root.path().join("clean")), "on a mount");
}

/// The site is whole after a build that found the disk full, and the message says what to do.
fn assert_full(root: &TempDir, said: &str, code: Option<i32>) {
    assert!(matches!(code, Some(1 | 2)), "{code:?}: {said}");
    assert!(said.contains("still stands") || said.contains("was not changed"), "{said}");
    assert_same(
        &tree(&root.path().join("after")),
        &tree(&root.path().join("clean")),
        "after the disk was full",
    );
}

#[test]
fn a_full_disk() {
    let root = small();
    let first = root.path().join("site");
    let second = root.path().join("second");
    site::large(&second, true);
    #[cfg(target_os = "linux")]
    {
        let script = "set -e\n\
            $CRIER build --now 2030-01-01 --site site --out mount/public\n\
            set +e\n\
            $CRIER build --now 2030-01-01 --site second --out mount/public; code=$?\n\
            ls -A mount > left; cp -a mount/public after; exit $code";
        if let Some(output) = on_file_system(root.path(), "1m", script) {
            let said = said(&output);
            assert_full(&root, &said, output.status.code());
            assert!(said.contains("make room"), "{said}");
            assert_eq!(
                fs::read_to_string(root.path().join("left")).unwrap(),
                "public\n",
                "what was staged is gone"
            );
            return;
        }
    }
    // Nothing may be mounted here: a limit on the size of files makes writing fail too.
    let out = root.path().join("after");
    succeeds(&mut build(&first, &out));
    let script = "trap '' XFSZ; ulimit -f 3; exec \"$0\" build --now 2030-01-01 --site second --out after";
    let mut command = Command::new("bash");
    command
        .args(["-c", script, env!("CARGO_BIN_EXE_crier")])
        .current_dir(root.path())
        .env_remove("GITHUB_ACTIONS");
    let output = command.output().unwrap();
    assert_full(&root, &said(&output), output.status.code());
}

/// A command as a user who is not root: root may write anywhere.
#[cfg(unix)]
fn as_nobody(root: &Path) -> Command {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let copy = root.join("crier");
    fs::copy(env!("CARGO_BIN_EXE_crier"), &copy).unwrap();
    fs::set_permissions(root, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = Command::new(copy);
    command.current_dir(root).env_remove("GITHUB_ACTIONS").args(["build", "--now", "2030-01-01"]);
    if fs::metadata(root).unwrap().uid() == 0 {
        command.uid(65534).gid(65534);
    }
    command
}

#[cfg(unix)]
fn mode(path: PathBuf, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
#[cfg(unix)]
fn a_folder_that_may_not_be_written() {
    let root = small();
    let parent = root.path().join("parent");
    fs::create_dir(&parent).unwrap();
    succeeds(&mut build(&root.path().join("site"), &parent.join("public")));
    let before = tree(&parent);
    site::release(&root.path().join("site"), "four", "2023-04-05", "", "Text.");
    mode(parent.clone(), 0o555);
    for out in ["parent/public", "parent/new", "parent/deep/new"] {
        let said = ends_with(2, as_nobody(root.path()).args(["--site", "site", "--out", out]));
        assert!(said.contains("cannot be written: ") && said.contains("ermission denied"), "{said}");
        assert!(said.contains("help: check that you may write there"), "{said}");
        assert_same(&tree(&parent), &before, out);
    }
    mode(parent, 0o755);
}
