//! Other right ways to write logistic regression.

/// The textbook sigmoid, whose overflow to infinity is harmless; the loss from the logits.
pub mod textbook_sigmoid {
    use ndarray::{Array1, ArrayView1, ArrayView2};

    pub fn predict_proba(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Array1<f64> {
        (x.dot(&weights) + bias).mapv(|z| 1.0 / (1.0 + (-z).exp()))
    }

    pub fn loss(x: ArrayView2<f64>, y: ArrayView1<f64>, weights: ArrayView1<f64>, bias: f64, l2: f64) -> f64 {
        let z = x.dot(&weights) + bias;
        let softplus = z.mapv(|z| z.max(0.0) + (-z.abs()).exp().ln_1p());
        let data = (softplus - &z * &y).mean().unwrap_or(0.0);
        data + l2 / 2.0 * weights.mapv(|w| w * w).sum()
    }

    pub fn fit(
        x: ArrayView2<f64>,
        y: ArrayView1<f64>,
        learning_rate: f64,
        l2: f64,
        steps: usize,
    ) -> (Array1<f64>, f64) {
        let n = y.len() as f64;
        let mut weights = Array1::<f64>::zeros(x.ncols());
        let mut bias = 0.0;
        for _ in 0..steps {
            let error = predict_proba(x, weights.view(), bias) - y;
            let dw = error.dot(&x) / n + l2 * &weights;
            let db = error.sum() / n;
            weights -= &(learning_rate * dw);
            bias -= learning_rate * db;
        }
        (weights, bias)
    }
}

/// The sigmoid as a hyperbolic tangent, accurate to an ulp of one, and the loss as a two-class
/// log-sum-exp.
pub mod tanh_and_log_sum_exp {
    use ndarray::{Array1, ArrayView1, ArrayView2};

    pub fn predict_proba(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Array1<f64> {
        (x.dot(&weights) + bias).mapv(|z| 0.5 * (1.0 + (0.5 * z).tanh()))
    }

    pub fn loss(x: ArrayView2<f64>, y: ArrayView1<f64>, weights: ArrayView1<f64>, bias: f64, l2: f64) -> f64 {
        let mut total = 0.0;
        for (row, &label) in x.outer_iter().zip(y) {
            let logits = [0.0, row.dot(&weights) + bias];
            let m = f64::max(logits[0], logits[1]);
            let sum: f64 = logits.iter().map(|z| (z - m).exp()).sum();
            total += m + sum.ln() - logits[label as usize];
        }
        total / x.nrows() as f64 + 0.5 * l2 * weights.iter().map(|w| w.powi(2)).sum::<f64>()
    }

    pub fn fit(
        x: ArrayView2<f64>,
        y: ArrayView1<f64>,
        learning_rate: f64,
        l2: f64,
        steps: usize,
    ) -> (Array1<f64>, f64) {
        let rate = learning_rate / x.nrows() as f64;
        let mut weights = Array1::<f64>::zeros(x.ncols());
        let mut bias = 0.0;
        for _ in 0..steps {
            let missing = &y - &predict_proba(x, weights.view(), bias);
            weights *= 1.0 - learning_rate * l2;
            weights.scaled_add(rate, &x.t().dot(&missing));
            bias += rate * missing.sum();
        }
        (weights, bias)
    }
}

/// Nested loops; the cross-entropy of a label is the softplus of the logit or of its negative.
pub mod loops {
    use ndarray::{Array1, ArrayView1, ArrayView2};

    fn logit(x: ArrayView2<f64>, i: usize, weights: ArrayView1<f64>, bias: f64) -> f64 {
        let mut z = 0.0;
        for j in 0..x.ncols() {
            z += x[[i, j]] * weights[j];
        }
        z + bias
    }

    fn softplus(z: f64) -> f64 {
        if z > 0.0 { z + (-z).exp().ln_1p() } else { z.exp().ln_1p() }
    }

    pub fn predict_proba(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Array1<f64> {
        let mut p = Array1::zeros(x.nrows());
        for i in 0..x.nrows() {
            let z = logit(x, i, weights, bias);
            p[i] = if z >= 0.0 { 1.0 / (1.0 + (-z).exp()) } else { z.exp() / (1.0 + z.exp()) };
        }
        p
    }

    pub fn loss(x: ArrayView2<f64>, y: ArrayView1<f64>, weights: ArrayView1<f64>, bias: f64, l2: f64) -> f64 {
        let n = x.nrows();
        let mut mean = 0.0;
        for i in 0..n {
            let z = logit(x, i, weights, bias);
            mean += softplus(if y[i] > 0.5 { -z } else { z }) / n as f64;
        }
        for &w in weights {
            mean += l2 * w * w / 2.0;
        }
        mean
    }

    pub fn fit(
        x: ArrayView2<f64>,
        y: ArrayView1<f64>,
        learning_rate: f64,
        l2: f64,
        steps: usize,
    ) -> (Array1<f64>, f64) {
        let (n, d) = x.dim();
        let mut weights = Array1::zeros(d);
        let mut bias = 0.0;
        for _ in 0..steps {
            let p = predict_proba(x, weights.view(), bias);
            let mut dw = vec![0.0; d];
            let mut db = 0.0;
            for i in 0..n {
                for j in 0..d {
                    dw[j] += (p[i] - y[i]) * x[[i, j]] / n as f64;
                }
                db += (p[i] - y[i]) / n as f64;
            }
            for j in 0..d {
                weights[j] -= learning_rate * (dw[j] + l2 * weights[j]);
            }
            bias -= learning_rate * db;
        }
        (weights, bias)
    }
}

/// Weights and bias as one vector against a column of ones; log-sigmoids of both signs.
pub mod augmented_log_sigmoid {
    use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, concatenate, s};

    fn with_ones(x: ArrayView2<f64>) -> Array2<f64> {
        concatenate![Axis(1), x, Array2::ones((x.nrows(), 1))]
    }

    fn logits(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Array1<f64> {
        with_ones(x).dot(&concatenate![Axis(0), weights, Array1::from_elem(1, bias)])
    }

    fn log_sigmoid(z: f64) -> f64 {
        z.min(0.0) - (-z.abs()).exp().ln_1p()
    }

    pub fn predict_proba(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Array1<f64> {
        logits(x, weights, bias).mapv(|z| log_sigmoid(z).exp())
    }

    pub fn loss(x: ArrayView2<f64>, y: ArrayView1<f64>, weights: ArrayView1<f64>, bias: f64, l2: f64) -> f64 {
        let z = logits(x, weights, bias);
        let likelihood: f64 =
            z.iter().zip(y).map(|(&z, &y)| y * log_sigmoid(z) + (1.0 - y) * log_sigmoid(-z)).sum();
        -likelihood / y.len() as f64 + l2 * weights.dot(&weights) / 2.0
    }

    pub fn fit(
        x: ArrayView2<f64>,
        y: ArrayView1<f64>,
        learning_rate: f64,
        l2: f64,
        steps: usize,
    ) -> (Array1<f64>, f64) {
        let a = with_ones(x);
        let d = x.ncols();
        let mut theta = Array1::<f64>::zeros(d + 1);
        for _ in 0..steps {
            let p = a.dot(&theta).mapv(|z| (1.0 + (-z).exp()).recip());
            let mut penalty = l2 * &theta;
            penalty[d] = 0.0;
            theta = &theta - learning_rate * (a.t().dot(&(p - y)) / y.len() as f64 + penalty);
        }
        (theta.slice(s![..d]).to_owned(), theta[d])
    }
}

/// Labels turned into signs inside, a plain logarithm of one plus a small exponential, samples
/// from last to first.
pub mod signed_margins {
    use ndarray::{Array1, ArrayView1, ArrayView2};

    pub fn predict_proba(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Array1<f64> {
        let sigmoid = |z: f64| {
            let small = (-z.abs()).exp() / (1.0 + (-z.abs()).exp());
            if z < 0.0 { small } else { 1.0 - small }
        };
        x.rows().into_iter().map(|row| sigmoid(bias + row.dot(&weights))).collect()
    }

    pub fn loss(x: ArrayView2<f64>, y: ArrayView1<f64>, weights: ArrayView1<f64>, bias: f64, l2: f64) -> f64 {
        let cross_entropy = |(row, &label): (ArrayView1<f64>, &f64)| {
            let margin = (2.0 * label - 1.0) * (row.dot(&weights) + bias);
            (1.0 + (-margin.abs()).exp()).ln() + (-margin).max(0.0)
        };
        let sum: f64 = x.rows().into_iter().zip(&y).rev().map(cross_entropy).sum();
        sum / y.len() as f64 + l2 * 0.5 * weights.fold(0.0, |s, w| s + w * w)
    }

    pub fn fit(
        x: ArrayView2<f64>,
        y: ArrayView1<f64>,
        learning_rate: f64,
        l2: f64,
        steps: usize,
    ) -> (Array1<f64>, f64) {
        let start = (Array1::<f64>::zeros(x.ncols()), 0.0);
        (0..steps).fold(start, |(weights, bias), _| {
            let mut dw = &weights * l2;
            let mut db = 0.0;
            for (row, &label) in x.rows().into_iter().zip(&y).rev() {
                let sign = 2.0 * label - 1.0;
                let margin = sign * (row.dot(&weights) + bias);
                let slope = -sign / (1.0 + margin.exp()) / y.len() as f64;
                dw.scaled_add(slope, &row);
                db += slope;
            }
            (weights - learning_rate * dw, bias - learning_rate * db)
        })
    }
}
