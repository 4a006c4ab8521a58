//! Documents that were read and proven, once for each text.
//!
//! Which document a request means, by its text, its hash or its id; and the bounded memory of
//! those that fit the schema, with what they cost and how memory answers them, from which automatic
//! persisted queries are answered too. What does not fit is never kept. Not here: what makes a
//! document fit (`precheck`, `validation`).

use std::{collections::HashMap, sync::Arc};

use apollo_compiler::{
    Name,
    executable::{Operation, Selection, SelectionSet},
    response::JsonMap,
};
use async_graphql::{
    ServerError,
    parser::{
        parse_query,
        types::{ExecutableDocument, OperationType},
    },
};
use sha2::{Digest, Sha256};

use super::{
    cost::{Estimate, Formula},
    errors,
    lately::Lately,
    precheck,
    validation::{Faults, Proven, Rules},
};
use crate::graphql::{ErrorCode, error::of_parsing, place, plan::Plan};

/// How much memory the documents of clients may take, by a rule of thumb.
const MEMORY: usize = 64 * 1024 * 1024;

/// How many bytes a document takes for each byte of its text, about, and without any.
const WEIGHT: (usize, usize) = (40, 4_096);

/// How many bytes a field takes in a plan or a formula, about.
const WEIGHT_OF_A_FIELD: usize = 192;

/// The SHA-256 of a text.
pub(super) type Hash = [u8; 32];

/// The hash of a text.
pub(super) fn hash(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

/// A document that fits the schema.
#[derive(Debug)]
pub(super) struct Document {
    /// The hash of its text.
    pub hash: Hash,
    /// As it is executed.
    pub parsed: ExecutableDocument,
    /// As it was proven.
    pub proven: Proven,
    /// Whether it asks for the schema itself.
    pub introspects: bool,
    /// Whether it reads the graph.
    pub reads: bool,
    /// What is made ready for each of its operations.
    prepared: Vec<Prepared>,
}

/// What is made ready for an operation, once for all requests.
#[derive(Debug)]
struct Prepared {
    name: Option<Name>,
    /// What it costs.
    formula: Formula,
    /// How memory answers it, if it does.
    plan: Option<Plan>,
}

impl Document {
    /// The operation of a name, or the only one.
    pub(super) fn operation(&self, name: Option<&str>) -> Result<&Operation, Faults> {
        self.proven
            .operations
            .get(name)
            .map(AsRef::as_ref)
            .map_err(|_| {
                let message = match name {
                    Some(_) => "The document has no operation of that name.",
                    None => "The document has several operations: name one in operationName.",
                };
                Faults::new(ErrorCode::BadRequest, message)
            })
    }

    /// How memory answers the operation of a name, or the only one.
    pub(super) fn plan(&self, name: Option<&str>) -> Option<&Plan> {
        let operation = self.operation(name).ok()?;
        self.prepared(operation).ok()?.plan.as_ref()
    }

    /// What an operation of this document costs at most, with its variables as they were coerced.
    pub(super) fn estimate(
        &self,
        operation: &Operation,
        variables: &JsonMap,
    ) -> Result<Estimate, Faults> {
        Ok(self.prepared(operation)?.formula.estimate(variables))
    }

    fn prepared(&self, operation: &Operation) -> Result<&Prepared, Faults> {
        let mut prepared = self.prepared.iter();
        let found = prepared.find(|prepared| prepared.name == operation.name);
        found.ok_or_else(|| Faults::new(ErrorCode::Internal, ErrorCode::Internal.text()))
    }

    /// How many bytes it takes, about.
    fn weight(&self, text: &str) -> usize {
        let size = |one: &Prepared| one.formula.size() + one.plan.as_ref().map_or(0, Plan::size);
        let fields: usize = self.prepared.iter().map(size).sum();
        text.len() * WEIGHT.0 + fields * WEIGHT_OF_A_FIELD + WEIGHT.1
    }
}

/// The documents that are known.
#[derive(Debug)]
pub(super) struct Documents {
    rules: Option<Arc<Rules>>,
    lately: Lately<Hash, Arc<Document>>,
    trusted: HashMap<Hash, Arc<Document>>,
    ids: HashMap<String, Hash>,
}

impl Documents {
    /// No documents yet, for the rules of a schema.
    pub(super) fn new(rules: Option<Arc<Rules>>) -> Self {
        Self {
            rules,
            lately: Lately::new(MEMORY),
            trusted: HashMap::new(),
            ids: HashMap::new(),
        }
    }

    /// The rules of the schema.
    pub(super) fn rules(&self) -> Result<&Rules, Faults> {
        let rules = self.rules.as_deref();
        rules.ok_or_else(|| Faults::new(ErrorCode::Internal, ErrorCode::Internal.text()))
    }

    /// Trusts a document from now on, under an id.
    pub(super) fn trust(&mut self, id: &str, text: &str) -> Result<(), Faults> {
        let document = Arc::new(self.prepared(hash(text), text)?);
        self.ids.insert(id.to_owned(), document.hash);
        self.trusted.insert(document.hash, document);
        Ok(())
    }

    /// The trusted document of a hash.
    pub(super) fn trusted(&self, hash: &Hash) -> Option<Arc<Document>> {
        self.trusted.get(hash).cloned()
    }

    /// The trusted document of an id: its name, or its hash as hexadecimal digits.
    pub(super) fn named(&self, id: &str) -> Option<Arc<Document>> {
        let digits = id.strip_prefix("sha256:").unwrap_or(id);
        let hash = self.ids.get(id).copied().or_else(|| parsed_hash(digits))?;
        self.trusted(&hash)
    }

    /// How many documents are trusted.
    pub(super) fn trusted_count(&self) -> usize {
        self.ids.len()
    }

    /// A document that was sent lately.
    pub(super) fn known(&self, hash: &Hash) -> Option<Arc<Document>> {
        self.lately.get(hash)
    }

    /// Reads and proves a text, and keeps the document under its hash. This is work for the
    /// processor: beside the asynchronous threads.
    pub(super) fn learn(&self, hash: Hash, text: &str) -> Result<Arc<Document>, Faults> {
        let document = Arc::new(self.prepared(hash, text)?);
        let weight = document.weight(text);
        self.lately.put(hash, Arc::clone(&document), weight);
        Ok(document)
    }

    fn prepared(&self, hash: Hash, text: &str) -> Result<Document, Faults> {
        precheck::scan(text)?;
        let (parsed, syntax) = read(text)?;
        let proven = self.rules()?.prove(&syntax)?;
        let introspects = proven
            .operations
            .iter()
            .any(|operation| introspects(&operation.selection_set))
            || proven
                .fragments
                .values()
                .any(|fragment| introspects(&fragment.selection_set));
        let schema = self.rules()?.schema();
        let prepared = proven.operations.iter().map(|operation| Prepared {
            name: operation.name.clone(),
            formula: Formula::of(schema, &proven, operation),
            plan: Plan::of(&parsed, operation.name.as_deref()),
        });
        Ok(Document {
            hash,
            reads: place::is_read_by(&parsed),
            prepared: prepared.collect(),
            parsed,
            proven,
            introspects,
        })
    }
}

/// A text as both readers understand it, once it is known not to be too large for the second, which
/// takes more memory. What only the executor's reader refuses is written anew from what the other
/// read.
fn read(text: &str) -> Result<(ExecutableDocument, apollo_compiler::ast::Document), Faults> {
    match parse_query(text) {
        Ok(parsed) => {
            precheck::measure(&parsed)?;
            Ok((parsed, Rules::read(text)?))
        }
        Err(error) => {
            let code = of_parsing(&error.to_string());
            let refused = || Faults {
                code,
                errors: vec![errors::parse(&error)],
            };
            let syntax = Rules::read(text).map_err(|_| refused())?;
            let parsed = parse_query(syntax.to_string()).map_err(|_| refused())?;
            precheck::measure(&parsed)?;
            Ok((parsed, syntax))
        }
    }
}

/// Whether a text that was refused was meant to change something.
pub(super) fn is_mutation(text: &str) -> bool {
    precheck::scan(text).is_ok()
        && parse_query(text).is_ok_and(|parsed| {
            let mut operations = parsed.operations.iter();
            operations.all(|(_, operation)| operation.node.ty == OperationType::Mutation)
        })
}

fn introspects(set: &SelectionSet) -> bool {
    set.selections.iter().any(|selection| match selection {
        Selection::Field(field) => {
            matches!(field.name.as_str(), "__schema" | "__type")
                || introspects(&field.selection_set)
        }
        Selection::InlineFragment(inner) => introspects(&inner.selection_set),
        // Fragments are looked at themselves.
        Selection::FragmentSpread(_) => false,
    })
}

/// A hash as it is written, in 64 hexadecimal digits.
pub(super) fn parsed_hash(digits: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    hex::decode_to_slice(digits, &mut hash).ok()?;
    Some(hash)
}

impl From<precheck::Excess> for Faults {
    fn from(excess: precheck::Excess) -> Self {
        let error = ServerError::new(excess.message, excess.place);
        Self {
            code: excess.code,
            errors: vec![error],
        }
    }
}
