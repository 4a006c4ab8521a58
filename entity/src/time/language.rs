//! The words for dates, one table a language.
//!
//! What it is: month names in the forms that "since", "until" and a bare date call for, and the
//! patterns they stand in. What it is not: a translation of anything but dates.
//!
//! How to extend it: add a table and its tag in [`Language::of`]; the compiler asks for the rest.

/// The words of one language. In patterns, `{day} {month} {year}` are filled in, and `{last}` with
/// the last year of a decade or century, `{from}` and `{to}` with the ends of a span.
pub(super) struct Language {
    /// A date that stands alone.
    pub(super) plain: Case,
    /// A date after `since`.
    pub(super) from: Case,
    /// A date after `until`.
    pub(super) to: Case,
    /// Before the date of a beginning.
    pub(super) since: &'static str,
    /// Before the date of an end.
    pub(super) until: &'static str,
    /// Before an approximate date.
    pub(super) about: &'static str,
    /// Before an uncertain date and its preposition.
    pub(super) possibly: &'static str,
    /// After a beginning whose end nobody gives.
    pub(super) end_unknown: &'static str,
    /// After an end whose beginning nobody gives.
    pub(super) start_unknown: &'static str,
    /// Days of one month.
    pub(super) days: &'static str,
    /// Whole years.
    pub(super) years: &'static str,
}

/// A grammatical case of dates.
pub(super) struct Case {
    /// A day.
    pub(super) day: &'static str,
    /// The months as they stand with a day.
    pub(super) day_months: &'static Months,
    /// A month.
    pub(super) month: &'static str,
    /// The months as they stand without a day.
    pub(super) months: &'static Months,
    /// A year.
    pub(super) year: &'static str,
    /// Ten years.
    pub(super) decade: &'static str,
    /// A hundred years.
    pub(super) century: &'static str,
}

type Months = [&'static str; 12];

impl Language {
    /// The words for a BCP 47 tag, whatever its region; English when there are none.
    pub(super) fn of(tag: Option<&str>) -> &'static Self {
        let primary = tag
            .and_then(|tag| tag.split('-').next())
            .unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "lv" => &LATVIAN,
            "et" => &ESTONIAN,
            "lt" => &LITHUANIAN,
            _ => &ENGLISH,
        }
    }
}

static ENGLISH: Language = Language {
    plain: english("{year}s"),
    from: english("the {year}s"),
    to: english("the {year}s"),
    since: "since ",
    until: "until ",
    about: "about ",
    possibly: "possibly ",
    end_unknown: ", end not known",
    start_unknown: ", beginning not known",
    days: "{from}–{to} {month} {year}",
    years: "{from}–{to}",
};

/// English does not decline; only a decade takes its article after a preposition.
const fn english(decade: &'static str) -> Case {
    Case {
        day: "{day} {month} {year}",
        day_months: &EN_MONTHS,
        month: "{month} {year}",
        months: &EN_MONTHS,
        year: "{year}",
        decade,
        century: "{year}–{last}",
    }
}

static EN_MONTHS: Months = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

static LATVIAN: Language = Language {
    plain: Case {
        day: "{year}. gada {day}. {month}",
        day_months: &LV_NOMINATIVE,
        month: "{year}. gada {month}",
        months: &LV_NOMINATIVE,
        year: "{year}. gads",
        decade: "{year}. gadi",
        century: "{year}.–{last}. gads",
    },
    from: Case {
        day: "{year}. gada {day}. {month}",
        day_months: &LV_GENITIVE,
        month: "{year}. gada {month}",
        months: &LV_GENITIVE,
        year: "{year}. gada",
        decade: "{year}. gadiem",
        century: "{year}.–{last}. gada",
    },
    to: Case {
        day: "{year}. gada {day}. {month}",
        day_months: &LV_DATIVE,
        month: "{year}. gada {month}",
        months: &LV_DATIVE,
        year: "{year}. gadam",
        decade: "{year}. gadiem",
        century: "{year}.–{last}. gadam",
    },
    since: "no ",
    until: "līdz ",
    about: "aptuveni ",
    possibly: "iespējams, ",
    end_unknown: ", beigas nav zināmas",
    start_unknown: ", sākums nav zināms",
    days: "{year}. gada {from}.–{to}. {month}",
    years: "{from}.–{to}. gads",
};

static LV_NOMINATIVE: Months = [
    "janvāris",
    "februāris",
    "marts",
    "aprīlis",
    "maijs",
    "jūnijs",
    "jūlijs",
    "augusts",
    "septembris",
    "oktobris",
    "novembris",
    "decembris",
];

static LV_GENITIVE: Months = [
    "janvāra",
    "februāra",
    "marta",
    "aprīļa",
    "maija",
    "jūnija",
    "jūlija",
    "augusta",
    "septembra",
    "oktobra",
    "novembra",
    "decembra",
];

static LV_DATIVE: Months = [
    "janvārim",
    "februārim",
    "martam",
    "aprīlim",
    "maijam",
    "jūnijam",
    "jūlijam",
    "augustam",
    "septembrim",
    "oktobrim",
    "novembrim",
    "decembrim",
];

static ESTONIAN: Language = Language {
    plain: Case {
        day: "{day}. {month} {year}",
        day_months: &ET_NOMINATIVE,
        month: "{month} {year}",
        months: &ET_NOMINATIVE,
        year: "{year}",
        decade: "{year}. aastad",
        century: "{year}–{last}",
    },
    from: Case {
        day: "{day}. {month} {year}",
        day_months: &ET_ELATIVE,
        month: "{month} {year}",
        months: &ET_ELATIVE,
        year: "{year}. aastast",
        decade: "{year}. aastatest",
        century: "aastatest {year}–{last}",
    },
    to: Case {
        day: "{day}. {month} {year}",
        day_months: &ET_TERMINATIVE,
        month: "{month} {year}",
        months: &ET_TERMINATIVE,
        year: "{year}. aastani",
        decade: "{year}. aastateni",
        century: "aastateni {year}–{last}",
    },
    since: "alates ",
    until: "kuni ",
    about: "umbes ",
    possibly: "võib-olla ",
    end_unknown: ", lõpp teadmata",
    start_unknown: ", algus teadmata",
    days: "{from}.–{to}. {month} {year}",
    years: "{from}–{to}",
};

static ET_NOMINATIVE: Months = [
    "jaanuar",
    "veebruar",
    "märts",
    "aprill",
    "mai",
    "juuni",
    "juuli",
    "august",
    "september",
    "oktoober",
    "november",
    "detsember",
];

static ET_ELATIVE: Months = [
    "jaanuarist",
    "veebruarist",
    "märtsist",
    "aprillist",
    "maist",
    "juunist",
    "juulist",
    "augustist",
    "septembrist",
    "oktoobrist",
    "novembrist",
    "detsembrist",
];

static ET_TERMINATIVE: Months = [
    "jaanuarini",
    "veebruarini",
    "märtsini",
    "aprillini",
    "maini",
    "juunini",
    "juulini",
    "augustini",
    "septembrini",
    "oktoobrini",
    "novembrini",
    "detsembrini",
];

static LITHUANIAN: Language = Language {
    plain: lithuanian(&LT_NOMINATIVE),
    from: lithuanian(&LT_GENITIVE),
    to: lithuanian(&LT_GENITIVE),
    since: "nuo ",
    until: "iki ",
    about: "maždaug ",
    possibly: "galbūt ",
    end_unknown: ", pabaiga nežinoma",
    start_unknown: ", pradžia nežinoma",
    days: "{year} m. {month} {from}–{to} d.",
    years: "{from}–{to} m.",
};

/// Years and days are abbreviated and do not decline; a month with a day is always in the
/// genitive. A decade is given by its years: "2010-ieji" is the year 2010.
const fn lithuanian(months: &'static Months) -> Case {
    Case {
        day: "{year} m. {month} {day} d.",
        day_months: &LT_GENITIVE,
        month: "{year} m. {month}",
        months,
        year: "{year} m.",
        decade: "{year}–{last} m.",
        century: "{year}–{last} m.",
    }
}

static LT_NOMINATIVE: Months = [
    "sausis",
    "vasaris",
    "kovas",
    "balandis",
    "gegužė",
    "birželis",
    "liepa",
    "rugpjūtis",
    "rugsėjis",
    "spalis",
    "lapkritis",
    "gruodis",
];

static LT_GENITIVE: Months = [
    "sausio",
    "vasario",
    "kovo",
    "balandžio",
    "gegužės",
    "birželio",
    "liepos",
    "rugpjūčio",
    "rugsėjo",
    "spalio",
    "lapkričio",
    "gruodžio",
];
