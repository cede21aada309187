#!/usr/bin/env python3
"""Writes a site of N made-up releases into a folder: `python3 benches/corpus.py FOLDER N`.

The same N gives the same bytes on every machine. Each release has 3.5 KB of text, 7 of 400 people, 3 of 120 units
and 2 of 40 topics, all of them registered; the dates spread over twenty years, whatever N is.
"""

import datetime
import os
import sys

PEOPLE, UNITS, TOPICS = 400, 120, 40
ATTENDEES, SIGNED, ABOUT = 7, 3, 2
BODY = 3500
FIRST, DAYS = datetime.date(2004, 1, 1), 7305  # to the end of 2023

CONFIG = """\
title: Benchmark News
description: Releases that nobody made
base_url: https://news.benchmark.example/
time_zone: Europe/Dublin
issuer: unit-000
"""


class Dice:
    """Numbers that look random; the module `random` does not promise the same ones in every version."""

    def __init__(self, seed):
        self.state = (seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def of(self, things):
        return things[self.below(len(things))]

    def several(self, count, limit):
        """Different numbers below the limit, in the order in which they fell."""
        found = []
        while len(found) < count:
            number = self.below(limit)
            if number not in found:
                found.append(number)
        return found


def word_list(dice):
    """Two thousand words that sound like English, the short ones first."""
    starts = ["b", "br", "c", "ch", "d", "f", "fl", "g", "gr", "h", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "w"]
    middles = ["a", "e", "i", "o", "u", "ea", "ou", "ai"]
    ends = ["", "n", "r", "s", "t", "l", "nd", "rt", "st", "ng", "m", "ck"]
    words = set()
    while len(words) < 2000:
        parts = 1 + dice.below(3)
        words.add("".join(dice.of(starts) + dice.of(middles) + (dice.of(ends) if part == parts - 1 else "") for part in range(parts)))
    return sorted(words, key=lambda word: (len(word), word))


def sentence(dice, words, length):
    # Short words come more often, as they do in English.
    chosen = [words[min(dice.below(len(words)), dice.below(len(words)))] for _ in range(length)]
    return " ".join(chosen).capitalize()


def body(dice, words):
    parts, size, count = [], 0, 0
    while size < BODY:
        count += 1
        if count % 4 == 2:
            part = "## " + sentence(dice, words, 4)
        elif count % 6 == 5:
            part = "\n".join("- " + sentence(dice, words, 9) for _ in range(4))
        else:
            sentences = [sentence(dice, words, 8 + dice.below(12)) + "." for _ in range(4)]
            link = f" See [{dice.of(words)}](topic:topic-{dice.below(TOPICS):02})." if count % 3 == 0 else ""
            part = " ".join(sentences) + f" The **{dice.of(words)}** is *{dice.of(words)}*." + link
        if size + len(part) > BODY:
            # Plain words fill what is left, so that no markup is cut in two.
            rest = BODY - size
            part = sentence(dice, words, 1 + rest // 3)[:rest].rstrip()
        parts.append(part)
        size += len(part) + 2
    return "\n\n".join(parts) + "\n"


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def registers(folder, words):
    def name(at):
        # Names that are far enough apart not to be taken for slips of one another.
        return " ".join(words[(at * step + 500) % len(words)].capitalize() for step in (7, 311))

    people = [
        f"- id: person-{at:03}\n  name: {name(at)} Person {at}\n"
        f"  terms: [{{title: Head of {name(at + 3)}, unit: unit-{at % UNITS:03}, from: 2001-02-03}}]\n"
        for at in range(PEOPLE)
    ]
    units = [f"- id: unit-{at:03}\n  name: {name(at + 500)} Office {at}\n" for at in range(UNITS)]
    topics = [f"- id: topic-{at:02}\n  name: {name(at + 700)} Matters {at}\n" for at in range(TOPICS)]
    write(folder, "content/people.yaml", "".join(people))
    write(folder, "content/units.yaml", "".join(units))
    write(folder, "content/topics.yaml", "".join(topics))


def release(folder, words, at, count):
    dice = Dice(at + 1)
    day = FIRST + datetime.timedelta(days=at * DAYS // count)
    attendees = ", ".join(f"person-{person:03}" for person in dice.several(ATTENDEES, PEOPLE))
    units = ", ".join(f"unit-{unit:03}" for unit in dice.several(SIGNED, UNITS))
    topics = ", ".join(f"topic-{topic:02}" for topic in dice.several(ABOUT, TOPICS))
    text = (
        f"---\ntitle: {sentence(dice, words, 8)}\ndate: {day}\nsummary: {sentence(dice, words, 18)}.\n"
        f"attendees: [{attendees}]\nunits: [{units}]\ntopics: [{topics}]\n---\n\n{body(dice, words)}"
    )
    write(folder, f"content/releases/{day:%Y/%m}/release-{at:06}.md", text)


def main():
    if len(sys.argv) != 3 or not sys.argv[2].isdigit():
        sys.exit(__doc__)
    folder, count = sys.argv[1], int(sys.argv[2])
    words = word_list(Dice(0))
    write(folder, "crier.yaml", CONFIG)
    registers(folder, words)
    for at in range(count):
        release(folder, words, at, count)


main()
