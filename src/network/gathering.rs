//! Which relations tie whom: from the graph to dense numbers of members and things.
//!
//! Where a filter on one end leads to few entities ([`Reader::seeds`]), their relations alone are
//! looked at: what people share in one project takes no longer in a graph of ten million relations.
//! Not here: how shared things become ties (`projection`), what ties amount to (`measures`).

use entity::vocabulary::Certainty;

use super::{
    EntityTest, Flag, Halt, Link, Reader, RelationTest, Way,
    hash::FactMap,
    marks::Marks,
    measures::ties::Ties,
    projection::{Affiliation, Affiliations},
};

/// So many relations tie, at most.
const MOST: usize = 20_000_000;

/// What ties whom.
#[derive(Clone, Debug)]
pub struct Gathering {
    /// Which relations, whatever their ends are.
    pub test: RelationTest,
    /// Which subjects; none for any.
    pub subject: Option<EntityTest>,
    /// Which objects; none for any.
    pub object: Option<EntityTest>,
    /// Which end is the member; the other is the thing that members share.
    pub member: Way,
    /// The ends themselves are tied: both are members.
    pub direct: bool,
    /// Who is a member also without a tie.
    pub members: Option<EntityTest>,
    /// Members share a thing only while both have part in it.
    pub holds: bool,
    /// How the times of two must meet.
    pub certainty: Certainty,
}

/// Members and their ties.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// The ids of the members, ascending; their numbers are their places here.
    pub members: Vec<i64>,
    /// The ids of what they share, ascending; empty where ties are direct.
    pub things: Vec<i64>,
    /// Who shares what, by the places of both; none where ties are direct.
    pub affiliations: Option<Affiliations>,
    /// Who is tied to whom.
    pub ties: Ties,
}

/// Gathers members and their ties.
///
/// # Errors
/// When it was stopped, or there is more than one question may have.
pub fn gathered(reader: &Reader<'_>, gathering: &Gathering, flag: &Flag) -> Result<Gathered, Halt> {
    let mut taken = Taken::default();
    if let Some(members) = &gathering.members {
        let candidates = candidates(reader, reader.seeds(members));
        for entity in candidates.take_while(|_| reader.meter.step()) {
            if reader.shows(entity, members) {
                taken.members.of(entity);
            }
        }
    }
    walk(reader, gathering, &mut taken);
    if let Some(halt) = reader.meter.halted() {
        return Err(halt);
    }
    if taken.ties.len() > MOST {
        return Err(Halt::Budget);
    }
    tied(reader, gathering, taken, flag)
}

/// Relations and members by number, before they are tied.
#[derive(Default)]
struct Taken {
    members: Numbers,
    things: Numbers,
    ties: Vec<Affiliation>,
}

/// Those that were found, or all that there are.
fn candidates<'a>(
    reader: &Reader<'a>,
    seeds: Option<Vec<u32>>,
) -> Box<dyn Iterator<Item = u32> + 'a> {
    match seeds {
        Some(seeds) => Box::new(seeds.into_iter()),
        None => Box::new(reader.snapshot.entities()),
    }
}

/// Takes in every relation that ties, from the end that leads to fewer.
fn walk(reader: &Reader<'_>, gathering: &Gathering, taken: &mut Taken) {
    let seeds = |test: &Option<EntityTest>| test.as_ref().and_then(|test| reader.seeds(test));
    let (subjects, objects) = (seeds(&gathering.subject), seeds(&gathering.object));
    let count = |seeds: &Option<Vec<u32>>| seeds.as_ref().map_or(usize::MAX, Vec::len);
    let (way, from) = if count(&objects) < count(&subjects) {
        (Way::In, objects)
    } else {
        (Way::Out, subjects)
    };
    let (near, far) = match way {
        Way::Out => (&gathering.subject, &gathering.object),
        Way::In => (&gathering.object, &gathering.subject),
    };
    let mut far = Asked::new(reader, far.as_ref());
    for entity in candidates(reader, from) {
        if !reader.meter.step() || taken.ties.len() > MOST {
            return;
        }
        let links = reader
            .snapshot
            .links_of(entity, way, gathering.test.kinds());
        let shown = |test: &EntityTest| reader.shows(entity, test);
        if links.is_empty() || !near.as_ref().is_none_or(shown) {
            continue;
        }
        for (_, link) in reader.links(entity, way, &gathering.test) {
            if far.passes(link.far) {
                taken.add(reader, gathering, (entity, way), link);
            }
        }
    }
}

impl Taken {
    fn add(
        &mut self,
        reader: &Reader<'_>,
        gathering: &Gathering,
        (near, way): (u32, Way),
        link: &Link,
    ) {
        let (member, thing) = if way == gathering.member {
            (near, link.far)
        } else {
            (link.far, near)
        };
        let member = self.members.of(member);
        let others = if gathering.direct {
            &mut self.members
        } else {
            &mut self.things
        };
        self.ties.push(Affiliation {
            member,
            thing: others.of(thing),
            held: gathering.holds.then(|| reader.snapshot.span(link.span)),
        });
    }
}

/// A test that is asked once of each entity.
struct Asked<'a> {
    reader: &'a Reader<'a>,
    test: Option<(&'a EntityTest, Marks<'a>, Marks<'a>)>,
}

impl<'a> Asked<'a> {
    fn new(reader: &'a Reader<'a>, test: Option<&'a EntityTest>) -> Self {
        let marks = || reader.snapshot.marks();
        Self {
            reader,
            test: test.map(|test| (test, marks(), marks())),
        }
    }

    fn passes(&mut self, entity: u32) -> bool {
        let Some((test, asked, passed)) = &mut self.test else {
            return true;
        };
        if asked.insert(entity) && self.reader.shows(entity, test) {
            passed.insert(entity);
        }
        passed.has(entity)
    }
}

/// Dense numbers for entities, in the order in which they come.
#[derive(Default)]
struct Numbers {
    entities: Vec<u32>,
    of: FactMap<u32>,
}

impl Numbers {
    fn of(&mut self, entity: u32) -> u32 {
        let next = u32::try_from(self.entities.len()).unwrap_or(u32::MAX);
        *self.of.entry(entity).or_insert_with(|| {
            self.entities.push(entity);
            next
        })
    }

    /// The ids in order, and for each number so far its place among them.
    fn sorted(self, reader: &Reader<'_>, flag: &Flag) -> Result<(Vec<i64>, Vec<u32>), Halt> {
        let id = |entity: u32| reader.snapshot.entity_id(entity);
        // Ids are spread evenly: by their first bits they fall into small parts, and between these
        // there is time to look at the flag.
        let mut parts = vec![Vec::new(); 1 << PART_BITS];
        for (id, number) in self.entities.into_iter().map(id).zip(0_u32..) {
            parts[part_of(id)].push((id, number));
        }
        let mut order = Vec::new();
        for mut part in parts {
            flag.check()?;
            part.sort_unstable();
            order.append(&mut part);
        }
        let mut places = vec![0; order.len()];
        for (place, (_, number)) in (0..).zip(&order) {
            places[*number as usize] = place;
        }
        Ok((order.into_iter().map(|(id, _)| id).collect(), places))
    }
}

/// Ids are sorted in so many parts, as a power of two.
const PART_BITS: u32 = 8;

/// The part of an id; a greater id is in no earlier part.
fn part_of(id: i64) -> usize {
    let place = id.cast_unsigned() ^ (1 << 63);
    usize::try_from(place >> (u64::BITS - PART_BITS)).unwrap_or(0)
}

fn tied(
    reader: &Reader<'_>,
    gathering: &Gathering,
    taken: Taken,
    flag: &Flag,
) -> Result<Gathered, Halt> {
    let (members, places) = taken.members.sorted(reader, flag)?;
    let mut list = taken.ties;
    for tie in &mut list {
        tie.member = places[tie.member as usize];
    }
    if gathering.direct {
        let ends = list.iter();
        let ends = ends.map(|tie| (tie.member, places[tie.thing as usize], 1.0));
        let ends: Vec<_> = ends.collect();
        return Ok(Gathered {
            ties: Ties::unless_stopped(members.len(), &ends, flag)?,
            members,
            things: Vec::new(),
            affiliations: None,
        });
    }
    let (things, places) = taken.things.sorted(reader, flag)?;
    for tie in &mut list {
        tie.thing = places[tie.thing as usize];
    }
    let affiliations = Affiliations::new(members.len(), &list, gathering.certainty, flag)?;
    Ok(Gathered {
        ties: affiliations.ties(flag)?,
        members,
        things,
        affiliations: Some(affiliations),
    })
}
