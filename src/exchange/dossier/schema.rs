//! The JSON Schema of a dossier, written from the table of fields.
//!
//! JSON Schema 2020-12, for editors and for other programs. It says what a file looks like;
//! what hangs together across facts only `stakegraph validate` can tell.

use entity::vocabulary::EntityKind;
use serde_json::{Map, Value, json};

use super::{
    fields::{DOSSIER, ENTITY, RECORDS, SUPPLEMENT},
    rules::{RULES, TextRule},
    shape::{Field, Need, NumberRule, Record, Shape},
};

/// The schema.
#[must_use]
pub fn json_schema() -> Value {
    let mut schema = record(&DOSSIER);
    let mut definitions = Map::new();
    for rule in RULES {
        definitions.insert(rule.name.to_owned(), text(rule));
    }
    for part in RECORDS {
        definitions.insert(part.name.to_owned(), record(part));
    }
    if let Some(fields) = schema.as_object_mut() {
        fields.insert(
            "$schema".into(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        fields.insert("title".into(), json!("Dossier of stakegraph"));
        fields.insert("$defs".into(), Value::Object(definitions));
    }
    schema
}

fn record(record: &Record) -> Value {
    let properties: Map<_, _> = record
        .fields
        .iter()
        .map(|field| (field.name.to_owned(), property(field)))
        .collect();
    let required: Vec<_> = record
        .fields
        .iter()
        .filter(|field| field.need == Need::Required)
        .map(|field| field.name)
        .collect();
    let mut schema = json!({
        "type": "object",
        "description": record.description,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if let Some(fields) = schema.as_object_mut() {
        if !record.one_of.is_empty() {
            let one_of: Vec<_> = record
                .one_of
                .iter()
                .map(|name| json!({ "required": [name] }))
                .collect();
            fields.insert("anyOf".into(), json!(one_of));
        }
        if record.name == ENTITY.name {
            fields.insert("allOf".into(), json!(by_kind(record)));
        }
    }
    schema
}

fn property(field: &Field) -> Value {
    let mut schema = shape(&field.shape);
    if let Some(keywords) = schema.as_object_mut() {
        keywords.insert("title".into(), json!(field.title()));
        keywords.insert("description".into(), json!(field.description));
    }
    schema
}

/// What each kind of entity excludes, and what a block without a kind may hold.
fn by_kind(record: &Record) -> Vec<Value> {
    let excluded = |keep: &dyn Fn(&Field) -> bool| -> Map<String, Value> {
        record
            .fields
            .iter()
            .filter(|field| !keep(field))
            .map(|field| (field.name.to_owned(), json!(false)))
            .collect()
    };
    let mut rules: Vec<_> = EntityKind::ALL
        .iter()
        .map(|kind| {
            let mut properties =
                excluded(&|field| field.kinds.is_empty() || field.kinds.contains(kind));
            if !properties.contains_key("type") {
                properties.insert("type".into(), json!({ "enum": kind.types() }));
            }
            let needed: Vec<_> = record
                .fields
                .iter()
                .filter(|field| field.needed_by.contains(kind))
                .map(|field| field.name)
                .collect();
            json!({
                "if": { "properties": { "kind": { "const": kind.as_str() } }, "required": ["kind"] },
                "then": { "properties": properties, "required": needed },
            })
        })
        .collect();
    let supplement = excluded(&|field| SUPPLEMENT.contains(&field.name));
    rules.push(json!({
        "if": { "not": { "required": ["kind"] } },
        "then": { "properties": supplement },
    }));
    rules
}

fn shape(shape_of: &Shape) -> Value {
    match shape_of {
        Shape::Text(rule) => json!({ "$ref": format!("#/$defs/{}", rule.name) }),
        Shape::Word(list) => json!({ "type": "string", "enum": (list.words)() }),
        Shape::Number(rule) => number(*rule),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Format => json!({ "const": 1 }),
        Shape::List(item) => json!({ "type": "array", "items": shape(item), "minItems": 1 }),
        Shape::Record(record) => json!({ "$ref": format!("#/$defs/{}", record.name) }),
        Shape::Map(rule, value) => json!({
            "type": "object",
            "propertyNames": { "$ref": format!("#/$defs/{}", rule.name) },
            "additionalProperties": shape(value),
            "minProperties": 1,
        }),
        Shape::Tuple(tuple) => {
            let items: Vec<_> = tuple.items.iter().map(shape).collect();
            json!({
                "type": "array",
                "prefixItems": items,
                "items": false,
                "minItems": items.len(),
                "description": tuple.name,
            })
        }
        Shape::Choice(shapes) => {
            let shapes: Vec<_> = shapes.iter().map(shape).collect();
            json!({ "anyOf": shapes })
        }
    }
}

fn number(rule: NumberRule) -> Value {
    let mut schema = json!({ "type": if rule.integer { "integer" } else { "number" } });
    if let Some(keywords) = schema.as_object_mut() {
        let least = if rule.more {
            "exclusiveMinimum"
        } else {
            "minimum"
        };
        for (keyword, bound) in [(least, rule.least), ("maximum", rule.most)] {
            if bound.is_finite() {
                keywords.insert(keyword.into(), json!(bound));
            }
        }
    }
    schema
}

fn text(rule: &TextRule) -> Value {
    let mut schema = json!({
        "type": "string",
        "description": rule.expected,
        "minLength": 1,
        "maxLength": rule.longest,
    });
    if let (Some(keywords), Some(pattern)) = (schema.as_object_mut(), rule.pattern) {
        keywords.insert("pattern".into(), json!(pattern));
    }
    schema
}
