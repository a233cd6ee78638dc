//! Grading, end to end: a corpus of hostile submissions, and a class.

mod corpus;
