//! Which katas a round consists of, and how its time is shared out.

use std::time::Duration;

use shousi::catalogue::{Kata, Topic};

use crate::history::{Task, code_hash};

/// Without a budget, katas are drawn for as long as such an interview lasts.
pub const USUAL_MINUTES: u64 = 45;

/// What katas are drawn from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    pub topic: Option<Topic>,
    pub difficulty: Option<u8>,
}

impl Pool {
    fn holds(&self, kata: &Kata) -> bool {
        self.topic.is_none_or(|topic| topic == kata.meta.topic)
            && self.difficulty.is_none_or(|difficulty| difficulty == kata.meta.difficulty)
    }
}

/// The katas in an order that depends on the seed alone, and on no kata that is added later.
pub fn shuffled(katas: &[&'static Kata], seed: u64) -> Vec<&'static Kata> {
    let mut katas = katas.to_vec();
    katas.sort_by_cached_key(|kata| code_hash(format!("{seed} {}", kata.name).as_bytes()));
    katas
}

/// Goes through the katas in their order, and takes each of the pool whose par time still fits.
pub fn draw(katas: &[&'static Kata], pool: Pool, minutes: u64) -> Result<Vec<&'static Kata>, String> {
    let katas: Vec<&Kata> = katas.iter().filter(|kata| pool.holds(kata)).copied().collect();
    let Some(shortest) = katas.iter().map(|kata| par(kata)).min() else {
        return Err("no kata is of this topic and difficulty; `cargo kata list` shows all".to_owned());
    };
    let mut left = minutes;
    let mut drawn = katas;
    drawn.retain(|kata| {
        let fits = par(kata) <= left;
        if fits {
            left -= par(kata);
        }
        fits
    });
    if drawn.is_empty() {
        return Err(format!(
            "no kata fits into {minutes} minutes: the shortest to choose from has a par of {shortest}; allow more with \
             --minutes, or name a kata to do it in less time (cargo kata round softmax --minutes 3)"
        ));
    }
    Ok(drawn)
}

/// The katas with their shares of the limit, in proportion to their par times. Without a limit, that is
/// their par times together.
pub fn shared(katas: &[&'static Kata], minutes: Option<u64>) -> (Vec<Task>, Duration) {
    let pars: u64 = katas.iter().map(|kata| par(kata)).sum();
    let limit = 60 * minutes.unwrap_or(pars);
    let task = |kata: &&Kata| Task { kata: kata.name.to_owned(), seconds: limit * par(kata) / pars };
    (katas.iter().map(task).collect(), Duration::from_secs(limit))
}

fn par(kata: &Kata) -> u64 {
    u64::from(kata.meta.par).max(1)
}

#[cfg(test)]
mod tests {
    use shousi::catalogue::{find, katas};

    use super::*;

    fn all() -> Vec<&'static Kata> {
        katas().iter().collect()
    }

    fn names(katas: &[&Kata]) -> Vec<&'static str> {
        katas.iter().map(|kata| kata.name).collect()
    }

    #[test]
    fn a_seed_draws_the_same_again_and_another_something_else() {
        let drawn = |seed| names(&draw(&shuffled(&all(), seed), Pool::default(), 45).unwrap());
        assert_eq!(drawn(7), drawn(7));
        assert!((0..9).any(|seed| drawn(seed) != drawn(7)));
    }

    #[test]
    fn what_is_drawn_fits_and_leaves_no_room() {
        for (seed, minutes) in [(0, 6), (1, 20), (2, 45), (3, 90), (4, 1000)] {
            let drawn = draw(&shuffled(&all(), seed), Pool::default(), minutes).unwrap();
            let used: u64 = drawn.iter().map(|kata| par(kata)).sum();
            assert!(used <= minutes);
            let missing = all().into_iter().filter(|kata| !names(&drawn).contains(&kata.name));
            assert!(missing.clone().all(|kata| used + par(kata) > minutes));
        }
    }

    #[test]
    fn a_pool_is_kept_to() {
        let pool = Pool { topic: Some(Topic::Attention), difficulty: None };
        let drawn = draw(&all(), pool, 60).unwrap();
        assert!(drawn.iter().all(|kata| kata.meta.topic == Topic::Attention));
        let pool = Pool { topic: Some(Topic::Attention), difficulty: Some(1) };
        assert!(draw(&all(), pool, 60).unwrap_err().contains("no kata is of this topic and difficulty"));
    }

    #[test]
    fn too_little_time_is_said() {
        let error = draw(&all(), Pool::default(), 5).unwrap_err();
        assert!(error.contains("the shortest to choose from has a par of 6"), "{error}");
    }

    #[test]
    fn the_limit_is_shared_in_proportion_to_par() {
        let katas = [find("softmax").unwrap(), find("product_except_self").unwrap()];
        let (tasks, limit) = shared(&katas, None);
        assert_eq!(limit, Duration::from_secs(18 * 60));
        assert_eq!(tasks.iter().map(|task| task.seconds).collect::<Vec<_>>(), [6 * 60, 12 * 60]);
        let (tasks, limit) = shared(&katas, Some(9));
        assert_eq!(limit, Duration::from_secs(9 * 60));
        assert_eq!(tasks.iter().map(|task| task.seconds).collect::<Vec<_>>(), [3 * 60, 6 * 60]);
    }
}
