//! The crate between a kata and the worker, as text.

use std::fmt::Write;

use quote::ToTokens;
use syn::{FnArg, GenericParam, Item, ReturnType, Visibility};

/// A function that a kata has to provide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub name: String,
    /// As the stub has it, from `pub fn` to the result type.
    pub text: String,
    type_parameters: Vec<String>,
    /// `x: ArrayView2<f32>`, without generics.
    parameters: String,
    result: String,
}

/// The public functions of a pristine stub.
pub fn signatures(stub: &str) -> Vec<Signature> {
    let file = syn::parse_file(stub).expect("a pristine stub is valid Rust");
    let public = |item: Item| match item {
        Item::Fn(function) if matches!(function.vis, Visibility::Public(_)) => Some(signature(&function)),
        _ => None,
    };
    file.items.into_iter().filter_map(public).collect()
}

fn signature(function: &syn::ItemFn) -> Signature {
    let signature = &function.sig;
    let parameters: Vec<String> = signature
        .inputs
        .iter()
        .map(|input| match input {
            FnArg::Typed(argument) => tidy(argument),
            FnArg::Receiver(_) => panic!("a kata's functions are free functions"),
        })
        .collect();
    let type_parameters = signature.generics.params.iter().filter_map(|parameter| match parameter {
        GenericParam::Type(parameter) => Some(parameter.ident.to_string()),
        _ => None,
    });
    let result = match &signature.output {
        ReturnType::Type(_, result) => tidy(result),
        ReturnType::Default => "()".to_owned(),
    };
    let generics = tidy(&signature.generics);
    let name = signature.ident.to_string();
    let parameters = parameters.join(", ");
    Signature {
        text: format!("pub fn {name}{generics}({parameters}) -> {result}"),
        type_parameters: type_parameters.collect(),
        name,
        parameters,
        result,
    }
}

/// Tokens as a person would write them.
fn tidy(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let tight = [
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" :", ":"),
        ("& ", "&"),
        ("[ ", "["),
        (" ]", "]"),
        ("( ", "("),
        (" )", ")"),
    ];
    tight.iter().fold(text, |text, (loose, tight)| text.replace(loose, tight))
}

/// The worker's `main.rs` for katas, given by name. Type parameters stand for the judge's exact, counting
/// type.
pub(super) fn glue(katas: &[(&str, Vec<Signature>)]) -> String {
    let mut text = String::new();
    for (kata, signatures) in katas {
        let _ = writeln!(text, "mod {kata} {{\n    #[allow(unused_imports)]\n    use ndarray::*;\n");
        for parameter in signatures.iter().flat_map(|s| &s.type_parameters) {
            let _ = writeln!(text, "    type {parameter} = shousi::wire::Matrix;");
        }
        text.push_str("    shousi::table! {\n");
        for Signature { name, parameters, result, .. } in signatures {
            let _ = writeln!(text, "        pub fn {name}({parameters}) -> {result};");
        }
        let functions: Vec<String> = signatures.iter().map(|s| format!("kata_{kata}::{}", s.name)).collect();
        let functions = functions.join(", ");
        let _ = writeln!(
            text,
            "    }}\n\n    pub fn functions() -> shousi::wire::Table {{\n        table({functions})\n    }}\n}}\n"
        );
    }
    text.push_str("#[global_allocator]\n");
    text.push_str("static ALLOCATOR: shousi::worker::tally::Counting = shousi::worker::tally::Counting;\n\n");
    text.push_str("fn main() {\n    shousi::worker::serve(|kata| match kata {\n");
    for (kata, _) in katas {
        let _ = writeln!(text, "        \"{kata}\" => Some({kata}::functions()),");
    }
    text.push_str("        _ => None,\n    })\n}\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_plain_and_generic_signatures() {
        let stub = "use std::ops::Mul;\n/// Docs.\npub fn scan<T: Copy + Mul<Output = T>>(xs: &[T], one: T) -> Vec<T> { todo!() }\n\
            fn private() {}\npub fn fit(x: ArrayView2<'_, f64>, n: usize) -> (Array1<f64>, f64) { todo!() }";
        let found = signatures(stub);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].text, "pub fn scan<T: Copy + Mul<Output = T>>(xs: &[T], one: T) -> Vec<T>");
        assert_eq!(found[1].text, "pub fn fit(x: ArrayView2<'_, f64>, n: usize) -> (Array1<f64>, f64)");
        let glue = glue(&[("sums", found)]);
        assert!(glue.contains("type T = shousi::wire::Matrix;"));
        assert!(glue.contains("pub fn scan(xs: &[T], one: T) -> Vec<T>;"));
        assert!(glue.contains("\"sums\" => Some(sums::functions())"));
        assert!(glue.contains("table(kata_sums::scan, kata_sums::fit)"));
    }
}
