//! The references against values that can be checked by hand or looked up: a second opinion, beside
//! that of the specs.

use approx::assert_relative_eq;
use ndarray::{arr1, arr2, arr3};

#[test]
fn softmax() {
    let p = solutions::softmax::softmax(arr2(&[[2.0, 1.0, 0.0]]).view());
    for (p, expected) in p.iter().zip([0.665_240_96, 0.244_728_47, 0.090_030_57]) {
        assert_relative_eq!(*p, expected, max_relative = 1e-6);
    }
}

#[test]
fn cross_entropy_of_a_uniform_guess_is_the_log_of_the_classes() {
    let loss = solutions::cross_entropy::cross_entropy(arr2(&[[7.0f32; 32]]).view(), &[3]);
    assert_relative_eq!(loss, 32f32.ln(), max_relative = 1e-6);
}

#[test]
fn kl_divergence_of_a_fair_coin_from_a_biased_one() {
    // ½ ln(½ / 0.9) + ½ ln(½ / 0.1) = ½ ln(0.25 / 0.09)
    let d = solutions::kl_divergence::kl_divergence(arr1(&[0.5, 0.5]).view(), arr1(&[0.9, 0.1]).view());
    assert_relative_eq!(d, 0.5 * (0.25f32 / 0.09).ln(), max_relative = 1e-6);
}

#[test]
fn layer_norm_of_one_two_three() {
    let (gamma, beta) = (arr1(&[1.0, 1.0, 1.0]), arr1(&[0.0, 0.0, 0.0]));
    let y =
        solutions::layer_norm::layer_norm(arr2(&[[1.0, 2.0, 3.0]]).view(), gamma.view(), beta.view(), 0.0);
    // The biased variance is 2/3.
    assert_relative_eq!(y[[0, 0]], -(1.5f32.sqrt()), max_relative = 1e-6);
    assert_relative_eq!(y[[0, 2]], 1.5f32.sqrt(), max_relative = 1e-6);
}

#[test]
fn rms_norm_of_three_four() {
    let y = solutions::rms_norm::rms_norm(arr2(&[[3.0, 4.0]]).view(), arr1(&[1.0, 1.0]).view(), 0.0);
    assert_relative_eq!(y[[0, 0]], 3.0 / 12.5f32.sqrt(), max_relative = 1e-6);
    assert_relative_eq!(y[[0, 1]], 4.0 / 12.5f32.sqrt(), max_relative = 1e-6);
}

#[test]
fn attention_with_equal_scores_is_a_running_mean() {
    let (zero, one) = (arr2(&[[0.0f32]]), arr2(&[[1.0f32]]));
    let x = arr3(&[[[1.0f32], [3.0], [8.0]]]);
    let attend = solutions::multi_head_attention::multi_head_attention;
    let y = attend(x.view(), zero.view(), zero.view(), one.view(), one.view(), 1, true);
    for (y, expected) in y.iter().zip([1.0, 2.0, 4.0]) {
        assert_relative_eq!(*y, expected, max_relative = 1e-6);
    }
}

#[test]
fn linear_regression_of_three_points() {
    let (x, y) = (arr2(&[[0.0], [1.0], [2.0]]), arr1(&[1.0, 2.0, 6.0]));
    let (weights, bias) = solutions::linear_regression::fit_normal_equation(x.view(), y.view());
    assert_relative_eq!(weights[0], 2.5, max_relative = 1e-12);
    assert_relative_eq!(bias, 0.5, max_relative = 1e-12);
}

#[test]
fn logistic_loss_without_a_model_is_the_log_of_two() {
    let (x, y) = (arr2(&[[1.0], [-2.0]]), arr1(&[1.0, 0.0]));
    let loss = solutions::logistic_regression::loss(x.view(), y.view(), arr1(&[0.0]).view(), 0.0, 1.0);
    assert_relative_eq!(loss, 2f64.ln(), max_relative = 1e-15);
}

#[test]
fn product_except_self() {
    assert_eq!(solutions::product_except_self::product_except_self(&[1, 2, 3, 4], 1), [24, 12, 8, 6]);
}
