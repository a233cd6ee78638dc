//! Other right ways to write linear regression.

/// A column of ones, Cholesky by rows; gradient descent on one vector of weights and bias.
pub mod augmented_cholesky {
    use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, concatenate, s};

    fn with_ones(x: ArrayView2<f64>) -> Array2<f64> {
        concatenate![Axis(1), x, Array2::ones((x.nrows(), 1))]
    }

    fn split(theta: Array1<f64>) -> (Array1<f64>, f64) {
        let d = theta.len() - 1;
        (theta.slice(s![..d]).to_owned(), theta[d])
    }

    pub fn fit_normal_equation(x: ArrayView2<f64>, y: ArrayView1<f64>) -> (Array1<f64>, f64) {
        let a = with_ones(x);
        let (gram, mut theta) = (a.t().dot(&a), a.t().dot(&y));
        let m = theta.len();
        let mut l = Array2::<f64>::zeros((m, m));
        for i in 0..m {
            for j in 0..=i {
                let s = gram[[i, j]] - l.slice(s![i, ..j]).dot(&l.slice(s![j, ..j]));
                l[[i, j]] = if i == j { s.sqrt() } else { s / l[[j, j]] };
            }
        }
        for i in 0..m {
            theta[i] = (theta[i] - l.slice(s![i, ..i]).dot(&theta.slice(s![..i]))) / l[[i, i]];
        }
        for i in (0..m).rev() {
            let s = l.slice(s![i + 1.., i]).dot(&theta.slice(s![i + 1..]));
            theta[i] = (theta[i] - s) / l[[i, i]];
        }
        split(theta)
    }

    pub fn fit_gradient_descent(
        x: ArrayView2<f64>,
        y: ArrayView1<f64>,
        learning_rate: f64,
        steps: usize,
    ) -> (Array1<f64>, f64) {
        let a = with_ones(x);
        let mut theta = Array1::zeros(a.ncols());
        for _ in 0..steps {
            let gradient = 2.0 * a.t().dot(&(a.dot(&theta) - y)) / y.len() as f64;
            theta = theta - learning_rate * gradient;
        }
        split(theta)
    }
}

/// LDLᵀ, which needs no square root; nested loops throughout.
pub mod ldlt_loops {
    use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

    pub fn fit_normal_equation(x: ArrayView2<f64>, y: ArrayView1<f64>) -> (Array1<f64>, f64) {
        let (n, d) = x.dim();
        let m = d + 1;
        let feature = |i: usize, j: usize| if j < d { x[[i, j]] } else { 1.0 };
        let mut g = Array2::<f64>::zeros((m, m));
        let mut v = vec![0.0; m];
        for i in 0..n {
            for j in 0..m {
                for k in 0..=j {
                    g[[j, k]] += feature(i, j) * feature(i, k);
                }
                v[j] += feature(i, j) * y[i];
            }
        }
        for j in 0..m {
            for k in 0..j {
                g[[j, j]] -= g[[j, k]] * g[[j, k]] * g[[k, k]];
            }
            for i in j + 1..m {
                for k in 0..j {
                    g[[i, j]] -= g[[i, k]] * g[[j, k]] * g[[k, k]];
                }
                g[[i, j]] /= g[[j, j]];
            }
        }
        for i in 0..m {
            for k in 0..i {
                v[i] -= g[[i, k]] * v[k];
            }
        }
        for i in (0..m).rev() {
            v[i] /= g[[i, i]];
            for k in i + 1..m {
                v[i] -= g[[k, i]] * v[k];
            }
        }
        let bias = v[d];
        v.truncate(d);
        (Array1::from(v), bias)
    }

    pub fn fit_gradient_descent(
        x: ArrayView2<f64>,
        y: ArrayView1<f64>,
        learning_rate: f64,
        steps: usize,
    ) -> (Array1<f64>, f64) {
        let (n, d) = x.dim();
        let mut weights = Array1::zeros(d);
        let mut bias = 0.0;
        for _ in 0..steps {
            let mut weight_gradient = vec![0.0; d];
            let mut bias_gradient = 0.0;
            for i in 0..n {
                let mut prediction = bias;
                for j in 0..d {
                    prediction += weights[j] * x[[i, j]];
                }
                let error = prediction - y[i];
                for j in 0..d {
                    weight_gradient[j] += 2.0 * error * x[[i, j]] / n as f64;
                }
                bias_gradient += 2.0 * error / n as f64;
            }
            for j in 0..d {
                weights[j] -= learning_rate * weight_gradient[j];
            }
            bias -= learning_rate * bias_gradient;
        }
        (weights, bias)
    }
}

/// Elimination without pivoting, the column of ones first; gradient descent on `AᵀA` and `Aᵀy`
/// formed once.
pub mod elimination_and_gram {
    use ndarray::{Array1, Array2, ArrayView1, ArrayView2, s};

    fn normal_equations(x: ArrayView2<f64>, y: ArrayView1<f64>) -> (Array2<f64>, Array1<f64>) {
        let mut a = Array2::ones((x.nrows(), x.ncols() + 1));
        a.slice_mut(s![.., 1..]).assign(&x);
        (a.t().dot(&a), a.t().dot(&y))
    }

    pub fn fit_normal_equation(x: ArrayView2<f64>, y: ArrayView1<f64>) -> (Array1<f64>, f64) {
        let (mut g, mut v) = normal_equations(x, y);
        let m = v.len();
        for p in 0..m {
            let pivot_row = g.row(p).to_owned();
            for r in p + 1..m {
                let factor = g[[r, p]] / pivot_row[p];
                g.row_mut(r).scaled_add(-factor, &pivot_row);
                v[r] -= factor * v[p];
            }
        }
        for p in (0..m).rev() {
            v[p] /= g[[p, p]];
            for r in 0..p {
                v[r] -= g[[r, p]] * v[p];
            }
        }
        (v.slice(s![1..]).to_owned(), v[0])
    }

    pub fn fit_gradient_descent(
        x: ArrayView2<f64>,
        y: ArrayView1<f64>,
        learning_rate: f64,
        steps: usize,
    ) -> (Array1<f64>, f64) {
        let (g, v) = normal_equations(x, y);
        let n = y.len() as f64;
        let mut theta = Array1::<f64>::zeros(v.len());
        for _ in 0..steps {
            theta = &theta - (g.dot(&theta) - &v) * (2.0 * learning_rate / n);
        }
        (theta.slice(s![1..]).to_owned(), theta[0])
    }
}

/// Gauss–Jordan with partial pivoting; gradient descent with iterators, samples from last to first.
pub mod gauss_jordan_pivoting {
    use ndarray::{Array1, ArrayView1, ArrayView2};

    pub fn fit_normal_equation(x: ArrayView2<f64>, y: ArrayView1<f64>) -> (Array1<f64>, f64) {
        let mut columns: Vec<Array1<f64>> = x.columns().into_iter().map(|c| c.to_owned()).collect();
        columns.push(Array1::ones(y.len()));
        let m = columns.len();
        let mut rows: Vec<Vec<f64>> = columns
            .iter()
            .map(|a| {
                let products = columns.iter().map(|b| a.dot(b));
                products.chain([a.dot(&y)]).collect()
            })
            .collect();
        for p in 0..m {
            let best = (p..m).max_by(|&r, &s| rows[r][p].abs().total_cmp(&rows[s][p].abs())).unwrap_or(p);
            rows.swap(p, best);
            let pivot = rows[p][p];
            rows[p].iter_mut().for_each(|v| *v /= pivot);
            let pivot_row = rows[p].clone();
            for (r, row) in rows.iter_mut().enumerate() {
                let factor = row[p];
                if r != p {
                    row.iter_mut().zip(&pivot_row).for_each(|(v, w)| *v -= factor * w);
                }
            }
        }
        let weights = rows[..m - 1].iter().map(|row| row[m]).collect();
        (weights, rows[m - 1][m])
    }

    pub fn fit_gradient_descent(
        x: ArrayView2<f64>,
        y: ArrayView1<f64>,
        learning_rate: f64,
        steps: usize,
    ) -> (Array1<f64>, f64) {
        let start = (Array1::zeros(x.ncols()), 0.0);
        (0..steps).fold(start, |(weights, bias), _| {
            let samples = x.rows().into_iter().zip(&y).rev();
            let zero = (Array1::<f64>::zeros(x.ncols()), 0.0);
            let (dw, db) = samples.fold(zero, |(dw, db), (row, target)| {
                let slope = 2.0 * (row.dot(&weights) + bias - target);
                (dw + &row * slope, db + slope)
            });
            let n = y.len() as f64;
            (weights - dw * (learning_rate / n), bias - db * (learning_rate / n))
        })
    }
}

/// Householder QR of `[X 1]`, the normal equations never formed; gradients as means over samples.
pub mod householder_qr {
    use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, s};

    pub fn fit_normal_equation(x: ArrayView2<f64>, y: ArrayView1<f64>) -> (Array1<f64>, f64) {
        let (n, d) = x.dim();
        let m = d + 1;
        let mut r = Array2::ones((n, m));
        r.slice_mut(s![.., ..d]).assign(&x);
        let mut v = y.to_owned();
        for p in 0..m {
            let mut h = r.slice(s![p.., p]).to_owned();
            h[0] += h.dot(&h).sqrt().copysign(h[0]);
            let scale = h.dot(&h);
            if scale == 0.0 {
                continue;
            }
            for j in p..m {
                let mut column = r.slice_mut(s![p.., j]);
                let projection = 2.0 * h.dot(&column) / scale;
                column.scaled_add(-projection, &h);
            }
            let mut rest = v.slice_mut(s![p..]);
            let projection = 2.0 * h.dot(&rest) / scale;
            rest.scaled_add(-projection, &h);
        }
        for p in (0..m).rev() {
            let s = r.slice(s![p, p + 1..]).dot(&v.slice(s![p + 1..m]));
            v[p] = (v[p] - s) / r[[p, p]];
        }
        (v.slice(s![..d]).to_owned(), v[d])
    }

    pub fn fit_gradient_descent(
        x: ArrayView2<f64>,
        y: ArrayView1<f64>,
        learning_rate: f64,
        steps: usize,
    ) -> (Array1<f64>, f64) {
        let mut weights = Array1::<f64>::zeros(x.ncols());
        let mut bias = 0.0;
        for _ in 0..steps {
            let residual = &y - &x.dot(&weights) - bias;
            let per_sample = &x * &residual.view().insert_axis(Axis(1)) * -2.0;
            let weight_gradient = per_sample.mean_axis(Axis(0)).unwrap_or_default();
            weights -= &(weight_gradient * learning_rate);
            bias += 2.0 * learning_rate * residual.mean().unwrap_or_default();
        }
        (weights, bias)
    }
}
