//! Violations: what is wrong with a dossier, where, and what was expected.
//!
//! A violation points at a line and a column and carries a code of one closed list, so that
//! a script can tell them apart and a curator can look them up. Not here: finding them
//! (`exchange` while reading, `validation` afterwards). To add a code: add a row to
//! [`Code`]'s table with its sentence; the generated error page follows.

use std::{fmt, sync::Arc};

use serde::Serialize;

/// A place in a file, both counted from 1; the column counts characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// A value and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub position: Position,
}

impl<T> At<T> {
    /// A value at a place.
    pub const fn new(value: T, position: Position) -> Self {
        Self { value, position }
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The file, as it was given.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// The field, such as `relations[3].role`; empty when it is the file as a whole.
    pub field: String,
    /// Which rule.
    pub code: Code,
    /// What is wrong, in words.
    pub message: String,
    /// What would have been right.
    pub expected: Option<String>,
    /// The nearest known word or key.
    pub nearest: Option<String>,
}

impl Violation {
    /// A violation at a place of a file.
    #[must_use]
    pub fn new(
        file: &Arc<str>,
        position: Position,
        field: impl Into<String>,
        code: Code,
        message: impl Into<String>,
    ) -> Self {
        Self {
            file: Arc::clone(file),
            line: position.line,
            column: position.column,
            field: field.into(),
            code,
            message: message.into(),
            expected: None,
            nearest: None,
        }
    }

    /// With what would have been right.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// With the nearest known word, when there is one.
    #[must_use]
    pub fn nearest(mut self, nearest: Option<&str>) -> Self {
        self.nearest = nearest.map(str::to_owned);
        self
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}",
            self.file, self.line, self.column, self.code
        )?;
        if !self.field.is_empty() {
            write!(f, " {}", self.field)?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(expected) = &self.expected {
            write!(f, "; expected {expected}")?;
        }
        if let Some(nearest) = &self.nearest {
            write!(f, "; did you mean {nearest}?")?;
        }
        Ok(())
    }
}

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $key:literal, )+) => {
        /// The rules that a dossier can break, one closed list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $( $(#[doc = $doc])+ $name, )+ }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as it is printed; it never changes.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }

            /// What the code means, in one sentence.
            #[must_use]
            pub fn description(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+).trim_ascii_start()),+ }
            }
        }
    };
}

codes! {
    /// The file cannot be opened or read.
    Unreadable = "UNREADABLE",
    /// The file is not UTF-8.
    NotUtf8 = "NOT_UTF8",
    /// The file holds no dossier.
    Empty = "EMPTY",
    /// The text is not YAML; nothing after this place was read.
    Syntax = "SYNTAX",
    /// YAML that dossiers do not use: anchors, aliases, tags, merged or complex keys.
    UnsupportedYaml = "UNSUPPORTED_YAML",
    /// Lists and mappings are nested deeper than any dossier needs; nothing after this place was read.
    TooDeep = "TOO_DEEP",
    /// A history ends too early, or is not what was written.
    Incomplete = "INCOMPLETE",
    /// The format's number is not one that this version reads.
    UnknownFormat = "UNKNOWN_FORMAT",
    /// The field is not one of this place.
    UnknownField = "UNKNOWN_FIELD",
    /// The field is one of another kind of entity.
    FieldNotOfKind = "FIELD_NOT_OF_KIND",
    /// A field or key that must be there is not.
    MissingField = "MISSING_FIELD",
    /// The same key stands twice in one mapping.
    DuplicateKey = "DUPLICATE_KEY",
    /// The value is not of the type that the field takes.
    WrongType = "WRONG_TYPE",
    /// The word is not one of the closed list.
    UnknownWord = "UNKNOWN_WORD",
    /// The key is not written as keys are.
    BadKey = "BAD_KEY",
    /// The text is not a date or interval of the subset of EDTF that is read.
    BadDate = "BAD_DATE",
    /// The date is written well, but there is no such day or month.
    ImpossibleDate = "IMPOSSIBLE_DATE",
    /// The interval ends before it starts.
    ReversedDates = "REVERSED_DATES",
    /// A span is not a start, an end after it, and a hash.
    BadSpan = "BAD_SPAN",
    /// The value is of the right type, but not one that the field takes.
    BadValue = "BAD_VALUE",
    /// The text is not NFC, holds control characters, or begins or ends with a blank.
    UncleanText = "UNCLEAN_TEXT",
    /// Two dossiers of the import have one key.
    DuplicateDossier = "DUPLICATE_DOSSIER",
    /// A dossier says the same fact twice.
    DuplicateFact = "DUPLICATE_FACT",
    /// Two places say different things of one entity or fact.
    Conflict = "CONFLICT",
    /// The key names nothing that is in the files given or, for an import, in the database.
    DanglingKey = "DANGLING_KEY",
    /// The cited span is not one that the dossier names.
    UnknownSpan = "UNKNOWN_SPAN",
    /// A fact without a citation.
    CitationMissing = "CITATION_MISSING",
    /// A span reaches beyond the end of its document.
    SpanOutside = "SPAN_OUTSIDE",
    /// The text that is held has another hash in this span.
    SpanHash = "SPAN_HASH",
    /// Two spans of one document and the same place have different hashes.
    SpanConflict = "SPAN_CONFLICT",
    /// The text that is held is not the one that the dossier describes: another length or hash.
    TextDiffers = "TEXT_DIFFERS",
    /// A surface form does not stand so in the span that it cites.
    SurfaceDiffers = "SURFACE_DIFFERS",
    /// The span from which a value is to be read does not hold one such value.
    ValueUnreadable = "VALUE_UNREADABLE",
    /// The relation table does not allow these two ends.
    EndpointForbidden = "ENDPOINT_FORBIDDEN",
    /// The role belongs to other kinds of relation.
    RoleNotOfKind = "ROLE_NOT_OF_KIND",
    /// The attribute belongs to other kinds of relation, or to other modalities.
    AttributeNotOfKind = "ATTRIBUTE_NOT_OF_KIND",
    /// An actor was expected: a person, an organisation or a municipality.
    NotAnActor = "NOT_AN_ACTOR",
    /// An entity is related to itself.
    SelfRelation = "SELF_RELATION",
    /// An inferred fact does not say by which rule.
    RuleMissing = "RULE_MISSING",
    /// A figure whose value, bounds, unit, kind and modality do not go together.
    FigureInconsistent = "FIGURE_INCONSISTENT",
    /// The recorded name is seen by fewer than its entity.
    NameTier = "NAME_TIER",
    /// The fact may not be shown to so many.
    TierTooLow = "TIER_TOO_LOW",
    /// A value that is not public stands in the file; it is to be read from its span.
    ValueInFile = "VALUE_IN_FILE",
    /// A fact that more may see cites a span in which a value stands that is not for them.
    ValueQuoted = "VALUE_QUOTED",
    /// It would record the ethnicity, religion or health of a person.
    Art9Field = "ART9_FIELD",
    /// The import would show a stored fact to more than may see it now.
    VisibilityRaised = "VISIBILITY_RAISED",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
