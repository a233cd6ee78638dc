//! In which order katas are best learned by somebody with an interview ahead.

use std::collections::HashSet;

use shousi::catalogue::Kata;

/// Prerequisites first, then what is asked most, then the easier one. What leads to an often asked kata
/// comes as early as that one does.
pub fn learning_order(katas: &[&'static Kata]) -> Vec<&'static Kata> {
    let mut all = katas.to_vec();
    all.sort_by_key(|kata| (std::cmp::Reverse(kata.meta.asked), kata.meta.difficulty));
    let mut order = Vec::with_capacity(all.len());
    let mut seen = HashSet::new();
    all.iter().for_each(|kata| visit(kata, &all, &mut seen, &mut order));
    order
}

fn visit(
    kata: &'static Kata,
    all: &[&'static Kata],
    seen: &mut HashSet<&'static str>,
    order: &mut Vec<&'static Kata>,
) {
    if seen.insert(kata.name) {
        let here = |name: &String| all.iter().find(|kata| kata.name == name);
        kata.meta.prerequisites.iter().filter_map(here).for_each(|kata| visit(kata, all, seen, order));
        order.push(kata);
    }
}

#[cfg(test)]
mod tests {
    use shousi::catalogue::katas;

    use super::*;

    fn all() -> Vec<&'static Kata> {
        katas().iter().collect()
    }

    #[test]
    fn every_kata_once_after_its_prerequisites() {
        let order = learning_order(&all());
        assert_eq!(order.len(), katas().len());
        for (place, kata) in order.iter().enumerate() {
            let before = |name: &String| order[..place].iter().any(|kata| kata.name == name);
            assert!(kata.meta.prerequisites.iter().all(before), "{}", kata.name);
        }
    }

    #[test]
    fn the_most_asked_come_first() {
        let order = learning_order(&all());
        let place = |name: &str| order.iter().position(|kata| kata.name == name).unwrap();
        assert_eq!(order[0].name, "softmax");
        assert!(place("layer_norm") < place("multi_head_attention"), "the easier of two");
        assert!(place("multi_head_attention") < place("rms_norm"), "the more often asked of two");
    }
}
