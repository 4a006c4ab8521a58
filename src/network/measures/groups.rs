//! Numbers for groups that do not change with how they were found.

/// Gives the groups of a partition their numbers: the largest is 0, of equally large ones
/// the one with the smallest member comes first. `labels` names each member's group by any
/// number below the number of members.
#[must_use]
pub(super) fn number(labels: &[u32]) -> Vec<u32> {
    let mut sizes = vec![0_usize; labels.len()];
    let mut order = Vec::new();
    for label in labels {
        let size = &mut sizes[*label as usize];
        if *size == 0 {
            order.push(*label);
        }
        *size += 1;
    }
    // Stable: the groups stand in the order of their smallest members.
    order.sort_by_key(|label| std::cmp::Reverse(sizes[*label as usize]));
    let mut numbers = vec![0; labels.len()];
    for (number, label) in (0..).zip(order) {
        numbers[label as usize] = number;
    }
    labels
        .iter()
        .map(|label| numbers[*label as usize])
        .collect()
}
