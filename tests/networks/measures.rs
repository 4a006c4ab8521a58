//! The measures on graphs whose figures are worked out by hand, and on the two networks whose
//! figures networkx and igraph agree on.

use proptest::prelude::*;
use stakegraph::network::measures::{
    betweenness::{Betweenness, betweenness},
    components::components,
    leiden::{Leiden, communities, modularity},
    pagerank::{PageRank, pagerank},
    ties::Ties,
};
use stakegraph::network::{Flag, Halt};

type Pairs = Vec<(u32, u32)>;

fn ties(members: usize, pairs: &[(u32, u32)]) -> Ties {
    let ties: Vec<_> = pairs.iter().map(|(a, b)| (*a, *b, 1.0)).collect();
    Ties::new(members, &ties)
}

fn shares(ties: &Ties) -> Vec<f64> {
    let found = betweenness(ties, &Betweenness::default(), &Flag::default());
    found.expect("nobody stops it").shares
}

fn ranks(ties: &Ties) -> Vec<f64> {
    pagerank(ties, &PageRank::default(), &Flag::default()).expect("nobody stops it")
}

fn parts(ties: &Ties) -> Vec<u32> {
    components(ties, &Flag::default()).expect("nobody stops it")
}

fn close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!(
            (found - expected).abs() < 1e-9,
            "{at}: {found} instead of {expected}"
        );
    }
}

#[test]
fn ties_add_up_and_loops_are_left_out() {
    let ties = Ties::new(3, &[(0, 1, 1.0), (1, 0, 2.5), (2, 2, 1.0)]);
    assert_eq!(ties.ties(), 1);
    assert_eq!(ties.neighbours(0), [1]);
    assert_eq!(ties.between(1, 0), Some(3.5));
    assert_eq!(ties.between(1, 2), None);
    assert_eq!(ties.degree(2), 0);
    close(&[ties.strength(0), ties.strength(2)], &[3.5, 0.0]);
    assert!(Ties::default().is_empty());
}

#[test]
fn the_middle_of_a_path_and_of_a_star_lie_between_the_others() {
    // 0 - 1 - 2 - 3: through 1 go the ways 0-2 and 0-3, of three pairs.
    close(
        &shares(&ties(4, &[(0, 1), (1, 2), (2, 3)])),
        &[0.0, 2.0 / 3.0, 2.0 / 3.0, 0.0],
    );
    close(
        &shares(&ties(4, &[(0, 1), (0, 2), (0, 3)])),
        &[1.0, 0.0, 0.0, 0.0],
    );
    // A square: of the two ways between opposite corners each other corner has one half.
    close(
        &shares(&ties(4, &[(0, 1), (1, 2), (2, 3), (3, 0)])),
        &[1.0 / 6.0; 4],
    );
    close(&shares(&ties(2, &[(0, 1)])), &[0.0, 0.0]);
    close(&shares(&Ties::default()), &[]);
}

#[test]
fn a_sample_says_its_size_and_comes_near() {
    let star: Pairs = (1..400).map(|leaf| (0, leaf)).collect();
    let how = Betweenness {
        exact: 100,
        sample: 64,
        ..Betweenness::default()
    };
    let found = betweenness(&ties(400, &star), &how, &Flag::default()).expect("it runs");
    assert_eq!(found.sample, Some(64));
    assert!((found.shares[0] - 1.0).abs() < 0.05, "{}", found.shares[0]);
    let exact = betweenness(
        &ties(100, &star[..99]),
        &Betweenness::default(),
        &Flag::default(),
    );
    assert_eq!(exact.expect("it runs").sample, None);
}

#[test]
fn threads_do_not_change_a_digit() {
    let ring: Pairs = (0..2_000)
        .flat_map(|at| [(at, (at + 1) % 2_000), (at, (at * 7 + 3) % 2_000)])
        .collect();
    let ties = ties(2_000, &ring);
    let by = |threads| {
        let how = Betweenness {
            threads,
            ..Betweenness::default()
        };
        betweenness(&ties, &how, &Flag::default()).expect("it runs")
    };
    assert_eq!(by(1), by(3));
}

#[test]
fn a_walk_visits_the_centre_of_a_star_most_and_goes_on_from_the_lonely() {
    // Centre c and leaf l of a star with two leaves: c = 0.05 + 0.85·2l, l = 0.05 + 0.85·c/2.
    let centre = (0.05 + 0.85 * 2.0 * 0.05) / (1.0 - 0.85 * 0.85);
    let leaf = 0.05 + 0.85 * centre / 2.0;
    close(&ranks(&ties(3, &[(0, 1), (0, 2)])), &[centre, leaf, leaf]);
    close(&ranks(&ties(4, &[])), &[0.25; 4]);
    // By weight: 1 gets three quarters of what 0 gives on.
    let weighted = ranks(&Ties::new(3, &[(0, 1, 3.0), (0, 2, 1.0)]));
    let given = weighted[0] * 0.85;
    close(&weighted[1..], &[0.05 + given * 0.75, 0.05 + given * 0.25]);
}

#[test]
fn ranks_that_are_handed_on_within_the_round_settle_in_half_the_rounds() {
    // Between a centre and its leaves a walk goes to and fro: what is wrong with the ranks shrinks
    // by 0.85 a round when they are handed on in the next, to a millionth after 75 rounds, and by
    // its square within.
    let star = ties(4, &[(0, 1), (0, 2), (0, 3)]);
    let few = PageRank {
        rounds: 75,
        tolerance: 0.0,
        ..PageRank::default()
    };
    let early = pagerank(&star, &few, &Flag::default()).expect("nobody stops it");
    close(&early, &ranks(&star));
}

#[test]
fn a_graph_of_many_parts_has_the_ranks_of_one_part() {
    let star = [(0, 1), (0, 2), (0, 3)];
    let parts = 40_000;
    let pairs: Vec<(u32, u32)> = (0..parts)
        .flat_map(|part| star.map(|(a, b)| (part * 4 + a, part * 4 + b)))
        .collect();
    let (one, all) = (ranks(&ties(4, &star)), ranks(&ties(160_000, &pairs)));
    assert!((all.iter().sum::<f64>() - 1.0).abs() < 1e-6);
    for (member, rank) in all.iter().enumerate() {
        let expected = one[member % 4] / f64::from(parts);
        assert!(
            (rank / expected - 1.0).abs() < 1e-6,
            "{rank}, not {expected}"
        );
    }
}

#[test]
fn components_are_numbered_by_size_then_by_their_smallest_member() {
    let found = parts(&ties(8, &[(1, 6), (0, 7), (2, 4), (4, 5)]));
    assert_eq!(found, [1, 2, 0, 3, 0, 0, 2, 1]);
}

#[test]
fn two_cliques_with_one_tie_between_them_are_two_communities() {
    let clique =
        |from: u32| (from..from + 5).flat_map(move |a| (a + 1..from + 5).map(move |b| (a, b)));
    let pairs: Pairs = clique(0).chain(clique(5)).chain([(4, 5)]).collect();
    let found = communities(&ties(10, &pairs), &Leiden::default(), &Flag::default());
    let found = found.expect("it runs");
    assert_eq!(found.of, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    // 20 of 21 ties within; each side has half of the strength: 20/21 - 1/2.
    let expected = 20.0 / 21.0 - 0.5;
    close(&[found.modularity.expect("there are ties")], &[expected]);
    let none = communities(&ties(3, &[]), &Leiden::default(), &Flag::default());
    assert_eq!(none.expect("it runs").modularity, None);
}

#[test]
fn a_raised_flag_stops_every_measure() {
    let ties = ties(3, &[(0, 1), (1, 2)]);
    let flag = Flag::default();
    flag.cancel();
    assert_eq!(components(&ties, &flag), Err(Halt::Cancelled));
    assert_eq!(
        pagerank(&ties, &PageRank::default(), &flag),
        Err(Halt::Cancelled)
    );
    let shares = betweenness(&ties, &Betweenness::default(), &flag);
    assert_eq!(shares, Err(Halt::Cancelled));
    assert_eq!(
        communities(&ties, &Leiden::default(), &flag),
        Err(Halt::Cancelled)
    );
}

/// Betweenness by going through all pairs and counting the ways.
fn counted(ties: &Ties) -> Vec<f64> {
    let members = ties.len();
    let from: Vec<_> = (0..members).map(|start| ways(ties, start)).collect();
    let mut shares = vec![0.0; members];
    for a in 0..members {
        for b in a + 1..members {
            let (Some(distance), all) = from[a][b] else {
                continue;
            };
            for (at, share) in shares.iter_mut().enumerate() {
                if let ((Some(there), one), (Some(on), other)) = (from[a][at], from[b][at])
                    && at != a
                    && at != b
                    && there + on == distance
                {
                    *share += one * other / all;
                }
            }
        }
    }
    let others = members.saturating_sub(1) * members.saturating_sub(2) / 2;
    let pairs = f64::from(u32::try_from(others).expect("a small graph"));
    shares.iter().map(|share| share / pairs.max(1.0)).collect()
}

/// From a member to each: the distance, and how many shortest ways there are.
fn ways(ties: &Ties, start: usize) -> Vec<(Option<usize>, f64)> {
    let mut found = vec![(None, 0.0); ties.len()];
    found[start] = (Some(0), 1.0);
    for distance in 0..ties.len() {
        for at in (0..ties.len())
            .filter(|at| found[*at].0 == Some(distance))
            .collect::<Vec<_>>()
        {
            for next in ties.neighbours(at) {
                let next = *next as usize;
                if found[next].0.is_none() || found[next].0 == Some(distance + 1) {
                    found[next] = (Some(distance + 1), found[next].1 + found[at].1);
                }
            }
        }
    }
    found
}

/// Some members, some pairs of them, and another order of the members.
fn graphs() -> impl Strategy<Value = (usize, Pairs, Vec<u32>)> {
    (3_usize..40).prop_flat_map(|members| {
        let size = u32::try_from(members).expect("a small graph");
        let pairs = prop::collection::vec((0..size, 0..size), 0..120);
        let order = Just((0..size).collect::<Vec<_>>()).prop_shuffle();
        (Just(members), pairs, order)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn betweenness_is_what_counting_all_ways_gives((members, pairs, _) in graphs()) {
        let ties = ties(members, &pairs);
        close(&shares(&ties), &counted(&ties));
    }

    #[test]
    fn other_numbers_give_the_same_figures((members, pairs, order) in graphs()) {
        let other: Pairs = pairs
            .iter()
            .map(|(a, b)| (order[*a as usize], order[*b as usize]))
            .collect();
        let (one, other) = (ties(members, &pairs), ties(members, &other));
        let moved = |figures: Vec<f64>| -> Vec<f64> {
            order.iter().map(|at| figures[*at as usize]).collect()
        };
        close(&shares(&one), &moved(shares(&other)));
        close(&ranks(&one), &moved(ranks(&other)));
        let (one, other) = (parts(&one), parts(&other));
        for a in 0..members {
            for b in 0..members {
                let there = other[order[a] as usize] == other[order[b] as usize];
                prop_assert_eq!(one[a] == one[b], there);
            }
        }
    }

    #[test]
    fn ranks_sum_to_one_and_communities_hang_together((members, pairs, _) in graphs()) {
        let ties = ties(members, &pairs);
        let sum: f64 = ranks(&ties).iter().sum();
        prop_assert!((sum - 1.0).abs() < 1e-9);
        let found = communities(&ties, &Leiden::default(), &Flag::default()).expect("it runs");
        let again = communities(&ties, &Leiden::default(), &Flag::default()).expect("it runs");
        prop_assert_eq!(&found, &again);
        prop_assert_eq!(found.modularity, modularity(&ties, &found.of, 1.0));
        let within: Vec<_> = (0..members)
            .flat_map(|at| ties.row_of(at).map(move |(to, weight)| (at, to, weight)))
            .filter(|(at, to, _)| found.of[*at] == found.of[*to as usize])
            .map(|(at, to, weight)| (u32::try_from(at).expect("a small graph"), to, weight))
            .collect();
        prop_assert_eq!(parts(&Ties::new(members, &within)), found.of);
        let whole = modularity(&ties, &vec![0; members], 1.0).unwrap_or(0.0);
        prop_assert!(found.modularity.unwrap_or(0.0) >= whole - 1e-12);
    }
}
