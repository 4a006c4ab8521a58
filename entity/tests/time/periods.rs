//! Periods in words, in four languages.

use entity::time::Period;
use entity::vocabulary::TimeRule;

use crate::edtf;

fn said(text: &str, language: &str) -> String {
    Period::new(edtf(text), TimeRule::State).display(Some(language))
}

fn assert_said(language: &str, rows: &[(&str, &str)]) {
    for (text, words) in rows {
        assert_eq!(said(text, language), *words, "{text}");
    }
}

#[test]
fn in_english() {
    assert_said(
        "en",
        &[
            ("2019", "2019"),
            ("2019-10", "October 2019"),
            ("2019-10-17", "17 October 2019"),
            ("2019-10-17/2019-10-18", "17–18 October 2019"),
            ("2019-09-05/2020-04-30", "5 September 2019 – 30 April 2020"),
            ("2019-09/2020-05", "September 2019 – May 2020"),
            ("2014/2020", "2014–2020"),
            ("2017/..", "since 2017"),
            ("2017/", "since 2017, end not known"),
            ("../2021-06-30", "until 30 June 2021"),
            ("/2021-06-30", "until 30 June 2021, beginning not known"),
            ("2019~", "about 2019"),
            ("2019?", "possibly 2019"),
            ("2017~/..", "since about 2017"),
            ("2017?/..", "possibly since 2017"),
            ("2019-09~/2020-05", "about September 2019 – May 2020"),
            ("201X", "2010s"),
            ("201X~", "about 2010s"),
            ("20XX", "2000–2099"),
            ("2019-XX", "2019"),
            ("2019-10-XX", "October 2019"),
        ],
    );
}

#[test]
fn in_latvian() {
    assert_said(
        "lv",
        &[
            ("2019", "2019. gads"),
            ("2019-10", "2019. gada oktobris"),
            ("2019-10-17", "2019. gada 17. oktobris"),
            ("2019-10-17/2019-10-18", "2019. gada 17.–18. oktobris"),
            (
                "2019-09/2020-05",
                "2019. gada septembris – 2020. gada maijs",
            ),
            ("2014/2020", "2014.–2020. gads"),
            ("2017/..", "no 2017. gada"),
            ("2020-03-12/..", "no 2020. gada 12. marta"),
            ("2017-04/", "no 2017. gada aprīļa, beigas nav zināmas"),
            ("../2021-06-30", "līdz 2021. gada 30. jūnijam"),
            ("../2021", "līdz 2021. gadam"),
            ("/2018", "līdz 2018. gadam, sākums nav zināms"),
            ("2019~", "aptuveni 2019. gads"),
            ("2019?", "iespējams, 2019. gads"),
            ("2017?/..", "iespējams, no 2017. gada"),
            ("201X", "2010. gadi"),
        ],
    );
}

#[test]
fn in_estonian() {
    assert_said(
        "et",
        &[
            ("2019", "2019"),
            ("2019-10-17", "17. oktoober 2019"),
            ("2019-10-17/2019-10-18", "17.–18. oktoober 2019"),
            ("2019-09/2020-05", "september 2019 – mai 2020"),
            ("2017/..", "alates 2017. aastast"),
            ("2020-03-12/..", "alates 12. märtsist 2020"),
            ("../2021-06-30", "kuni 30. juunini 2021"),
            ("/2018", "kuni 2018. aastani, algus teadmata"),
            ("2019~", "umbes 2019"),
            ("2019?", "võib-olla 2019"),
            ("201X", "2010. aastad"),
        ],
    );
}

#[test]
fn in_lithuanian() {
    assert_said(
        "lt",
        &[
            ("2019", "2019 m."),
            ("2019-10", "2019 m. spalis"),
            ("2019-10-17", "2019 m. spalio 17 d."),
            ("2019-10-17/2019-10-18", "2019 m. spalio 17–18 d."),
            ("2014/2020", "2014–2020 m."),
            ("2017/..", "nuo 2017 m."),
            ("2019-10/..", "nuo 2019 m. spalio"),
            ("../2021-06-30", "iki 2021 m. birželio 30 d."),
            ("2017/", "nuo 2017 m., pabaiga nežinoma"),
            ("2019~", "maždaug 2019 m."),
            ("2019?", "galbūt 2019 m."),
            ("201X", "2010–2019 m."),
        ],
    );
}

#[test]
fn a_tag_with_a_region_speaks_its_language_and_an_unknown_one_speaks_english() {
    assert_eq!(said("2017/..", "lv-LV"), "no 2017. gada");
    assert_eq!(said("2017/..", "LV"), "no 2017. gada");
    assert_eq!(said("2017/..", "rom"), "since 2017");
    assert_eq!(
        Period::new(edtf("2017/.."), TimeRule::State).display(None),
        "since 2017"
    );
}
