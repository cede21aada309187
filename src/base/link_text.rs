//! Words of links that say nothing about where they lead: a table for each language.

/// Such words, in lower case and without punctuation, by language (BCP 47). Every text is held against all of them: a
/// link in another language than its page is no clearer.
const VAGUE: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "click",
            "click here",
            "click here for details",
            "click here for more",
            "click on this link",
            "click this link",
            "details",
            "download",
            "download here",
            "follow this link",
            "here",
            "learn more",
            "link",
            "more",
            "more info",
            "more information",
            "press here",
            "read more",
            "see here",
            "see more",
            "this",
            "this link",
            "this page",
        ],
    ),
    (
        "zh",
        &[
            "下载",
            "全文",
            "在此",
            "在这里",
            "更多",
            "查看",
            "查看全文",
            "查看更多",
            "查看详情",
            "此处",
            "此链接",
            "点击",
            "点击下载",
            "点击打开",
            "点击查看",
            "点击此处",
            "点击进入",
            "点击这里",
            "点此",
            "点这里",
            "详情",
            "详情点击",
            "详见",
            "请点击",
            "请点击这里",
            "这里",
            "链接",
            "阅读全文",
            "阅读更多",
        ],
    ),
    (
        "zh-Hant",
        &[
            "下載",
            "按此",
            "按這裡",
            "更多",
            "查看詳情",
            "此處",
            "點擊",
            "點擊此處",
            "點擊這裡",
            "點此",
            "詳情",
            "這裡",
            "連結",
            "閱讀更多",
        ],
    ),
    (
        "de",
        &[
            "hier",
            "hier klicken",
            "klicken sie hier",
            "mehr",
            "mehr erfahren",
            "mehr lesen",
            "weiter",
            "weiterlesen",
        ],
    ),
    ("es", &["aquí", "haga clic aquí", "leer más", "más", "más información", "pulse aquí"]),
    ("fr", &["cliquez ici", "en savoir plus", "ici", "lire la suite", "plus"]),
    ("it", &["clicca qui", "leggi tutto", "qui"]),
    (
        "ja",
        &[
            "こちら",
            "こちらをクリック",
            "ここ",
            "ここをクリック",
            "もっと見る",
            "続きを読む",
            "詳細",
            "詳細はこちら",
        ],
    ),
    ("ko", &["더 보기", "더보기", "여기", "여기를 클릭", "자세히 보기"]),
    ("pt", &["aqui", "clique aqui", "leia mais", "saiba mais"]),
    ("ru", &["далее", "здесь", "нажмите здесь", "подробнее", "тут"]),
    ("si", &["මෙතැන", "මෙතැන ක්ලික් කරන්න", "මෙහි"]),
    ("ta", &["இங்கே", "இங்கே கிளிக் செய்யவும்", "மேலும்"]),
    ("uk", &["докладніше", "тут"]),
];

/// Longer addresses are no words for a link: a screen reader spells them out.
const LONGEST_ADDRESS: usize = 40;

/// Whether these words of a link say nothing about where it leads.
pub fn is_vague(words: &str) -> bool {
    // Nothing in the table is longer.
    if words.len() > 120 {
        return false;
    }
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric() && !is_mark(c)).to_lowercase();
    let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    VAGUE.iter().any(|(_, list)| list.contains(&bare.as_str()))
}

/// Whether these words of a link are a long address and nothing else.
pub fn is_long_address(words: &str) -> bool {
    let words = words.trim();
    ["http://", "https://", "www."].iter().any(|start| words.starts_with(start))
        && words.chars().count() > LONGEST_ADDRESS
        && !words.contains(char::is_whitespace)
}

/// Marks of vowels belong to the word in Sinhala and Tamil.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{b82}'..='\u{bd7}' | '\u{d81}'..='\u{df3}')
}

#[cfg(test)]
mod tests {
    use super::{VAGUE, is_long_address, is_vague};

    #[test]
    fn every_line_of_the_table_is_found() {
        for (language, list) in VAGUE {
            assert!(!list.is_empty(), "{language}");
            for words in *list {
                assert!(is_vague(words), "{language}: {words}");
            }
        }
    }

    #[test]
    fn punctuation_and_case_do_not_matter() {
        for words in ["Click Here!", " more…", "»Read  more«", "点击这里。", "（详情）", "[here]"]
        {
            assert!(is_vague(words), "{words}");
        }
        for words in [
            "More schools open",
            "Here and there: a guide",
            "实施方案详情",
            "the download page of the form",
            "",
            "→",
        ] {
            assert!(!is_vague(words), "{words}");
        }
    }

    #[test]
    fn a_short_address_can_be_read() {
        assert!(!is_long_address("www.example.gov"));
        assert!(!is_long_address("https://www.example.gov/budget"));
        assert!(is_long_address("https://www.example.gov/portal/page?id=8c61f0e0a9"));
        assert!(!is_long_address("see https://www.example.gov/portal/page?id=8c61f0e0a9"));
    }
}
