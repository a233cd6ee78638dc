//! Judges the specs: each must accept the reference, the definition and every right variant, and
//! reject every mistake. Each property of each kata is a test of its own.

mod variants;

use std::env;
use std::ops::Range;
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

use libtest_mimic::{Arguments, Failed, Trial};
use shousi::build::Workspace;
use shousi::completeness::{self, judge_mistake};
use shousi::judge::{Settings, Spec, Verdict, judge, judge_property, test_name};
use shousi::specs::{NAMES, spec};
use shousi::wire::{Table, Target};
use shousi::worker::tally::Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One line registers a kata here: its functions, and the modules of its right variants.
macro_rules! implementations {
    ($($kata:ident $functions:tt: $($variant:ident),+;)+) => {
        fn reference(kata: &str) -> Table {
            match kata {
                $(stringify!($kata) => {
                    use solutions::$kata as module;
                    implementations!(@table $kata module $functions)
                })+
                _ => panic!("{kata} has no reference here"),
            }
        }

        /// The right variants of a kata by name.
        fn right_variants(kata: &str) -> Vec<(&'static str, fn() -> Table)> {
            match kata {
                $(stringify!($kata) => vec![$((stringify!($variant), || {
                    use variants::$kata::$variant as module;
                    implementations!(@table $kata module $functions)
                })),+],)+
                _ => panic!("{kata} has no variants here"),
            }
        }
    };
    (@table $kata:ident $module:ident ($($function:ident),+)) => {
        shousi::specs::$kata::table($($module::$function),+)
    };
}

implementations! {
    softmax(softmax): plain_loops, in_f64, online, base_two_exponent, exp_of_log_softmax, broadcast,
        sorted_sum_times_reciprocal, column_major;
    cross_entropy(cross_entropy): plain_loops, in_f64, online, log_softmax_then_pick, relative_to_target,
        ln_1p_of_the_rest;
    kl_divergence(kl_divergence): plain_loop, in_f64, log_difference, cross_entropy_minus_entropy,
        reversed_and_clamped, ln_1p_compensated;
    rms_norm(rms_norm): loops, broadcast, double_precision, pairwise, scaled_by_maximum, reversed_sum;
    layer_norm(layer_norm): loops, broadcast, ndarray_statistics, double_precision, one_pass_in_f64, welford,
        corrected_two_pass, pairwise;
    linear_regression(fit_normal_equation, fit_gradient_descent): augmented_cholesky, ldlt_loops,
        elimination_and_gram, gauss_jordan_pivoting, householder_qr;
    logistic_regression(predict_proba, loss, fit): textbook_sigmoid, tanh_and_log_sum_exp, loops,
        augmented_log_sigmoid, signed_margins;
    product_except_self(product_except_self): index_loops, suffix_first, both_ends, mapped, scan_into_reserved,
        copy_without_identity;
    multi_head_attention(multi_head_attention): plain_loops, double_precision, online_softmax,
        split_into_four_axes, head_by_head, key_value_cache;
    multi_query_attention(multi_query_attention): plain_loops, double_precision, stacked_heads,
        repeated_key_and_value, online_softmax;
    grouped_query_attention(grouped_query_attention): plain_loops, double_precision, repeat_interleave,
        stacked_groups, online_softmax;
}

/// The seeds to judge with: 0, or the first `SHOUSI_SEEDS`, since a spec that holds for one seed alone
/// does not hold.
fn seeds() -> Range<u64> {
    let seeds = env::var("SHOUSI_SEEDS").map_or(Ok(1), |text| text.parse());
    0..seeds.expect("SHOUSI_SEEDS is a number")
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = NAMES.iter().flat_map(|kata| trials(kata)).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn spec_of(kata: &str) -> Spec {
    spec(kata).expect("the kata is registered")
}

fn trials(kata: &'static str) -> Vec<Trial> {
    let spec = spec_of(kata);
    let property = |(index, name): (usize, &'static str)| {
        Trial::test(format!("{kata}::{}", test_name(name)), move || {
            let spec = spec_of(kata);
            let target: Rc<dyn Target> = Rc::new(reference(kata));
            let report = judge_property(&spec, &spec.properties[index], target, &Settings::default());
            if report.verdict == Verdict::Passed { Ok(()) } else { Err(format!("{report:#?}").into()) }
        })
    };
    let mut trials: Vec<Trial> =
        spec.properties.iter().map(|property| property.name).enumerate().map(property).collect();
    trials.push(Trial::test(format!("{kata}::reference"), move || accepted(kata, reference(kata))));
    trials.push(Trial::test(format!("{kata}::definition"), move || accepted(kata, spec_of(kata).definition)));
    trials.push(Trial::test(format!("{kata}::complete"), move || complete(kata)));
    for (name, make) in right_variants(kata) {
        trials.push(Trial::test(format!("{kata}::variant::{name}"), move || accepted(kata, make())));
    }
    for (index, mistake) in spec.mistakes.iter().enumerate() {
        let name = mistake.name;
        let forms = spec.mistakes[..index].iter().filter(|earlier| earlier.name == name).count();
        let form = if forms == 0 { String::new() } else { format!("::form_{}", forms + 1) };
        trials.push(Trial::test(format!("{kata}::mistake::{name}{form}"), move || rejected(kata, index)));
    }
    trials
}

/// The kata has all its parts, in both languages; what stands in the learner's file does not matter.
fn complete(kata: &str) -> Result<(), Failed> {
    let workspace = Workspace::find(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let problems = completeness::check(&workspace, kata)?;
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}

/// A right implementation passes, for more than one seed.
fn accepted(kata: &str, functions: Table) -> Result<(), Failed> {
    let functions: Rc<dyn Target> = Rc::new(functions);
    for seed in seeds() {
        let settings = Settings { seed, ..Settings::default() };
        let report = judge(&spec_of(kata), functions.clone(), &settings, |_| {});
        if report.verdict != Verdict::Passed {
            let failure = report.first_failure();
            return Err(format!("rejected with seed {seed}: {failure:#?}").into());
        }
    }
    Ok(())
}

/// A mistake is rejected, and recognised as what it is, with far fewer cases than a learner's.
fn rejected(kata: &str, index: usize) -> Result<(), Failed> {
    for seed in seeds() {
        let found = judge_mistake(kata, index, &Settings { seed, cases: 64, ..Settings::default() });
        match found.rejected_by {
            None => return Err(format!("accepted with seed {seed}").into()),
            Some(_) if found.named == Some(found.name) => {}
            Some(_) => return Err(format!("with seed {seed} taken for {:?}", found.named).into()),
        }
    }
    Ok(())
}
