//! Joins the reports of shards.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

use super::args::Telling;
use super::cache::hash;
use super::find::printable;
use super::spool::Spool;
use super::telling::{self, Reader};
use crate::document::{Header, Submission};
use crate::view::escape::escape;

/// Joins reports into one, as if all had been graded in one run.
pub fn merge(reader: Reader, reports: &[PathBuf], telling: &Telling) -> Result<u8, String> {
    telling::check(telling)?;
    let mut joined = Joined::new()?;
    for report in reports {
        joined.add(report).map_err(|problem| format!("{}: {problem}", printable(report)))?;
    }
    let Some(header) = joined.header else { return Err("there is no report to join".to_owned()) };
    // Ordered by name, whatever order they came in.
    let mut spool = Spool::new(joined.seen.len())?;
    let places: Vec<usize> = joined.seen.values().map(|seen| seen.place).collect();
    let mut order = vec![0; places.len()];
    places.iter().enumerate().for_each(|(rank, &place)| order[place] = rank);
    for (submission, rank) in joined.spool.submissions().zip(order) {
        spool.put(rank, &submission.map_err(|error| error.to_string())?)?;
    }
    telling::tell(reader, &header, &spool, telling, joined.passed)
}

struct Joined {
    header: Option<Header>,
    spool: Spool,
    seen: BTreeMap<String, Seen>,
    /// What every submission is judged on.
    katas: Option<Vec<String>>,
    passed: bool,
}

struct Seen {
    place: usize,
    /// Of everything but times.
    content: String,
}

impl Joined {
    fn new() -> Result<Joined, String> {
        Ok(Joined { header: None, spool: Spool::new(0)?, seen: BTreeMap::new(), katas: None, passed: true })
    }

    fn add(&mut self, report: &Path) -> Result<(), String> {
        let file = File::open(report).map_err(|error| format!("cannot be read: {error}"))?;
        let header = read(file, |submission| self.put(submission))?;
        match &mut self.header {
            None => self.header = Some(header),
            Some(first) => join_headers(first, header)?,
        }
        Ok(())
    }

    fn put(&mut self, submission: Submission) -> Result<(), String> {
        let id = escape(&submission.id);
        let katas: Vec<String> = submission.katas.iter().map(|kata| kata.kata.clone()).collect();
        if *self.katas.get_or_insert_with(|| katas.clone()) != katas {
            return Err(format!("{id} was graded on other katas than the submissions before it"));
        }
        let place = self.seen.len();
        match self.seen.entry(submission.id.clone()) {
            Entry::Occupied(seen) if seen.get().content == content(&submission) => return Ok(()),
            Entry::Occupied(_) => return Err(format!("it contradicts an earlier report on {id}")),
            Entry::Vacant(vacant) => vacant.insert(Seen { place, content: content(&submission) }),
        };
        self.passed &= submission.passed == submission.total;
        self.spool.push(&submission)
    }
}

/// A submission's verdicts, whenever they were made.
fn content(submission: &Submission) -> String {
    let mut submission = submission.clone();
    submission.katas.iter_mut().for_each(|kata| kata.seconds = 0.0);
    hash([serde_json::to_vec(&submission).expect("a submission is plain data")])
}

/// Reports fit together if the same judge has made them in the same way.
fn join_headers(first: &mut Header, other: Header) -> Result<(), String> {
    let differs = [
        ("seed", first.seed != other.seed),
        ("number of cases", first.cases != other.cases),
        ("version of the tool", first.tool != other.tool || first.schema != other.schema),
        ("time limit", first.timeout != other.timeout),
        ("memory limit", first.memory != other.memory),
    ];
    if let Some((what, _)) = differs.iter().find(|(_, differs)| *differs) {
        return Err(format!(
            "it was made with another {what} than the reports before it; grade all in the same way"
        ));
    }
    // What can be promised of all is what was in force for each.
    if let (Some(all), Some(here)) = (&mut first.protections, &other.protections) {
        all.retain(|protection| here.contains(protection));
    } else {
        first.protections = None;
    }
    Ok(())
}

/// Reads a report, one submission at a time; returns what holds for all.
fn read(file: File, each: impl FnMut(Submission) -> Result<(), String>) -> Result<Header, String> {
    let mut reader = serde_json::Deserializer::from_reader(BufReader::new(file));
    let header = Report(each).deserialize(&mut reader).and_then(|header| reader.end().map(|()| header));
    header.map_err(|error| match error.classify() {
        // Ours, put into the reader's words.
        serde_json::error::Category::Data => error.to_string(),
        _ => format!("is not a report of `cargo kata grade --output json=FILE`: {error}"),
    })
}

struct Report<F>(F);
struct Rows<'a, F>(&'a mut F);

impl<'de, F: FnMut(Submission) -> Result<(), String>> DeserializeSeed<'de> for Report<F> {
    type Value = Header;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Header, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, F: FnMut(Submission) -> Result<(), String>> Visitor<'de> for Report<F> {
    type Value = Header;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a report")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Header, A::Error> {
        let mut header = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            match &*key {
                "submissions" => map.next_value_seed(Rows(&mut self.0))?,
                _ => drop(header.insert(key, map.next_value::<Json>()?)),
            }
        }
        serde_json::from_value(Json::Object(header)).map_err(A::Error::custom)
    }
}

impl<'de, F: FnMut(Submission) -> Result<(), String>> DeserializeSeed<'de> for Rows<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(Submission) -> Result<(), String>> Visitor<'de> for Rows<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("submissions")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while let Some(submission) = rows.next_element()? {
            (self.0)(submission).map_err(A::Error::custom)?;
        }
        Ok(())
    }
}
