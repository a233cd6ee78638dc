//! Other right ways to write the Kullback–Leibler divergence.

/// An index loop in f32, with the infinite case spelled out.
pub mod plain_loop {
    use ndarray::ArrayView1;

    pub fn kl_divergence(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f32 {
        let mut sum = 0.0;
        for i in 0..p.len() {
            if p[i] == 0.0 {
                continue;
            }
            if q[i] == 0.0 {
                return f32::INFINITY;
            }
            sum += p[i] * (p[i] / q[i]).ln();
        }
        sum
    }
}

/// Everything in f64, rounded once at the end.
pub mod in_f64 {
    use ndarray::ArrayView1;

    pub fn kl_divergence(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f32 {
        let terms = p.iter().zip(&q).map(|(&p, &q)| {
            let (p, q) = (f64::from(p), f64::from(q));
            if p == 0.0 { 0.0 } else { p * (p / q).ln() }
        });
        terms.sum::<f64>() as f32
    }
}

/// A difference of logarithms instead of the logarithm of a quotient.
pub mod log_difference {
    use ndarray::{ArrayView1, Zip};

    pub fn kl_divergence(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f32 {
        Zip::from(p).and(q).fold(0.0, |sum, &p, &q| if p > 0.0 { sum + p * (p.ln() - q.ln()) } else { sum })
    }
}

/// Cross-entropy minus entropy: the two sums apart, subtracted once.
pub mod cross_entropy_minus_entropy {
    use ndarray::ArrayView1;

    fn x_ln_y(x: f32, y: f32) -> f32 {
        if x == 0.0 { 0.0 } else { x * y.ln() }
    }

    pub fn kl_divergence(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f32 {
        let entropy: f32 = -p.iter().map(|&p| x_ln_y(p, p)).sum::<f32>();
        let cross_entropy: f32 = -p.iter().zip(&q).map(|(&p, &q)| x_ln_y(p, q)).sum::<f32>();
        cross_entropy - entropy
    }
}

/// An array of terms, summed from the right; what rounding makes negative is clamped to 0.
pub mod reversed_and_clamped {
    use ndarray::{Array1, ArrayView1, Zip, s};

    pub fn kl_divergence(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f32 {
        let terms: Array1<f32> =
            Zip::from(p).and(q).map_collect(|&p, &q| if p > 0.0 { -p * (q / p).ln() } else { 0.0 });
        terms.slice(s![..;-1]).iter().sum::<f32>().max(0.0)
    }
}

/// `ln_1p` of the relative difference where the entries are close, and a compensated sum.
pub mod ln_1p_compensated {
    use ndarray::ArrayView1;

    pub fn kl_divergence(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f32 {
        let (mut sum, mut lost) = (0.0_f32, 0.0_f32);
        for (&p, &q) in p.iter().zip(&q).filter(|(p, _)| **p > 0.0) {
            if q == 0.0 {
                return f32::INFINITY;
            }
            let ln = if (q - p).abs() < 0.5 * p { -((q - p) / p).ln_1p() } else { (p / q).ln() };
            let term = p * ln - lost;
            let next = sum + term;
            lost = (next - sum) - term;
            sum = next;
        }
        sum
    }
}
