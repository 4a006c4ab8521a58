//! A small graph, and questions to it.

use async_graphql::{Request, Variables};
use entity::{
    draft::{IdentifierContent, NoteContent},
    vocabulary::{
        EntityKind::{Municipality, Organisation, Project},
        EventStatus, Modality, NameKind, NoteKind,
        RelationKind::{Attended, Implements, PartOf, Serves, TookPlaceIn, WorksFor},
        Tier,
    },
};
use serde_json::{Value, json};
use stakegraph::{
    graphql::{self, Schema},
    store::{Store, View},
};
use test_support::build::{Dossier, each_store, viewer};

/// A graph with a schema over it.
pub(crate) struct World {
    pub(crate) store: Store,
    schema: Schema,
}

impl World {
    pub(crate) fn over(store: Store) -> Self {
        Self {
            store,
            schema: graphql::schema(),
        }
    }

    /// The whole answer to a query of the public.
    pub(crate) async fn answer(&self, query: &str) -> Value {
        self.answer_as(View::public(), query, json!({})).await
    }

    /// The whole answer to a query.
    pub(crate) async fn answer_as(&self, view: View, query: &str, variables: Value) -> Value {
        let request = Request::new(query).variables(Variables::from_json(variables));
        let request = graphql::request(&self.store, view, request);
        let response = self.schema.execute(request).await;
        serde_json::to_value(&response).unwrap()
    }

    /// The answer to a query of the public, as it is sent.
    pub(crate) async fn text(&self, query: &str) -> String {
        let request = graphql::request(&self.store, View::public(), Request::new(query));
        serde_json::to_string(&self.schema.execute(request).await).unwrap()
    }

    /// The data of an answer without errors.
    pub(crate) async fn data(&self, query: &str) -> Value {
        self.data_as(Tier::Public, query).await
    }

    /// The data of an answer without errors for a viewer of a tier.
    pub(crate) async fn data_as(&self, tier: Tier, query: &str) -> Value {
        let mut answer = self.answer_as(viewer(tier), query, json!({})).await;
        assert_eq!(answer.get("errors"), None, "{query}");
        answer["data"].take()
    }

    /// The only error of an answer: its code and message.
    pub(crate) async fn error(&self, query: &str) -> (String, String) {
        let answer = self.answer(query).await;
        let errors = answer["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{answer}");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (
            text(&errors[0]["extensions"]["code"]),
            text(&errors[0]["message"]),
        )
    }
}

/// Runs a test on the graph of [`facts`], on each database.
pub(crate) fn each_world(body: impl AsyncFn(World)) {
    each_store(async |store| {
        facts().record(&store, 0).await.unwrap();
        body(World::over(store)).await;
    });
}

/// Three events, people and bodies, and one person whom not everybody sees.
fn facts() -> Dossier {
    let mut dossier = Dossier::new("small");
    people(&mut dossier);
    places(&mut dossier);
    let visit = dossier.event("visit", Some("2019-10-17/2019-10-18"));
    visit.content.status = Some(EventStatus::Held);
    visit.content.description = [("en", "A visit."), ("lv", "Vizīte.")]
        .map(|(language, text)| (language.to_owned(), text.to_owned()))
        .into();
    let seminar = dossier.event("seminar", Some("2020-06-11"));
    seminar.content.entity_type = Some("SEMINAR".to_owned());
    dossier.event("someday", None);
    dossier.entity("service", Project).content.entity_type = Some("SERVICE".to_owned());
    relations(&mut dossier);
    let citation = dossier.citation(3, 9);
    let figure = dossier.figure("visit", "participants", 12.0);
    figure.citations.push(citation);
    dossier.figure("visit", "pupils", 63.0).visibility = Tier::Partner;
    dossier.note(NoteContent {
        key: "visit/GOAL/1".to_owned(),
        about: "visit".to_owned(),
        kind: NoteKind::Goal,
        text: [("en".to_owned(), "To learn.".to_owned())].into(),
    });
    dossier
}

fn people(dossier: &mut Dossier) {
    dossier.person("anna");
    let alias = dossier.name("anna", "Anna Ābele", NameKind::Alias);
    alias.content.position = 1;
    let english = dossier.name("anna", "Anne Apple", NameKind::Alias);
    english.content.language = Some("en".to_owned());
    english.content.position = 2;
    let surface = dossier.name("anna", "Annu", NameKind::Surface);
    surface.content.candidates = vec!["Anna".to_owned(), "Annu".to_owned()];
    surface.content.position = 3;
    dossier.person("berta");
    dossier.person("cita").content.named = Some(false);
    dossier.person("secret").visibility = Tier::Partner;
}

fn places(dossier: &mut Dossier) {
    let county = dossier.entity("county", Municipality);
    county.content.country = Some("LV".to_owned());
    county.content.period = Some("../2021-06-30".to_owned());
    county.content.position = Some((57.5, 22.0));
    let city = dossier.entity("city", Municipality);
    city.content.entity_type = Some("STATE_CITY".to_owned());
    let unclear = dossier.entity("unclear", Municipality);
    unclear.content.entity_type = Some("UNDETERMINED".to_owned());
    unclear.content.possibly = vec!["county".to_owned(), "city".to_owned()];
    let council = dossier.entity("council", Organisation);
    council.content.entity_type = Some("COUNCIL".to_owned());
    dossier.identifier(IdentifierContent {
        key: "county/iso-3166-2/LV-001".to_owned(),
        entity: "county".to_owned(),
        scheme: "iso-3166-2".to_owned(),
        value: "LV-001".to_owned(),
        url: None,
    });
}

fn relations(dossier: &mut Dossier) {
    let citation = dossier.citation(0, 3);
    let attended = dossier.relation("anna", Attended, "visit");
    attended.content.role = Some("expert".to_owned());
    attended.content.on_behalf_of = Some("council".to_owned());
    attended.citations.push(citation);
    let speaker = dossier.relation("berta", Attended, "visit");
    speaker.content.role = Some("speaker".to_owned());
    dossier
        .relation("county", Attended, "visit")
        .content
        .headcount = Some(2);
    dossier.relation("secret", Attended, "visit");
    dossier.relation("anna", Attended, "seminar");
    let venue = dossier.relation("visit", TookPlaceIn, "city");
    venue.content.role = Some("venue".to_owned());
    dossier.relation("council", PartOf, "county");
    dossier.relation("anna", WorksFor, "council").content.period = Some("2018".to_owned());
    dossier.relation("berta", Serves, "county").content.period = Some("2019/..".to_owned());
    dossier.relation("cita", Implements, "service");
    let intended = dossier.relation("county", Implements, "service");
    intended.content.modality = Modality::Intended;
}
